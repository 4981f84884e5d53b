import { z } from 'zod'
import {
  correctableFields,
  type CorrectableFieldName,
  type CorrectionDiff,
  IllegalCorrection,
} from '../citizen/correction.ts'
import { type Bilingual, DomainError } from '../errors.ts'
import { isVietnameseName, normaliseText } from '../text/vietnamese.ts'
import type { FieldValues } from './compare.ts'
import {
  fieldOf,
  isReconciledField,
  reconciledFieldNames,
  type ReconciledFieldName,
  type RelationFieldName,
  relationFields,
} from './fields.ts'
import { decisionDocuments, type DecisionDocument } from './sources.ts'

/** What a case may come to. */
export const decisionOutcomes = {
  SAME_PERSON: {
    vi: 'Cùng một người: lấy theo các giá trị đã chọn',
    en: 'The same person, by the chosen values',
  },
  OTHER_PERSON: {
    vi: 'Là người khác: lập hồ sơ mới, số mới',
    en: 'Another person: a record and number of their own',
  },
  FORM_WRONG: { vi: 'Phiếu sai: trả lại để kê khai lại', en: 'The form is wrong: back to its citizen' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type DecisionOutcome = keyof typeof decisionOutcomes
const outcomeNames = Object.keys(decisionOutcomes) as [DecisionOutcome, ...DecisionOutcome[]]

const fieldNames = reconciledFieldNames as [ReconciledFieldName, ...ReconciledFieldName[]]
const chosenSchema = z.partialRecord(z.enum(fieldNames), z.string().nullable())
export type ChosenValues = Readonly<z.infer<typeof chosenSchema>>

/** A decision as it waits for its checker. */
export const proposalSchema = z.strictObject({
  outcome: z.enum(outcomeNames),
  residentId: z.uuid().nullable(),
  /** The version of the record that the maker saw; a later one refuses the decision. */
  baseVersion: z.int().nullable(),
  fields: chosenSchema,
  /** The papers that were lost are made up for: the record is provisional no longer. */
  confirmsRecord: z.boolean(),
})
export type Proposal = z.infer<typeof proposalSchema>

/** One that a checker refused, with what it rested on. */
export const refusedProposalSchema = proposalSchema.extend({
  documentKind: z.string(),
  documentNumber: z.string().nullable(),
  makerId: z.uuid(),
  checkerId: z.uuid(),
  reason: z.string(),
  refusedAt: z.iso.datetime(),
})
export type RefusedProposal = z.infer<typeof refusedProposalSchema>

export class IllegalDecision extends DomainError<'ILLEGAL_DECISION'> {
  constructor(cause: 'OUTCOME' | 'RESIDENT' | 'FIELD' | 'DOCUMENT') {
    super(
      'ILLEGAL_DECISION',
      {
        vi: 'Đề xuất không phù hợp với vụ việc này. Hãy kiểm tra kết luận, công dân và các giá trị đã chọn.',
        en: 'This decision does not fit the case. Check its outcome, the person and the chosen values.',
      },
      { cause },
    )
  }
}

export function isDecisionDocument(text: string): text is DecisionDocument {
  return Object.hasOwn(decisionDocuments, text)
}

/** Checks and normalises chosen values. Throws IllegalCorrection and {@link IllegalDecision}. */
export function readChosen(
  chosen: readonly { readonly field: string; readonly value: string | null }[],
): ChosenValues {
  const read: z.infer<typeof chosenSchema> = {}
  for (const { field, value } of chosen) {
    if (!isReconciledField(field) || read[field] !== undefined) throw new IllegalDecision('FIELD')
    read[field] = readValue(field, value)
  }
  return read
}

function readValue(field: ReconciledFieldName, value: string | null): string | null {
  const { outcome } = fieldOf(field)
  if (outcome === 'CORRECTION') {
    const name = field as CorrectableFieldName
    const legal = correctableFields[name].read.safeParse(value)
    if (!legal.success) throw new IllegalCorrection(name)
    return legal.data
  }
  const text = value === null ? null : normaliseText(value)
  if (text === '' || (text !== null && outcome === 'RELATION' && !isVietnameseName(text))) {
    throw new IllegalDecision('FIELD')
  }
  return text
}

/** What chosen values change of a record as it stands. */
export function changesOf(
  chosen: ChosenValues,
  register: FieldValues,
): {
  readonly diff: CorrectionDiff
  readonly relations: readonly { readonly kind: string; readonly name: string | null }[]
} {
  const diff: CorrectionDiff = {}
  const relations: { kind: string; name: string | null }[] = []
  for (const [name, to] of Object.entries(chosen)) {
    const field = name as ReconciledFieldName
    const from = register[field]?.value ?? null
    if (from === to) continue
    const { outcome } = fieldOf(field)
    if (outcome === 'CORRECTION') diff[field as CorrectableFieldName] = { from, to }
    if (outcome === 'RELATION') relations.push({ kind: relationFields[field as RelationFieldName], name: to })
  }
  return { diff, relations }
}
