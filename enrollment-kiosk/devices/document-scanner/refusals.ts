import { DomainError } from '../../../core/errors.ts'

/** Nothing answers as a scanner at this address. */
export class ScannerUnreachable extends DomainError<'SCANNER_UNREACHABLE'> {
  constructor() {
    super('SCANNER_UNREACHABLE', {
      vi: 'Không kết nối được máy quét. Kiểm tra máy đã bật, cùng mạng, và đúng địa chỉ.',
      en: 'The scanner cannot be reached. See that it is on, in the same network, and that the address is right.',
    })
  }
}

/** Somebody else scans, or the machine warms up, for longer than one waits. */
export class ScannerBusy extends DomainError<'SCANNER_BUSY'> {
  constructor() {
    super('SCANNER_BUSY', {
      vi: 'Máy quét đang bận. Đợi lượt quét khác xong rồi chạy lại.',
      en: 'The scanner is busy. Wait for the other job and run again.',
    })
  }
}

export class FeederEmpty extends DomainError<'FEEDER_EMPTY'> {
  constructor() {
    super('FEEDER_EMPTY', {
      vi: 'Khay nạp giấy trống. Đặt phiếu vào khay rồi chạy lại.',
      en: 'The feeder is empty. Put forms into it and run again.',
    })
  }
}

/** Paper is stuck, or two sheets went in together; what was scanned before is kept. */
export class ScannerJammed extends DomainError<'SCANNER_JAMMED'> {
  constructor(pages: number) {
    super(
      'SCANNER_JAMMED',
      {
        vi: `Máy quét kẹt giấy sau ${pages} trang. Gỡ giấy, đặt lại các trang chưa quét rồi chạy lại.`,
        en: `The scanner jammed after ${pages} pages. Free the paper, put back what was not scanned, and run again.`,
      },
      { pages },
    )
  }
}

/** A page went through the feeder and did not arrive. */
export class PageLost extends DomainError<'PAGE_LOST'> {
  constructor(page: number) {
    super(
      'PAGE_LOST',
      {
        vi: `Trang thứ ${page} đã qua máy quét nhưng không nhận được ảnh đầy đủ. Quét lại từ trang này.`,
        en: `Page ${page} went through the scanner and did not arrive whole. Scan again from this page.`,
      },
      { page },
    )
  }
}

/** An answer that the protocol does not know. */
export class ScannerFault extends DomainError<'SCANNER_FAULT'> {
  constructor(status: number) {
    super(
      'SCANNER_FAULT',
      {
        vi: `Máy quét báo lỗi (HTTP ${status}). Tắt, bật lại máy quét rồi chạy lại.`,
        en: `The scanner reports a fault (HTTP ${status}). Switch it off and on, and run again.`,
      },
      { status },
    )
  }
}
