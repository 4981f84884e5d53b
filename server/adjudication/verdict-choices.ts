import { outcomeOf, type Verdict, verdictNames, verdictRule } from '../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../core/errors.ts'
import type { LoadedCase } from './load-case.ts'
import { findingsOf } from './who-may-judge.ts'

/** A verdict as it is offered on a case. */
export interface VerdictChoice {
  readonly verdict: Verdict
  readonly text: Bilingual
  readonly consequence: Bilingual
  readonly needsCandidate: boolean
  readonly needsKeptNumber: boolean
  readonly needsRecapture: boolean
  /** Why it cannot be given here by this officer; null where it can. */
  readonly whyNot: Bilingual | null
}

const reasons = {
  NO_CANDIDATE: { vi: 'Hồ sơ không có người nghi trùng.', en: 'The case has no candidate.' },
  NOT_MERGEABLE: {
    vi: 'Không có người nghi trùng nào mang số khác đang có hiệu lực trong địa bàn của bạn; cấp quản lý cả hai địa bàn kết luận việc gộp.',
    en: 'No candidate has another number in force within your units; officers over both units decide a merge.',
  },
  THIRD: {
    vi: 'Người thứ ba chọn một trong hai kết luận đã có, hoặc yêu cầu thu nhận lại.',
    en: 'The third officer chooses one of the two verdicts given, or has the person captured again.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Seen {
  readonly own: boolean
  readonly mergeable: boolean
}

/** The verdicts with what follows from each in this case. Where a third officer decides, only what was found before. */
export function verdictChoices(found: LoadedCase, candidates: readonly Seen[]): readonly VerdictChoice[] {
  const present = candidates.some(({ own }) => own)
  const named = present && candidates.length === 1
  return verdictNames.map((verdict) => {
    const { text, candidate } = verdictRule(verdict)
    return {
      verdict,
      text,
      consequence: outcomeOf(verdict, { named, present }).consequence,
      needsCandidate: candidate === 'MUST',
      needsKeptNumber: verdict === 'MERGED',
      needsRecapture: verdict === 'RECAPTURE',
      whyNot: whyNot(verdict, found, candidates),
    }
  })
}

function whyNot(verdict: Verdict, found: LoadedCase, candidates: readonly Seen[]): Bilingual | null {
  const given = findingsOf(found)
  if (
    found.status === 'ESCALATED' &&
    verdict !== 'RECAPTURE' &&
    !given.some((one) => one.verdict === verdict)
  ) {
    return reasons.THIRD
  }
  if (verdictRule(verdict).candidate === 'MUST' && candidates.length === 0) return reasons.NO_CANDIDATE
  if (verdict === 'MERGED' && !candidates.some(({ mergeable }) => mergeable)) return reasons.NOT_MERGEABLE
  return null
}
