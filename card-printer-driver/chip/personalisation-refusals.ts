import { type Bilingual, DomainError } from '../../core/errors.ts'

/** What became of the blank: it may be used again, it must be destroyed, or somebody has to look. */
export type BlankOutcome = 'untouched' | 'spoiled' | 'unknown'

const spoiledNote = {
  vi: 'Phôi này phải hủy và lập biên bản thẻ hỏng.',
  en: 'The blank is to be destroyed and recorded as spoiled.',
}
const unknownNote = {
  vi: 'Người phụ trách trạm phải kiểm tra phôi này trước khi làm tiếp.',
  en: "The station's supervisor has to look at this blank before going on.",
}

/** Why a chip was not written; the code goes to the server as the reason. */
const chipFaults = {
  CHIP_ENCODER_MISSING: {
    vi: 'Trạm này không có đầu ghi chip. Hãy làm thẻ có chip ở trạm khác, hoặc nối đầu ghi và đặt CHIP_ENCODER=pcsc.',
    en: 'This station has no chip encoder. Make the card elsewhere, or connect an encoder and set CHIP_ENCODER=pcsc.',
  },
  CHIP_ENCODER_EMULATED: {
    vi: 'Đầu ghi chip mô phỏng không được dùng với máy in thật.',
    en: 'An emulated chip encoder must not be used with a real printer.',
  },
  CHIP_PCSC_MISSING: {
    vi: 'Máy này chưa cài thành phần đọc chip (gói smartcard). Hãy cài libpcsclite-dev rồi chạy lại npm ci.',
    en: 'The package smartcard is not installed here. Install libpcsclite-dev and run npm ci again.',
  },
  CHIP_READER_GONE: {
    vi: 'Không thấy đầu đọc chip. Hãy kiểm tra dây nối và dịch vụ pcscd.',
    en: 'The chip reader is not there. Check its cable and the service pcscd.',
  },
  CHIP_NOT_THERE: {
    vi: 'Không có chip trên đầu đọc. Hãy đặt phôi thẻ lên đầu đọc.',
    en: 'There is no chip on the reader. Put the blank on it.',
  },
  CHIP_NOT_ALONE: {
    vi: 'Có hơn một chip trong vùng đọc. Hãy lấy bớt, chỉ để lại phôi đang làm.',
    en: 'More than one chip is in the field. Leave only the blank that is being made.',
  },
  CHIP_IS_ANOTHER: {
    vi: 'Số sê-ri của chip không khớp với lệnh in. Hãy kiểm tra thứ tự phôi trong khay.',
    en: "The chip's serial number is not the order's. Check the order of the blanks in the feeder.",
  },
  CHIP_NOT_BLANK: {
    vi: 'Chip này đã được ghi dở hoặc đã hoàn tất từ trước.',
    en: 'This chip was begun or finished before.',
  },
  CHIP_TOO_SMALL: {
    vi: 'Dữ liệu không vừa bộ nhớ chip. Hãy kiểm tra loại phôi hoặc cỡ ảnh.',
    en: "The files do not fit into the chip. Check the kind of blank, or the pictures' sizes.",
  },
  CHIP_IMAGE_UNREADABLE: {
    vi: 'Dữ liệu chip nhận từ máy chủ không đúng với lệnh in.',
    en: 'What the server sent for the chip is not what the order says.',
  },
  CHIP_KEYS_UNKNOWN: {
    vi: 'Loại phôi này không tự tạo được khóa, nhưng lệnh in yêu cầu.',
    en: 'This kind of blank makes no keys of its own, as the order wants.',
  },
  CHIP_FILES_LATE: {
    vi: 'Máy chủ không ký xong dữ liệu chip trong thời gian chờ.',
    en: "The server did not sign the chip's files in time.",
  },
  CHIP_FILES_REFUSED: {
    vi: 'Máy chủ từ chối ký dữ liệu cho khóa mà chip đã tạo.',
    en: 'The server refused to sign files for the keys that the chip has made.',
  },
  CHIP_LEASE_LOST: {
    vi: 'Lệnh in đã chuyển cho trạm khác khi chip đang chờ dữ liệu.',
    en: 'The print job went to another station while the chip waited for its files.',
  },
  CHIP_SERVER_AWAY: {
    vi: 'Mất liên lạc với máy chủ sản xuất khi chip đang chờ dữ liệu. Hãy kiểm tra mạng của trạm.',
    en: "The production server could not be reached while the chip waited for its files. Check the station's network.",
  },
  CHIP_STATION_STOPPED: {
    vi: 'Trạm dừng khi chip đang chờ dữ liệu.',
    en: 'The station was stopped while the chip waited for its files.',
  },
  CHIP_TRANSPORT_REFUSED: {
    vi: 'Chip và trạm không xác thực được với nhau. Hãy kiểm tra khóa vận chuyển của lô phôi.',
    en: "Chip and station could not authenticate each other. Check the batch's transport key.",
  },
  CHIP_REFUSED: { vi: 'Chip từ chối một lệnh ghi.', en: 'The chip refused a command.' },
  CHIP_LOST: {
    vi: 'Mất liên lạc với chip khi đang ghi.',
    en: 'The chip was lost while it was being written.',
  },
  CHIP_READ_BACK_FAILED: {
    vi: 'Không đọc lại được chip sau khi ghi.',
    en: 'The chip could not be read back after it was written.',
  },
  CHIP_DIFFERS: {
    vi: 'Dữ liệu đọc lại từ chip khác dữ liệu đã ghi.',
    en: 'What was read back from the chip is not what was written.',
  },
  CHIP_KEYS_DIFFER: {
    vi: 'Khóa trong chip không khớp với khóa công khai trong dữ liệu đã ký.',
    en: "The chip's keys are not those that its signed files name.",
  },
  CHIP_OPEN: {
    vi: 'Chip đã khóa nhưng vẫn cho đọc vân tay mà không xác thực đầu đọc.',
    en: 'The chip is locked and still shows fingers to readers that prove nothing.',
  },
} as const satisfies Record<string, Bilingual>
export type ChipFault = keyof typeof chipFaults

/** Facts name steps, files and status words, never what stands in a file. */
export class ChipNotWritten extends DomainError<ChipFault> {
  readonly outcome: BlankOutcome

  constructor(fault: ChipFault, outcome: BlankOutcome, facts: DomainError['facts'] = {}) {
    const { vi, en } = chipFaults[fault]
    const note = { untouched: { vi: '', en: '' }, spoiled: spoiledNote, unknown: unknownNote }[outcome]
    super(fault, { vi: `${vi} ${note.vi}`.trim(), en: `${en} ${note.en}`.trim() }, { ...facts, outcome })
    this.outcome = outcome
  }
}
