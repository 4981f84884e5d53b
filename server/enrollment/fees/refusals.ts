import { type CalendarDate, formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { formatDong } from '../../../core/text/dong.ts'

/** Nothing is owed yet: the file is still being received. */
export class FeeNotDecided extends DomainError<'FEE_NOT_DECIDED'> {
  constructor() {
    super('FEE_NOT_DECIDED', {
      vi: 'Hồ sơ chưa được máy chủ tiếp nhận xong nên chưa có mức lệ phí. Chờ ít phút rồi quét lại; hồ sơ thu nhận ngoại tuyến phải được gửi về trước.',
      en: 'The file has not been admitted yet, so its fee is not decided. Scan it again in a few minutes; one captured offline has to be sent first.',
    })
  }
}

/** The officer named another amount than is due: the screen is old, or the wrong sum was taken. */
export class AmountDiffers extends DomainError<'AMOUNT_DIFFERS'> {
  constructor(due: number) {
    super(
      'AMOUNT_DIFFERS',
      {
        vi: `Lệ phí phải nộp là ${formatDong(due)} đồng, khác số tiền vừa ghi. Tải lại hồ sơ rồi thu đúng số này.`,
        en: `${formatDong(due)} đồng are due, another amount than was entered. Reload the file and take that.`,
      },
      { due },
    )
  }
}

/** The file was withdrawn, refused, lapsed or closed: nothing is to be paid for it. */
export class FileOver extends DomainError<'FILE_OVER'> {
  constructor() {
    super('FILE_OVER', {
      vi: 'Hồ sơ này đã rút, bị từ chối hoặc đã kết thúc nên không thu lệ phí nữa.',
      en: 'The file was withdrawn, refused or has ended: no fee is taken for it any more.',
    })
  }
}

/** A drawer of an earlier day was never counted. */
export class EarlierDayOpen extends DomainError<'EARLIER_DAY_OPEN'> {
  constructor(day: CalendarDate) {
    super(
      'EARLIER_DAY_OPEN',
      {
        vi: `Quỹ ngày ${formatVietnamese(day)} của bạn chưa kiểm đếm. Kiểm đếm quỹ ngày đó trước, rồi mới thu hoặc hoàn tiền mặt hôm nay.`,
        en: `Your cash of ${formatVietnamese(day)} was never counted. Count it first; then take or give back cash today.`,
      },
      { day },
    )
  }
}

/** What was counted does not change any more. */
export class DrawerCounted extends DomainError<'DRAWER_COUNTED'> {
  constructor() {
    super('DRAWER_COUNTED', {
      vi: 'Quỹ hôm nay đã kiểm đếm nên không thu, không chi thêm tiền mặt. Chọn Đếm lại nếu quỹ chưa chốt; nếu đã chốt, mời công dân chuyển khoản hoặc để cán bộ khác thu.',
      en: 'The cash of today was counted: nothing goes in or out. Count again if it is not closed; else let the citizen transfer the fee, or another officer take it.',
    })
  }
}

/** More would go out of the drawer than lies in it. */
export class NotEnoughCash extends DomainError<'NOT_ENOUGH_CASH'> {
  constructor(inDrawer: number) {
    super(
      'NOT_ENOUGH_CASH',
      {
        vi: `Quỹ của người đề nghị chỉ có ${formatDong(inDrawer)} đồng, không đủ để hoàn. Từ chối đề nghị này và đề nghị hoàn qua ngân hàng.`,
        en: `Only ${formatDong(inDrawer)} đồng lie in the drawer of whoever asked. Decline, and ask for a refund by bank.`,
      },
      { inDrawer },
    )
  }
}

/** Two officers, each in their own session. */
export class AnotherOfficerNeeded extends DomainError<'ANOTHER_OFFICER_NEEDED'> {
  constructor(action: string) {
    super(
      'ANOTHER_OFFICER_NEEDED',
      {
        vi: 'Việc này cần hai người: cán bộ khác phải đăng nhập và xác nhận bước này.',
        en: 'This takes two persons: another officer has to sign in and confirm this step.',
      },
      { action },
    )
  }
}

/** Counted and expected are not the same. */
export class CashNotBalanced extends DomainError<'CASH_NOT_BALANCED'> {
  constructor(difference: number) {
    super(
      'CASH_NOT_BALANCED',
      {
        vi: `Quỹ lệch ${formatDong(Math.abs(difference))} đồng nên chưa chốt được. Đếm lại; nếu vẫn lệch, trưởng điểm hoặc kế toán, không phải người giữ quỹ, ghi và ký giải trình.`,
        en: `The cash is ${formatDong(Math.abs(difference))} đồng off and cannot be closed. Count again; if it stays so, a supervisor or accountant other than its keeper explains it and signs.`,
      },
      { difference },
    )
  }
}

/** The drawer adds up: an explanation would say that something was wrong. */
export class NothingToExplain extends DomainError<'NOTHING_TO_EXPLAIN'> {
  constructor() {
    super('NOTHING_TO_EXPLAIN', {
      vi: 'Quỹ đã khớp, không có gì phải giải trình. Hãy chốt quỹ không kèm giải trình.',
      en: 'The cash adds up: there is nothing to explain. Close it without an explanation.',
    })
  }
}

export class IllegalExplanation extends DomainError<'ILLEGAL_EXPLANATION'> {
  constructor() {
    super('ILLEGAL_EXPLANATION', {
      vi: 'Giải trình phải có từ 10 đến 1000 ký tự.',
      en: 'An explanation has 10 to 1000 characters.',
    })
  }
}

export class IllegalAmount extends DomainError<'ILLEGAL_AMOUNT'> {
  constructor() {
    super('ILLEGAL_AMOUNT', {
      vi: 'Số tiền phải là số đồng nguyên, không âm và nhỏ hơn một tỷ.',
      en: 'An amount is a whole number of đồng, not negative and below a milliard.',
    })
  }
}

/** A refund of the same money is under way, or done. */
export class RefundUnderWay extends DomainError<'REFUND_UNDER_WAY'> {
  constructor() {
    super('REFUND_UNDER_WAY', {
      vi: 'Khoản này đang chờ xác nhận hoàn tiền, hoặc đã hoàn. Xem danh sách đề nghị hoàn tiền.',
      en: 'A refund of this money waits to be confirmed, or was made. Look at the list of refunds.',
    })
  }
}

/** What came is less than what is due. */
export class NotEnoughPaid extends DomainError<'NOT_ENOUGH_PAID'> {
  constructor(due: number) {
    super(
      'NOT_ENOUGH_PAID',
      {
        vi: `Số tiền đã chuyển ít hơn lệ phí ${formatDong(due)} đồng của hồ sơ này. Hoàn lại và mời nộp đủ.`,
        en: `Less was transferred than the ${formatDong(due)} đồng of this file. Refund it and ask for the whole fee.`,
      },
      { due },
    )
  }
}

/** The same transaction was told before, with another amount or another content. */
export class NoticeContradicts extends DomainError<'NOTICE_CONTRADICTS'> {
  constructor() {
    super('NOTICE_CONTRADICTS', {
      vi: 'Giao dịch này đã được báo với số tiền hoặc nội dung khác. Chưa ghi gì thêm; đối chiếu lại với ngân hàng.',
      en: 'This transaction was told before with another amount or content. Nothing was recorded; ask the bank.',
    })
  }
}
