import { type CalendarDate, formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { bookingHorizonDays, type VisitPurpose, visitPurposes } from '../../../core/enrollment/visits.ts'
import { DomainError } from '../../../core/errors.ts'

/** The centre keeps no such slot. */
export class NoSuchSlot extends DomainError<'NO_SUCH_SLOT'> {
  constructor() {
    super('NO_SUCH_SLOT', {
      vi: 'Điểm thu nhận không có lượt hẹn vào giờ này. Hãy chọn một giờ trong danh sách giờ còn chỗ.',
      en: 'The centre has no appointments at this time. Choose one of the times that are offered.',
    })
  }
}

export class SlotPast extends DomainError<'SLOT_PAST'> {
  constructor() {
    super('SLOT_PAST', {
      vi: 'Giờ hẹn này đã qua. Hãy chọn giờ khác.',
      en: 'This time has passed. Choose another.',
    })
  }
}

/** Beyond the days for which the state's days off are surely known. */
export class SlotTooFar extends DomainError<'SLOT_TOO_FAR'> {
  constructor() {
    super(
      'SLOT_TOO_FAR',
      {
        vi: `Chỉ đặt hẹn trước được ${bookingHorizonDays} ngày. Hãy chọn ngày gần hơn.`,
        en: `Appointments are made at most ${bookingHorizonDays} days ahead. Choose an earlier day.`,
      },
      { days: bookingHorizonDays },
    )
  }
}

/** Its last place has just been taken. */
export class SlotFull extends DomainError<'SLOT_FULL'> {
  constructor() {
    super('SLOT_FULL', {
      vi: 'Lượt hẹn này vừa đủ người. Hãy chọn giờ khác.',
      en: 'This slot has just filled up. Choose another.',
    })
  }
}

export class SlotOnDayOff extends DomainError<'SLOT_ON_DAY_OFF'> {
  constructor(day: CalendarDate, occasion: string) {
    super(
      'SLOT_ON_DAY_OFF',
      {
        vi: `Ngày ${formatVietnamese(day)} là ngày nghỉ (${occasion}), không có lượt hẹn. Hãy chọn ngày làm việc khác.`,
        en: `${formatVietnamese(day)} is a public holiday, without appointments. Choose a working day.`,
      },
      { day },
    )
  }
}

/** The centre cancelled this day or these hours. */
export class SlotClosed extends DomainError<'SLOT_CLOSED'> {
  constructor(reason: string) {
    super('SLOT_CLOSED', {
      vi: `Điểm thu nhận không tiếp dân vào giờ này: ${reason}. Hãy chọn giờ hoặc ngày khác.`,
      en: `The centre is closed at this time: ${reason}. Choose another time or day.`,
    })
  }
}

/** This person, number or file has an open booking for the same purpose. */
export class AlreadyBooked extends DomainError<'ALREADY_BOOKED'> {
  constructor() {
    super('ALREADY_BOOKED', {
      vi: 'Người này đã có một lịch hẹn cho cùng việc. Hãy đổi giờ hoặc hủy lịch hẹn đó, không đặt thêm.',
      en: 'This person has a booking for the same purpose. Move or cancel that one instead.',
    })
  }
}

/** Nothing of this person waits for such a visit. */
export class NothingToVisitFor extends DomainError<'NOTHING_TO_VISIT_FOR'> {
  constructor(purpose: VisitPurpose) {
    super(
      'NOTHING_TO_VISIT_FOR',
      {
        vi: {
          APPLICATION:
            'Người này đang có hồ sơ chưa giải quyết xong, không cần đặt hẹn làm hồ sơ mới. Hãy tra cứu tình trạng hồ sơ đó.',
          RECAPTURE:
            'Không có hồ sơ nào được trả lại để bổ sung. Hãy tra cứu tình trạng hồ sơ trước khi đặt hẹn.',
          COLLECTION: 'Thẻ chưa về nơi trả nên chưa đặt hẹn nhận được. Hãy tra cứu tình trạng hồ sơ.',
        }[purpose],
        en: {
          APPLICATION:
            'This person has a file in progress and needs no appointment for a new one. Look up its status.',
          RECAPTURE: 'No file was returned to be completed. Look up its status first.',
          COLLECTION: 'No card waits to be collected yet. Look up the status of the file.',
        }[purpose],
      },
      { purpose },
    )
  }
}

/** The file or the card is at another centre. */
export class VisitElsewhere extends DomainError<'VISIT_ELSEWHERE'> {
  constructor(purpose: VisitPurpose, centre: { readonly code: string; readonly name: string }) {
    super(
      'VISIT_ELSEWHERE',
      {
        vi: `Để ${visitPurposes[purpose].vi.toLocaleLowerCase('vi')}, phải đến ${centre.name}. Hãy đặt hẹn ở nơi đó.`,
        en: `For this visit one has to come to ${centre.name}. Book there.`,
      },
      { centre: centre.code },
    )
  }
}

export class IllegalBooking extends DomainError<'ILLEGAL_BOOKING'> {
  constructor(fields: readonly string[]) {
    super(
      'ILLEGAL_BOOKING',
      {
        vi: 'Thông tin đặt hẹn chưa đúng: họ tên, số định danh (12 chữ số), ngày sinh hoặc số điện thoại.',
        en: 'The booking is not valid: name, personal number (12 digits), birth date or telephone number.',
      },
      { fields: fields.join(' ') },
    )
  }
}
