import { type Bilingual, DomainError } from '../../core/errors.ts'

export class ConsentMissing extends DomainError<'CONSENT_MISSING'> {
  constructor() {
    super('CONSENT_MISSING', {
      vi: 'Người dân chưa đồng ý cho thu nhận thông tin. Hãy mở bản đồng ý và lấy chữ ký trước.',
      en: 'The applicant has not consented yet. Show the text of consent and have it signed first.',
    })
  }
}

/** The words on the screen are not those in force today: shown again, they can be agreed to. */
export class ConsentOutdated extends DomainError<'CONSENT_OUTDATED'> {
  constructor(version: string) {
    super(
      'CONSENT_OUTDATED',
      {
        vi: 'Bản đồng ý đã có nội dung mới. Hãy cho người dân đọc lại bản đang có hiệu lực.',
        en: 'The text of consent has changed. Show the applicant the one in force.',
      },
      { version },
    )
  }
}

export class ReasonUnknown extends DomainError<'REASON_UNKNOWN'> {
  constructor() {
    super('REASON_UNKNOWN', {
      vi: 'Lý do không thuộc loại cấp đã chọn hoặc không còn hiệu lực. Hãy chọn lại lý do.',
      en: 'The reason does not belong to the chosen kind, or is not in force. Choose the reason again.',
    })
  }
}

/** A field whose registered value is changed by another procedure. */
export class ClaimElsewhere extends DomainError<'CLAIM_ELSEWHERE'> {
  constructor(label: Bilingual, rule: Bilingual) {
    super('CLAIM_ELSEWHERE', {
      vi: `${label.vi}: giữ theo dữ liệu dân cư. ${rule.vi}`,
      en: `${label.en}: the registry stands. ${rule.en}`,
    })
  }
}

export class NothingToCompare extends DomainError<'NOTHING_TO_COMPARE'> {
  constructor() {
    super('NOTHING_TO_COMPARE', {
      vi: 'Chưa có dữ liệu dân cư để đối chiếu.',
      en: 'There is no answer of the registry to compare with.',
    })
  }
}

export class SurrenderNotAllowed extends DomainError<'SURRENDER_NOT_ALLOWED'> {
  constructor() {
    super('SURRENDER_NOT_ALLOWED', {
      vi: 'Cách xử lý thẻ cũ không đúng với loại thẻ, cách nhận thẻ hoặc số thẻ.',
      en: 'The old card cannot be handled so: look at its kind, its number and how the new card is delivered.',
    })
  }
}

export class PictureUnreadable extends DomainError<'PICTURE_UNREADABLE'> {
  constructor() {
    super('PICTURE_UNREADABLE', {
      vi: 'Không đọc được tệp ảnh hoặc PDF này. Hãy chụp hoặc quét lại.',
      en: 'This picture or PDF cannot be read. Photograph or scan the paper again.',
    })
  }
}

export class PaperUnknown extends DomainError<'PAPER_UNKNOWN'> {
  constructor() {
    super('PAPER_UNKNOWN', {
      vi: 'Không có giấy tờ hoặc trang này trong hồ sơ.',
      en: 'The file has no such paper or page.',
    })
  }
}

export class TooManyPages extends DomainError<'TOO_MANY_PAGES'> {
  constructor() {
    super('TOO_MANY_PAGES', {
      vi: 'Mỗi giấy tờ nhiều nhất 10 trang; mỗi hồ sơ nhiều nhất 20 giấy tờ, tổng cộng 10 MB.',
      en: 'A paper has ten pages at most; a file twenty papers and 10 MB of them.',
    })
  }
}

export class CardQrUnreadable extends DomainError<'SCAN_UNREADABLE'> {
  constructor() {
    super('SCAN_UNREADABLE', {
      vi: 'Mã vừa quét không phải mã thẻ căn cước hay mã lịch hẹn. Hãy quét lại hoặc nhập số.',
      en: 'What was scanned is no code of a card or a booking. Scan again or type the number.',
    })
  }
}

export class BookingUnknown extends DomainError<'BOOKING_UNKNOWN'> {
  constructor() {
    super('BOOKING_UNKNOWN', {
      vi: 'Lịch hẹn này chưa có trên máy. Hãy nhập số định danh và ngày sinh.',
      en: 'This booking is not known here. Enter number and date of birth.',
    })
  }
}

export class DocumentNotYet extends DomainError<'DOCUMENT_NOT_YET'> {
  constructor() {
    super('DOCUMENT_NOT_YET', {
      vi: 'Giấy hẹn chỉ in được sau khi cán bộ thu nhận đã ký hồ sơ.',
      en: 'The slip can be printed once the operator has signed the file.',
    })
  }
}

/** What was drawn cannot be read back: nothing is handed to the citizen. */
export class DocumentUnreadable extends DomainError<'DOCUMENT_UNREADABLE'> {
  constructor() {
    super('DOCUMENT_UNREADABLE', {
      vi: 'Mã trên giấy tờ vừa tạo không đọc lại được, nên chưa in. Hãy thử lại.',
      en: 'The code on the document cannot be read back, so it was not printed. Try again.',
    })
  }
}
