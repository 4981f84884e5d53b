/** Why a command of the bureau station is refused. None of them has changed anything that the next run does not take up. */
import { type Bilingual, DomainError } from '../../core/errors.ts'

/** The settings name no usable pair of certificates. */
export class BureauCertificatesUnusable extends DomainError<'BUREAU_CERTIFICATES_UNUSABLE'> {
  constructor() {
    super('BUREAU_CERTIFICATES_UNUSABLE', {
      vi: 'Tệp chứng thư của nhà in (BUREAU_CERTIFICATES_FILE) phải có đúng hai chứng thư PEM, khóa P-256: một để niêm phong, một để ký kết quả.',
      en: "The file of the bureau's certificates (BUREAU_CERTIFICATES_FILE) must hold two of them as PEM, P-256: one to seal to, one that signs results.",
    })
  }
}

/** Nothing of that batch is to be made, or not by this station. */
export class NothingToExport extends DomainError<'BUREAU_NOTHING_TO_EXPORT'> {
  constructor(batch: string) {
    super(
      'BUREAU_NOTHING_TO_EXPORT',
      {
        vi: `Lô ${batch} chưa được phát hành, không có, hoặc không còn thẻ nào chờ làm. Xem các lô đã xuất bằng lệnh "status".`,
        en: `Batch ${batch} is not released, does not exist, or has no card left to make. "status" shows what was exported.`,
      },
      { batch },
    )
  }
}

/** One export at a time: the cards of another are already in hand. */
export class ExportUnfinished extends DomainError<'BUREAU_EXPORT_UNFINISHED'> {
  constructor(batch: string) {
    super(
      'BUREAU_EXPORT_UNFINISHED',
      {
        vi: `Lô ${batch} đang xuất dở. Hãy chạy "export ${batch}" để xuất nốt, hoặc "give-back ${batch}" để trả lại, rồi mới xuất lô khác.`,
        en: `The export of batch ${batch} is not finished. Run "export ${batch}" to finish it, or "give-back ${batch}", before another.`,
      },
      { batch },
    )
  }
}

/** Its file has, or may have, gone to the bureau. */
export class AlreadyExported extends DomainError<'BUREAU_ALREADY_EXPORTED'> {
  constructor(batch: string) {
    super(
      'BUREAU_ALREADY_EXPORTED',
      {
        vi: `Tệp của lô ${batch} đã xuất. Thẻ chưa làm chỉ được trả lại bằng tệp kết quả của nhà in.`,
        en: `The file of batch ${batch} is written. What was not made comes back by the bureau's result file alone.`,
      },
      { batch },
    )
  }
}

/** The file was sealed, is not there, and cannot be written again as it was. */
export class ExportFileLost extends DomainError<'BUREAU_EXPORT_FILE_LOST'> {
  constructor(batch: string, file: string) {
    super(
      'BUREAU_EXPORT_FILE_LOST',
      {
        vi: `Không còn tệp ${file} của lô ${batch} và không lập lại được đúng như cũ vì có thẻ đã đổi trạng thái. Hãy tìm tệp, đặt lại vào thư mục rồi chạy lại.`,
        en: `The file ${file} of batch ${batch} is gone and cannot be made again as it was: a card of it has moved on. Find it, put it back, and run again.`,
      },
      { batch },
    )
  }
}

/** Chips that make their own keys need the server while they are written. */
export class KeysMadeOnChip extends DomainError<'BUREAU_KEYS_ON_CHIP'> {
  constructor() {
    super('BUREAU_KEYS_ON_CHIP', {
      vi: 'Chip của lô này tự sinh khóa khi ghi nên không giao nhà in ngoài được. Hãy để trạm in của xưởng làm lô này.',
      en: 'The chips of this batch make their own keys while they are written; a bureau cannot make them. Leave the batch to the stations of the floor.',
    })
  }
}

/** Too many cards in a row cannot even be drawn: somebody has to look before more are taken. */
export class TooManyWithheld extends DomainError<'BUREAU_TOO_MANY_WITHHELD'> {
  constructor(reason: string) {
    super(
      'BUREAU_TOO_MANY_WITHHELD',
      {
        vi: `Quá nhiều thẻ của lô không lập được nội dung (lý do gần nhất: ${reason}). Hãy báo trưởng xưởng; sửa xong chạy lại lệnh xuất.`,
        en: `Too many cards of the batch cannot be composed (last: ${reason}). Tell the supervisor; when that is mended, run the export again.`,
      },
      { reason },
    )
  }
}

