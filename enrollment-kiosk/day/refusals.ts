import { DomainError } from '../../core/errors.ts'

export class TicketUnknown extends DomainError<'TICKET_UNKNOWN'> {
  constructor() {
    super('TICKET_UNKNOWN', {
      vi: 'Máy này không cấp số thứ tự đó. Gọi số tại máy đã cấp.',
      en: 'This kiosk did not give that number. Call it where it was given.',
    })
  }
}

/** Files are still being worked on; the codes say which. */
export class DayStillOpen extends DomainError<'DAY_STILL_OPEN'> {
  constructor(codes: readonly string[]) {
    super(
      'DAY_STILL_OPEN',
      {
        vi: `Chưa đóng được ngày: còn ${codes.length} hồ sơ đang làm (${codes.join(', ')}). Hoàn tất hoặc hủy từng hồ sơ.`,
        en: `The day cannot be closed: ${codes.length} file(s) are still open (${codes.join(', ')}). Finish or cancel each.`,
      },
      { open: codes.length },
    )
  }
}

/** Files were begun here and are nowhere any more. */
export class DayDoesNotAddUp extends DomainError<'DAY_DOES_NOT_ADD_UP'> {
  constructor(codes: readonly string[]) {
    super(
      'DAY_DOES_NOT_ADD_UP',
      {
        vi: `Đối soát bị lệch: không thấy dữ liệu của hồ sơ ${codes.join(', ')}. Báo kỹ thuật viên, không cài lại máy.`,
        en: `The sum is wrong: nothing is left of ${codes.join(', ')}. Tell a technician; do not install the kiosk anew.`,
      },
      { lost: codes.length },
    )
  }
}

export class ReturnedUnknown extends DomainError<'RETURNED_UNKNOWN'> {
  constructor() {
    super('RETURNED_UNKNOWN', {
      vi: 'Hồ sơ này không nằm trong danh sách hồ sơ trả lại của điểm thu nhận.',
      en: 'This file is not among those returned to this centre.',
    })
  }
}

/** The day until which the applicant was expected has passed. */
export class ReturnTooLate extends DomainError<'RETURN_DEADLINE_PASSED'> {
  constructor() {
    super('RETURN_DEADLINE_PASSED', {
      vi: 'Đã quá hạn bổ sung hồ sơ này. Rút hồ sơ cũ rồi lập hồ sơ mới; không thu phí lần nữa.',
      en: 'The time to complete this file has passed. Withdraw it and begin a new one; no second fee is due.',
    })
  }
}
