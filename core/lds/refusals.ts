import { type Bilingual, DomainError } from '../errors.ts'

/** What of a person or picture the chip cannot carry; `field` says which. */
export type ChipField =
  | 'number'
  | 'name'
  | 'birthDate'
  | 'sex'
  | 'nationality'
  | 'ethnicity'
  | 'religion'
  | 'origin'
  | 'residence'
  | 'marks'
  | 'issuedOn'
  | 'expiresOn'
  | 'parents'
  | 'spouseName'
  | 'legacyNumber'
  | 'chipSerial'
  | 'mrz'

const fieldNames: Readonly<Record<ChipField, Bilingual>> = {
  number: { vi: 'Số định danh cá nhân', en: 'The personal identification number' },
  name: { vi: 'Họ, chữ đệm và tên', en: 'The name' },
  birthDate: { vi: 'Ngày, tháng, năm sinh', en: 'The date of birth' },
  sex: { vi: 'Giới tính', en: 'The sex' },
  nationality: { vi: 'Quốc tịch', en: 'The nationality' },
  ethnicity: { vi: 'Dân tộc', en: 'The ethnicity' },
  religion: { vi: 'Tôn giáo', en: 'The religion' },
  origin: { vi: 'Quê quán hoặc nơi đăng ký khai sinh', en: 'The place of origin or of birth registration' },
  residence: { vi: 'Nơi cư trú', en: 'The place of residence' },
  marks: { vi: 'Đặc điểm nhân dạng', en: 'The identifying marks' },
  issuedOn: { vi: 'Ngày cấp', en: 'The date of issue' },
  expiresOn: { vi: 'Ngày hết hạn', en: 'The date of expiry' },
  parents: { vi: 'Họ tên cha, mẹ', en: 'The names of the parents' },
  spouseName: { vi: 'Họ tên vợ hoặc chồng', en: 'The name of the spouse' },
  legacyNumber: { vi: 'Số CMND 9 số', en: 'The nine-digit number' },
  chipSerial: { vi: 'Số hiệu chip', en: 'The serial number of the chip' },
  mrz: { vi: 'Dòng MRZ', en: 'The machine-readable zone' },
}

/**
 * Why: TOO_LONG by bytes as they stand on the chip, MALFORMED where a field has a fixed form, NO_LATIN_LETTERS where a name cannot be
 * written in the MRZ, DIFFERS where the MRZ says something else than the person's details.
 */
export type ChipFieldFault = 'TOO_LONG' | 'MALFORMED' | 'NO_LATIN_LETTERS' | 'DIFFERS'

const faults: Readonly<Record<ChipFieldFault, Bilingual>> = {
  TOO_LONG: {
    vi: 'quá dài để ghi vào chip. Hãy viết gọn theo quy định rồi lập lại lệnh cá thể hóa.',
    en: 'is too long for the chip. Shorten it as the rules allow and plan the card again.',
  },
  MALFORMED: {
    vi: 'không đúng dạng để ghi vào chip. Hãy kiểm tra lại hồ sơ.',
    en: 'does not have the form that the chip needs. Check the file.',
  },
  NO_LATIN_LETTERS: {
    vi: 'có chữ không chuyển được sang dòng MRZ. Hãy kiểm tra lại hồ sơ.',
    en: 'has letters that cannot be written in the machine-readable zone. Check the file.',
  },
  DIFFERS: {
    vi: 'không khớp với các mục khác của thẻ. Hãy lập lại lệnh cá thể hóa.',
    en: 'does not agree with the other details of the card. Plan the card again.',
  },
}

/** A detail of the person that cannot stand on the chip as it is: no chip is made, and nothing is cut. */
export class ChipFieldRefused extends DomainError<'CHIP_FIELD_REFUSED'> {
  constructor(field: ChipField, fault: ChipFieldFault) {
    const name = fieldNames[field]
    super(
      'CHIP_FIELD_REFUSED',
      { vi: `${name.vi} ${faults[fault].vi}`, en: `${name.en} ${faults[fault].en}` },
      { field, fault },
    )
  }
}

export class PortraitTooLarge extends DomainError<'CHIP_PORTRAIT_TOO_LARGE'> {
  constructor(bytes: number, mostBytes: number) {
    super(
      'CHIP_PORTRAIT_TOO_LARGE',
      {
        vi: 'Ảnh chân dung quá lớn so với chip. Hãy nén lại ảnh chân dung của hồ sơ rồi lập lại lệnh cá thể hóa.',
        en: 'The portrait is too large for the chip. Compress the portrait of the file again and plan the card again.',
      },
      { field: 'portrait', bytes, mostBytes },
    )
  }
}

/** A picture in an encoding that its data group does not allow. */
export class PictureFormatRefused extends DomainError<'CHIP_PICTURE_FORMAT_REFUSED'> {
  constructor(field: 'portrait' | 'fingers', format: string) {
    super(
      'CHIP_PICTURE_FORMAT_REFUSED',
      {
        vi: 'Ảnh sinh trắc học không ở định dạng mà chip cho phép. Hãy lập lại ảnh từ hồ sơ.',
        en: 'A biometric picture is not in a format that the chip allows. Make it anew from the file.',
      },
      { field, format },
    )
  }
}

/** All files together are larger than the chip. */
export class ChipTooSmall extends DomainError<'CHIP_TOO_SMALL'> {
  constructor(bytes: number, mostBytes: number) {
    super(
      'CHIP_TOO_SMALL',
      {
        vi: 'Dữ liệu của thẻ vượt dung lượng chip. Hãy nén lại ảnh chân dung, ảnh vân tay hoặc dùng phôi có chip lớn hơn.',
        en: 'The data of the card exceed the chip. Compress portrait and fingers again, or use blanks with a larger chip.',
      },
      { bytes, mostBytes },
    )
  }
}

/** A key signs under a certificate that is not its own: such a card would fail at every reader. */
export class SignerMismatch extends DomainError<'CHIP_SIGNER_MISMATCH'> {
  constructor() {
    super('CHIP_SIGNER_MISMATCH', {
      vi: 'Khóa ký không thuộc chứng thư người ký tài liệu. Người quản trị PKI hãy kiểm tra kho khóa và chứng thư.',
      en: 'The signing key does not belong to the document signer certificate. The PKI administrator has to check the key store.',
    })
  }
}