type ResultFault =
  | 'ANOTHER_EXPORT'
  | 'NOT_WRITTEN'
  | 'MANIFEST'
  | 'NOT_ORDERED'
  | 'TWICE'
  | 'WRONG_BLANK'
  | 'WRONG_CHIP'
  | 'CONTRADICTION'

const resultFaults: Readonly<Record<ResultFault, Bilingual>> = {
  ANOTHER_EXPORT: {
    vi: 'Kết quả này thuộc một lô khác, không do trạm này xuất.',
    en: 'The result is of another batch, which this station has not exported.',
  },
  NOT_WRITTEN: {
    vi: 'Lô này chưa xuất xong nên không thể có kết quả.',
    en: 'This export is not finished: there can be no result of it.',
  },
  MANIFEST: {
    vi: 'Bảng kê mà nhà in nhận được không phải bảng kê đã xuất.',
    en: 'The manifest that the bureau had is not the one that was exported.',
  },
  NOT_ORDERED: {
    vi: 'Kết quả có thẻ không được đặt trong lô này.',
    en: 'The result names a card that was not ordered in this batch.',
  },
  TWICE: {
    vi: 'Kết quả nêu một thẻ hai lần.',
    en: 'The result names a card twice.',
  },
  WRONG_BLANK: {
    vi: 'Có thẻ làm trên phôi khác với phôi được giao cho thẻ đó.',
    en: 'A card was made on another blank than it was given.',
  },
  WRONG_CHIP: {
    vi: 'Có thẻ mà số chip, hoặc việc có chip hay không, khác với lệnh in.',
    en: 'The chip of a card is another than ordered, or is there where none was ordered, or is missing.',
  },
  CONTRADICTION: {
    vi: 'Có thẻ mà kết quả khác với tệp kết quả đã nhập trước đó.',
    en: 'A card’s result is another than in a file that was imported before.',
  },
}

/** A result file that is rightly signed and does not fit what was ordered: nothing of it is taken. */
export class BureauResultRefused extends DomainError<'BUREAU_RESULT_REFUSED'> {
  constructor(reason: ResultFault, blankSerial: string | null = null) {
    const { vi, en } = resultFaults[reason]
    const at = blankSerial === null ? '' : ` (${blankSerial})`
    super(
      'BUREAU_RESULT_REFUSED',
      {
        vi: `${vi}${at} Không nhập gì từ tệp này; hãy yêu cầu nhà in gửi tệp kết quả đúng.`,
        en: `${en}${at} Nothing of the file is taken; ask the bureau for a right one.`,
      },
      { reason, blankSerial },
    )
  }
}

/** What the station wrote down of an export is not readable any more. */
export class ExportRecordDamaged extends DomainError<'BUREAU_RECORD_DAMAGED'> {
  constructor(file: string) {
    super(
      'BUREAU_RECORD_DAMAGED',
      {
        vi: `Tệp ${file} ghi một lô đã xuất bị hỏng. Trạm không xuất, không nhập; kỹ thuật viên khôi phục tệp từ bản sao lưu rồi chạy lại.`,
        en: `The file ${file} of an export is damaged. The station exports and imports nothing; the technician restores it and runs again.`,
      },
      { file },
    )
  }
}

/** A file that is not there, or too large to be one of ours. */
export class BureauFileUnreadable extends DomainError<'BUREAU_FILE_UNREADABLE'> {
  constructor() {
    super('BUREAU_FILE_UNREADABLE', {
      vi: 'Không đọc được tệp này. Hãy kiểm tra đường dẫn.',
      en: 'The file cannot be read. Check its path.',
    })
  }
}

/** What was typed is no command. */
export class BureauMisused extends DomainError<'BUREAU_MISUSED'> {
  constructor(usage: string) {
    super('BUREAU_MISUSED', { vi: `Cách dùng:\n${usage}`, en: `Usage:\n${usage}` })
  }
}
