import { z } from 'zod'
import type { Bilingual } from '../errors.ts'
import { isReconciledField, type ReconciledFieldName } from './fields.ts'

/**
 * A phiếu xác minh that says nothing else. No text sets the time for an answer: ten working days are assumed, three more
 * than the whole of a card's procedure, for papers that lie in another province's cabinets.
 */
export const inquiryDefaults: {
  readonly workingDays: number
  /** Reminded so many working days before the due date, once, and every so many days when it has passed. */
  readonly remindBefore: number
  readonly remindEveryDays: number
  readonly fields: readonly ReconciledFieldName[]
  readonly question: Bilingual
} = {
  workingDays: 10,
  remindBefore: 2,
  remindEveryDays: 3,
  fields: ['name', 'birthDate', 'sex', 'ethnicity', 'placeOfOrigin', 'permanentAddress'],
  question: {
    vi: 'Đề nghị xác minh thông tin thường trú của công dân đang tạm trú tại địa bàn.',
    en: 'Please verify the permanent residence of a citizen who stays in this unit.',
  },
}

const fieldName = z.string().refine(isReconciledField)

/** What the asked unit's books say of one field. */
const answerSchema = z.strictObject({
  field: fieldName,
  outcome: z.enum(['VALUE', 'UNKNOWN', 'NOT_REGISTERED']),
  value: z.string().trim().min(1).max(300).nullable(),
})
export type InquiryAnswer = z.infer<typeof answerSchema>

/** As it is kept: one answer to each field that was asked about. */
export const inquiryAnswersSchema = z.array(answerSchema)
export const inquiryOutcomes = answerSchema.shape.outcome.options
