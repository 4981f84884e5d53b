import { must, type RuleTable, should } from './rule.ts'

/** DG1, the machine-readable zone, and DG13, the Vietnamese details. No public text describes DG13: docs/chip.md. */
export const personRules = {
  MRZ_TAG: must(
    '9303-10, 4.7.1',
    'Trong DG1 không phải chỉ có dòng MRZ (5F1F)',
    'DG1 holds another object than the MRZ (5F1F)',
  ),
  MRZ_LENGTH: must(
    '9303-10, 4.7.1',
    'Dòng MRZ không phải 90 ký tự của thẻ TD1',
    'The MRZ has not the 90 characters of a TD1 card',
  ),
  MRZ_CHARACTERS: must(
    '9303-3, 4.3',
    'Dòng MRZ có ký tự ngoài A–Z, 0–9 và <',
    'The MRZ has characters other than A–Z, 0–9 and <',
  ),
  MRZ_DOCUMENT_CODE: must('9303-5, 4.2.2', 'Mã loại giấy tờ không phải ID', 'The document code is not ID'),
  MRZ_STATE: must('9303-3, 5', 'Nước cấp không phải VNM', 'The issuing state is not VNM'),
  MRZ_NATIONALITY: must('9303-3, 5', 'Quốc tịch không phải VNM', 'The nationality is not VNM'),
  MRZ_CHECK_NUMBER: must(
    '9303-5, 4.2.4',
    'Số kiểm tra của số giấy tờ sai',
    'The check digit of the document number is wrong',
  ),
  MRZ_CHECK_BIRTH: must(
    '9303-5, 4.2.4',
    'Số kiểm tra của ngày sinh sai',
    'The check digit of the date of birth is wrong',
  ),
  MRZ_CHECK_EXPIRY: must(
    '9303-5, 4.2.4',
    'Số kiểm tra của ngày hết hạn sai',
    'The check digit of the date of expiry is wrong',
  ),
  MRZ_CHECK_PERSONAL: must(
    'TT 59/2021/TT-BCA',
    'Số kiểm tra của số định danh (vị trí 30) sai',
    'The check digit of the personal number (position 30) is wrong',
  ),
  MRZ_CHECK_COMPOSITE: must(
    '9303-5, 4.2.4',
    'Số kiểm tra tổng hợp sai',
    'The composite check digit is wrong',
  ),
  MRZ_NUMBER: must(
    'TT 59/2021/TT-BCA',
    'Số định danh không đủ 12 chữ số',
    'The personal number is not twelve digits',
  ),
  MRZ_NUMBERS_DIFFER: must(
    'TT 59/2021/TT-BCA',
    'Hai phần ghi số định danh trong MRZ không khớp',
    'The two places of the number in the MRZ disagree',
  ),
  MRZ_BIRTH_DATE: must('9303-3, 4.8', 'Ngày sinh trong MRZ không có thật', 'The date of birth is no date'),
  MRZ_EXPIRY_DATE: must(
    '9303-3, 4.8',
    'Ngày hết hạn trong MRZ không có thật',
    'The date of expiry is no date',
  ),
  MRZ_SEX: must('9303-5, 4.2.2', 'Giới tính trong MRZ không phải M hoặc F', 'The sex is neither M nor F'),
  MRZ_FILLERS: must(
    '9303-5, 4.2.2',
    'Chỗ để trống trong MRZ không phải <',
    'A place to be left empty has something else than <',
  ),
  MRZ_NAME: must('9303-3, 4.6', 'Dòng họ tên sai cách viết', 'The name line is not written by the rules'),
  DOCUMENT_EXPIRED: should('9303-11, 7', 'Thẻ đã hết hạn', 'The card has expired'),

  DG13_STRUCTURE: must('docs/chip.md', 'DG13 sai cấu trúc', 'DG13 is malformed'),
  DG13_VERSION: must('docs/chip.md', 'Phiên bản của DG13 không phải 1', 'The version of DG13 is not 1'),
  DG13_IDENTIFIER: must(
    'docs/chip.md',
    'Mã đối tượng của DG13 không phải 1.0.10646.1.0.8',
    'The identifier of DG13 is not 1.0.10646.1.0.8',
  ),
  DG13_ORDER: must(
    'docs/chip.md',
    'Các mục của DG13 không theo số tăng dần',
    'The fields of DG13 do not rise by number',
  ),
  DG13_DUPLICATE: must('docs/chip.md', 'DG13 có một mục hai lần', 'A field of DG13 is there twice'),
  DG13_MISSING_FIELD: must(
    'docs/chip.md',
    'DG13 thiếu một mục, nên máy đọc không thấy các mục sau',
    'A field of DG13 is missing and hides all later ones from readers',
  ),
  DG13_UNKNOWN_FIELD: must(
    'docs/chip.md',
    'DG13 có mục ngoài số 1 đến 16',
    'DG13 has a field other than 1 to 16',
  ),
  DG13_FIELD_TYPE: must(
    'docs/chip.md',
    'Mục của DG13 sai kiểu chuỗi hoặc sai cấu trúc',
    'A field of DG13 has another type or form',
  ),
  DG13_FIELD_LENGTH: must(
    'docs/chip.md',
    'Mục của DG13 dài từ 128 byte, máy đọc không thấy nó và các mục sau',
    'A field of DG13 has 128 bytes or more and hides itself and all later ones',
  ),
  DG13_TEXT: must(
    'X.690, 8.23',
    'Mục của DG13 không phải chữ UTF-8 hợp lệ, dựng sẵn',
    'A text of DG13 is no proper UTF-8',
  ),
  DG13_EMPTY_FIELD: must(
    'docs/chip.md',
    'Mục bắt buộc của DG13 để trống',
    'A field of DG13 that everybody has is empty',
  ),
  DG13_NUMBER: must(
    'Luật Căn cước 2023, 12',
    'Số định danh trong DG13 không đủ 12 chữ số',
    'The number in DG13 is not twelve digits',
  ),
  DG13_NUMBER_DIFFERS: must(
    'docs/chip.md',
    'Số định danh trong DG13 khác DG1',
    'The number in DG13 is not that of DG1',
  ),
  DG13_DATE: must(
    'docs/chip.md',
    'Ngày trong DG13 không có thật hoặc không ghi dd/MM/yyyy',
    'A date in DG13 is no date, or not written dd/MM/yyyy',
  ),
  DG13_DATES_ORDER: must(
    'Luật Căn cước 2023, 21',
    'Ngày sinh, ngày cấp, ngày hết hạn không theo thứ tự',
    'Birth, issue and expiry do not follow one another',
  ),
  DG13_BIRTH_DIFFERS: must(
    'docs/chip.md',
    'Ngày sinh trong DG13 khác DG1',
    'The date of birth in DG13 is not that of DG1',
  ),
  DG13_EXPIRY_DIFFERS: must(
    'docs/chip.md',
    'Ngày hết hạn trong DG13 khác DG1',
    'The date of expiry in DG13 is not that of DG1',
  ),
  DG13_SEX: must(
    'docs/chip.md',
    'Giới tính trong DG13 không phải Nam hoặc Nữ',
    'The sex in DG13 is neither Nam nor Nữ',
  ),
  DG13_SEX_DIFFERS: must(
    'docs/chip.md',
    'Giới tính trong DG13 khác DG1',
    'The sex in DG13 is not that of DG1',
  ),
  DG13_NAME_DIFFERS: must(
    '9303-3, 6.A',
    'Họ tên trong DG13 chuyển sang không dấu khác DG1',
    'The name in DG13, transliterated, is not that of DG1',
  ),
  DG13_LEGACY_NUMBER: must(
    'docs/chip.md',
    'Số CMND trong DG13 không phải 9 chữ số',
    'The old number in DG13 is not nine digits',
  ),
  DG13_CHIP_SERIAL: must(
    'docs/chip.md',
    'Số hiệu chip trong DG13 không phải 16 ký tự',
    'The chip’s serial in DG13 is not 16 characters',
  ),
} as const satisfies RuleTable
