import type { Bilingual } from '../../../core/errors.ts'
import type { DuplicateCaseCountsQuery, DuplicateCaseScope } from '../generated/duplicate-cases.ts'

type Counts = DuplicateCaseCountsQuery['duplicateCaseCounts']

interface CaseList {
  readonly scope: DuplicateCaseScope
  readonly name: Bilingual
  readonly count: keyof Counts | null
}

/** In the order of the choice. */
export const caseLists: readonly CaseList[] = [
  { scope: 'MINE', name: { vi: 'Tôi đang giữ', en: 'Held by me' }, count: 'mine' },
  { scope: 'THIRD', name: { vi: 'Chờ người thứ ba', en: 'For a third judge' }, count: 'third' },
  { scope: 'SECOND', name: { vi: 'Chờ người thứ hai', en: 'For a second judge' }, count: 'second' },
  { scope: 'OPEN', name: { vi: 'Chờ người thứ nhất', en: 'For a first judge' }, count: 'open' },
  { scope: 'WAITING', name: { vi: 'Tạm chờ', en: 'Waiting' }, count: 'waiting' },
  { scope: 'HELD', name: { vi: 'Đang có người giữ', en: 'Held by somebody' }, count: 'held' },
  { scope: 'ALL', name: { vi: 'Tất cả chưa kết thúc', en: 'All that is open' }, count: null },
  { scope: 'ENDED', name: { vi: 'Đã kết thúc', en: 'Ended' }, count: null },
]

const worthDoing: ReadonlySet<DuplicateCaseScope> = new Set(['MINE', 'THIRD', 'SECOND', 'OPEN'])

/** The list that an officer begins with: what they hold, then what is nearest to its end. */
export const firstList = (counts: Counts): DuplicateCaseScope =>
  caseLists.find(({ scope, count }) => worthDoing.has(scope) && count !== null && counts[count] > 0)?.scope ??
  'ALL'
