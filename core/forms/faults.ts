import type { NumberWarningCode } from '../citizen/citizen-number.ts'
import type { Bilingual } from '../errors.ts'
import type { FormField } from './definition.ts'

/** What can be wrong with an answer, in the words of kiểm tra, phúc tra: thiếu, sai, mâu thuẫn. */
export type FaultKind = 'MISSING' | 'ILLEGAL' | 'CONTRADICTION'

/** A blocking fault keeps the form from being loaded; a warning is looked at, and may be right. */
export type FaultSeverity = 'BLOCKING' | 'WARNING'

interface Rule {
  readonly fault: FaultKind
  readonly severity: FaultSeverity
  readonly text: Bilingual
}

const rule = (fault: FaultKind, severity: FaultSeverity, vi: string, en: string): Rule => ({
  fault,
  severity,
  text: { vi, en },
})

const rules = {
  ANSWER_MISSING: rule('MISSING', 'BLOCKING', 'Còn bỏ trống.', 'Left empty.'),
  PART_MISSING: rule('MISSING', 'BLOCKING', 'Còn thiếu một phần bắt buộc.', 'A required part is missing.'),
  UNKNOWN_NOT_ACCEPTED: rule(
    'MISSING',
    'BLOCKING',
    'Không được ghi “không rõ”.',
    '“Unknown” is no answer here.',
  ),
  SPOUSE_MISSING: rule(
    'MISSING',
    'WARNING',
    'Đã kết hôn nhưng chưa ghi vợ/chồng.',
    'Married, but no spouse named.',
  ),
  REPRESENTATIVE_MISSING: rule(
    'MISSING',
    'WARNING',
    'Người dưới 14 tuổi cần có cha, mẹ hoặc người đại diện.',
    'A child under 14 needs a parent or representative.',
  ),
  ANSWER_SHAPE: rule('ILLEGAL', 'BLOCKING', 'Không đúng kiểu của mục này.', 'Not an answer to this item.'),
  TEXT_TOO_LONG: rule('ILLEGAL', 'BLOCKING', 'Dài quá mức cho phép.', 'Too long.'),
  TEXT_ILLEGAL: rule(
    'ILLEGAL',
    'BLOCKING',
    'Có ký tự không được phép.',
    'Holds a sign that cannot stand here.',
  ),
  NAME_ILLEGAL: rule(
    'ILLEGAL',
    'BLOCKING',
    'Họ tên chỉ gồm chữ cái; hãy kiểm tra cách gõ và bảng mã.',
    'A name has letters only; check typing and encoding.',
  ),
  DATE_ILLEGAL: rule('ILLEGAL', 'BLOCKING', 'Không phải ngày có thật.', 'Not a day of the calendar.'),
  DATE_IN_FUTURE: rule('ILLEGAL', 'BLOCKING', 'Ngày ở tương lai.', 'Lies in the future.'),
  DATE_LONG_AGO: rule('ILLEGAL', 'WARNING', 'Quá 120 năm trước.', 'More than 120 years ago.'),
  DIGITS_ILLEGAL: rule('ILLEGAL', 'BLOCKING', 'Không đủ hoặc thừa chữ số.', 'Not the right count of digits.'),
  CHOICE_ILLEGAL: rule('ILLEGAL', 'BLOCKING', 'Không có lựa chọn này.', 'There is no such choice.'),
  TOO_MANY_CHANGES: rule('ILLEGAL', 'BLOCKING', 'Nhiều dòng hơn trên phiếu.', 'More rows than the form has.'),
  PART_NOT_ON_FORM: rule(
    'ILLEGAL',
    'WARNING',
    'Có cấp đơn vị mà mẫu phiếu này không còn dùng.',
    'Names a level of units that this form does not know.',
  ),
  FIELD_NOT_ON_FORM: rule(
    'ILLEGAL',
    'BLOCKING',
    'Mục này không có trên mẫu phiếu.',
    'The form has no such item.',
  ),
  CHOICE_SEVERAL: rule(
    'CONTRADICTION',
    'BLOCKING',
    'Đánh dấu nhiều hơn một ô.',
    'More than one box is ticked.',
  ),
  CHANGED_TWICE: rule('CONTRADICTION', 'BLOCKING', 'Một mục được sửa hai lần.', 'One item is changed twice.'),
  NOTHING_CHANGED: rule(
    'CONTRADICTION',
    'WARNING',
    'Nội dung mới giống nội dung hiện có.',
    'What is right equals what is recorded.',
  ),
  NUMBER_OF_ANOTHER: rule(
    'CONTRADICTION',
    'BLOCKING',
    'Hai người khác nhau trên phiếu có cùng một số.',
    'Two different people on the form have one number.',
  ),
  HEAD_IS_ANOTHER: rule(
    'CONTRADICTION',
    'BLOCKING',
    'Khai là chủ hộ nhưng mục chủ hộ ghi người khác.',
    'Declared as the head, but another person is named as the head.',
  ),
  SINGLE_WITH_SPOUSE: rule(
    'CONTRADICTION',
    'BLOCKING',
    'Chưa kết hôn nhưng có ghi vợ/chồng.',
    'Single, but a spouse is named.',
  ),
  // Luật Hôn nhân và gia đình 2014, article 8.1: men from 20, women from 18.
  MARRIED_YOUNG: rule(
    'CONTRADICTION',
    'WARNING',
    'Chưa đến tuổi kết hôn theo luật.',
    'Below the legal age of marriage.',
  ),
  PARENT_SEX_DIFFERS: rule(
    'CONTRADICTION',
    'WARNING',
    'Chữ số giới tính trong số của cha hoặc mẹ không khớp.',
    'The sex digit in the number of father or mother does not fit.',
  ),
} as const satisfies Readonly<Record<string, Rule>>

export type FormRule = keyof typeof rules

/** One thing that is wrong, at one place of one form. */
export interface FormFault {
  /** Id of the field; of an answer to no field, the key under which it stood. */
  readonly field: string
  /** The part of the field, as "commune" or "2.after"; null for the whole. */
  readonly part: string | null
  readonly rule: FormRule | NumberWarningCode
  readonly fault: FaultKind
  readonly severity: FaultSeverity
  /** With the item's number and label; without what was answered. */
  readonly text: Bilingual
}

/** Where a fault was found, before it is put into words. */
export interface FaultAt {
  readonly rule: FormRule
  readonly part: string | null
}

const labelled = ({ item, label }: FormField, text: Bilingual): Bilingual => ({
  vi: `Mục ${item}. ${label.vi}: ${text.vi}`,
  en: `Item ${item}. ${label.en}: ${text.en}`,
})

export function faultOf(field: FormField, at: FaultAt): FormFault {
  const { fault, severity, text } = rules[at.rule]
  return { field: field.id, part: at.part, rule: at.rule, fault, severity, text: labelled(field, text) }
}

/** A disagreement of the number with the other answers: a warning by law, whatever it is. */
export function numberFault(
  field: FormField,
  warning: { code: NumberWarningCode; text: Bilingual },
): FormFault {
  const text = labelled(field, warning.text)
  return {
    field: field.id,
    part: null,
    rule: warning.code,
    fault: 'CONTRADICTION',
    severity: 'WARNING',
    text,
  }
}

/** An answer under a key that the form does not have. */
export function strayFault(key: string): FormFault {
  const { fault, severity, text } = rules.FIELD_NOT_ON_FORM
  return { field: key, part: null, rule: 'FIELD_NOT_ON_FORM', fault, severity, text }
}
