import type { Bilingual } from '../errors.ts'

const text = (vi: string, en: string): Bilingual => ({ vi, en })

/** Why a row, or a value on it, was not taken; what the rules of the form say is added by their own codes. */
export const rowReasons = {
  LINE_TOO_LONG: text('Dòng dài quá mức cho phép.', 'The line is longer than a line may be.'),
  UNCLOSED_QUOTE: text('Dấu ngoặc kép mở mà không đóng.', 'A quotation mark is opened and never closed.'),
  COLUMN_COUNT: text(
    'Số cột của dòng khác với dòng tiêu đề.',
    'The line has more or fewer columns than the heading.',
  ),
  NOT_JSON: text('Dòng không phải là một đối tượng JSON.', 'The line is no JSON object.'),
  CUT_OFF: text('Tệp bị cắt ngang ở dòng này.', 'The file breaks off in this line.'),
  WRONG_ENCODING: text(
    'Chữ bị sai bảng mã (TCVN3, VNI hoặc UTF-8 đọc nhầm); hãy xuất lại dữ liệu.',
    'Letters of another encoding (TCVN3, VNI or misread UTF-8); export the data again.',
  ),
  KEY_MISSING: text('Thiếu mã riêng của dòng.', 'The row has no key of its own.'),
  DUPLICATE_KEY: text('Mã riêng đã có ở một dòng trước.', 'The key stands on an earlier line.'),
  CODE_UNKNOWN: text('Mã không có trong bảng mã của cấu hình.', 'The code is not in the profile’s table.'),
  UNIT_UNKNOWN: text('Không có đơn vị hành chính này.', 'There is no such administrative unit.'),
  UNIT_ABOLISHED: text(
    'Đơn vị đã giải thể hoặc chia tách, không có một đơn vị kế thừa duy nhất; cần ghi đơn vị hiện nay.',
    'The unit has ended without one single successor; the unit of today is needed.',
  ),
  UNIT_OUTSIDE: text(
    'Đơn vị không thuộc địa bàn của đợt nạp dữ liệu.',
    'The unit is outside the area of this import.',
  ),
  DIGITS_ILLEGAL: text('Không đủ hoặc thừa chữ số.', 'Not the right count of digits.'),
  NUMBER_HELD_BY_ANOTHER: text(
    'Số này đang thuộc về người khác; đã mở hồ sơ đối chiếu.',
    'The number is another person’s; a case was opened.',
  ),
  DUPLICATE_PERSON: text(
    'Có thể người này đã có hồ sơ; đã mở hồ sơ đối chiếu, không nạp lần hai.',
    'This person may be registered already; a case was opened, nothing loaded twice.',
  ),
  DUPLICATE_NUMBER: text('Số đã có ở một dòng trước.', 'The number stands on an earlier line.'),
  REPEATED_PERSON: text(
    'Một dòng trước có cùng họ tên, ngày sinh, mẹ và nơi ở.',
    'An earlier line has the same name, birth date, mother and residence.',
  ),
  NUMBERS_USED_UP: text(
    'Dãy số định danh của nơi sinh và năm sinh này gần hết.',
    'The numbers of this place and year of birth are nearly used up.',
  ),
  CARD_NOBODY: text('Không tìm thấy người của thẻ.', 'Nobody was found for this card.'),
  CARD_SEVERAL: text('Có nhiều người phù hợp với thẻ.', 'Several people fit this card.'),
  CARD_CONTRADICTS: text(
    'Họ tên hoặc ngày sinh trên thẻ khác với hồ sơ; đã mở hồ sơ đối chiếu.',
    'Name or birth date of the card differ from the record; a case was opened.',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>
export type RowReason = keyof typeof rowReasons

/** What is wrong at one place of one row: by codes, nothing of what stands there. */
export interface RowFault {
  /** Id of the item, with its part behind a point; empty for the whole row. */
  readonly field: string
  readonly reason: string
  /** A row with a blocking fault is not loaded. */
  readonly blocking: boolean
}

export const rowFault = (reason: RowReason, field = ''): RowFault => ({ field, reason, blocking: true })
