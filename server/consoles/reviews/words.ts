import type { Bilingual } from '../../../core/errors.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import { newestDefinition } from '../../../core/forms/versions.ts'
import { type FindingKind, reviewedFields } from '../../../core/review/findings.ts'
import type { ReviewState } from '../generated/reviews.ts'

export const stateNames: Readonly<Record<ReviewState, Bilingual>> = {
  PLANNED: { vi: 'Đã lập kế hoạch', en: 'Planned' },
  RUNNING: { vi: 'Đang kiểm tra', en: 'Being checked' },
  CHECKED: { vi: 'Đã kiểm tra lần 1', en: 'Checked once' },
  RECHECKED: { vi: 'Đã phúc tra lại', en: 'Checked twice' },
  ACCEPTED: { vi: 'Đạt, được nạp', en: 'Accepted' },
  FAILED: { vi: 'Không đạt', en: 'Failed' },
}

export const stateTones: Readonly<Record<ReviewState, string>> = {
  PLANNED: '',
  RUNNING: 'badge-attention',
  CHECKED: 'badge-attention',
  RECHECKED: 'badge-attention',
  ACCEPTED: 'badge-good',
  FAILED: 'badge-trouble',
}

export const findingNames: Readonly<Record<FindingKind, Bilingual>> = {
  MISSING: { vi: 'Thiếu', en: 'Missing' },
  WRONG: { vi: 'Sai', en: 'Wrong' },
}

export const decisionNames: Readonly<Record<string, Bilingual>> = {
  ACCEPTED: { vi: 'Chấp nhận', en: 'Accepted' },
  FAILED: { vi: 'Không đạt, trả lại', en: 'Failed, sent back' },
  OVERRIDDEN: { vi: 'Chấp nhận ngoại lệ', en: 'Let through' },
}

export const kindOf = (formKind: string): FormKind => (formKind === 'DC02' ? 'DC02' : 'DC01')

/** What an item of a form is called; its id where no version of the form has it any more. */
export function fieldLabel(formKind: string, field: string): Bilingual {
  const found = reviewedFields(newestDefinition(kindOf(formKind))).find(({ id }) => id === field)
  return found?.label ?? { vi: field, en: field }
}

/** Which round an officer sits in, of the members of a review. */
export function roundOf(
  members: readonly { readonly officerId: string; readonly round: number }[],
  officerId: string,
): 1 | 2 | null {
  const round = members.find((member) => member.officerId === officerId)?.round
  return round === 1 || round === 2 ? round : null
}
