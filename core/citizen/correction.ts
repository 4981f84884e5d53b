import { z } from 'zod'
import { partialDateSchema } from '../dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../errors.ts'
import { isVietnameseName, normaliseText } from '../text/vietnamese.ts'

interface CorrectableField {
  readonly label: Bilingual
  /** Checks and normalises what was written; null is "not known", where the law lets it be. */
  readonly read: z.ZodType<string | null>
}

const name = z.string().transform(normaliseText).refine(isVietnameseName)
const text = z.string().transform(normaliseText).pipe(z.string().min(1).max(300))

/** What a correction may touch, of the 26 fields of Luật Căn cước 2023, article 9. The number has a procedure of its own. */
export const correctableFields = {
  name: { label: { vi: 'Họ, chữ đệm và tên khai sinh', en: 'Full name' }, read: name },
  otherName: { label: { vi: 'Tên gọi khác', en: 'Other name' }, read: name.nullable() },
  birthDate: { label: { vi: 'Ngày, tháng, năm sinh', en: 'Date of birth' }, read: partialDateSchema },
  sex: { label: { vi: 'Giới tính', en: 'Sex' }, read: z.enum(['MALE', 'FEMALE']) },
  nationality: { label: { vi: 'Quốc tịch', en: 'Nationality' }, read: text },
  ethnicity: { label: { vi: 'Dân tộc', en: 'Ethnicity' }, read: text },
  religion: { label: { vi: 'Tôn giáo', en: 'Religion' }, read: text.nullable() },
  bloodType: { label: { vi: 'Nhóm máu', en: 'Blood type' }, read: z.enum(['O', 'A', 'B', 'AB']).nullable() },
  maritalStatus: {
    label: { vi: 'Tình trạng hôn nhân', en: 'Civil status' },
    read: z.enum(['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED']).nullable(),
  },
  birthPlace: { label: { vi: 'Nơi sinh', en: 'Place of birth' }, read: text.nullable() },
  birthRegistrationPlace: {
    label: { vi: 'Nơi đăng ký khai sinh', en: 'Birth registered at' },
    read: text.nullable(),
  },
  birthProvince: {
    label: { vi: 'Mã tỉnh đăng ký khai sinh', en: 'Province code of birth registration' },
    read: z.string().regex(/^\d{3}$/),
  },
  placeOfOrigin: { label: { vi: 'Quê quán', en: 'Place of origin' }, read: text.nullable() },
  phone: {
    label: { vi: 'Số thuê bao', en: 'Telephone' },
    read: z
      .string()
      .regex(/^0\d{9}$/)
      .nullable(),
  },
  email: { label: { vi: 'Thư điện tử', en: 'E-mail' }, read: z.email().nullable() },
} as const satisfies Readonly<Record<string, CorrectableField>>
export type CorrectableFieldName = keyof typeof correctableFields

/** Each field that changes, as it stood in the version the correction is based on and as it is to be. */
export const correctionDiffSchema = z.partialRecord(
  z.enum(Object.keys(correctableFields) as [CorrectableFieldName, ...CorrectableFieldName[]]),
  z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
)
export type CorrectionDiff = z.infer<typeof correctionDiffSchema>

/** What was written for a field cannot stand there. */
export class IllegalCorrection extends DomainError<'ILLEGAL_CORRECTION'> {
  constructor(field: CorrectableFieldName) {
    const { label } = correctableFields[field]
    super(
      'ILLEGAL_CORRECTION',
      { vi: `Nội dung điều chỉnh không hợp lệ: ${label.vi}.`, en: `This cannot stand there: ${label.en}.` },
      { field },
    )
  }
}

export class NothingToCorrect extends DomainError<'NOTHING_TO_CORRECT'> {
  constructor() {
    super('NOTHING_TO_CORRECT', {
      vi: 'Nội dung đề nghị giống thông tin hiện có; không có gì để điều chỉnh.',
      en: 'What was asked for is what the record says already.',
    })
  }
}

/** The difference between a record and what is wanted of it. Throws IllegalCorrection and NothingToCorrect. */
export function correctionOf(
  record: Readonly<Record<CorrectableFieldName, string | null>>,
  wanted: Readonly<Partial<Record<CorrectableFieldName, string | null | undefined>>>,
): CorrectionDiff {
  const diff: CorrectionDiff = {}
  for (const field of Object.keys(correctableFields) as CorrectableFieldName[]) {
    const asked = wanted[field]
    if (asked === undefined) continue
    const read = correctableFields[field].read.safeParse(asked)
    if (!read.success) throw new IllegalCorrection(field)
    if (read.data !== record[field]) diff[field] = { from: record[field], to: read.data }
  }
  if (Object.keys(diff).length === 0) throw new NothingToCorrect()
  return diff
}

/** Sex, birth year or province of birth registration corrected: grounds to cancel the number and establish another. */
export function touchesNumber(diff: CorrectionDiff): boolean {
  const year = (date: string | null) => date?.slice(0, 4)
  const { sex, birthProvince, birthDate } = diff
  return (
    sex !== undefined ||
    birthProvince !== undefined ||
    (birthDate !== undefined && year(birthDate.from) !== year(birthDate.to))
  )
}

/** Papers that prove a correction (Nghị định 70/2024, article 5). */
export const correctionEvidence = [
  'BIRTH_CERTIFICATE',
  'CIVIL_STATUS_DECISION',
  'COURT_DECISION',
  'FORM_DC02',
  'OTHER',
] as const
export type CorrectionEvidence = (typeof correctionEvidence)[number]
