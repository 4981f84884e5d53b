import { type Bilingual, DomainError } from '../errors.ts'
import type { EventsOf } from '../lifecycle/machine.ts'
import type { applicationLifecycle } from '../lifecycle/application.ts'

/** What a verdict does to the file. */
interface Outcome {
  /** In words for the officer who chooses. */
  readonly consequence: Bilingual
  readonly event: EventsOf<typeof applicationLifecycle>
}

interface VerdictRule extends Outcome {
  readonly text: Bilingual
  /** Whether one of the candidates has to be named; `MAY`: it can be. */
  readonly candidate: 'NO' | 'MAY' | 'MUST'
}

/** What judges may find (Luật Căn cước 2023, articles 12, 15 and 23; docs/adjudication.md has the articles of each). */
export const verdicts = {
  DISTINCT: {
    text: { vi: 'Hai người khác nhau', en: 'Different persons' },
    consequence: {
      vi: 'Hồ sơ được chuyển sang chờ phê duyệt.',
      en: 'The file goes on to approval.',
    },
    event: 'distinct',
    candidate: 'NO',
  },
  MERGED: {
    text: { vi: 'Một người có hai số định danh', en: 'One person with two numbers' },
    consequence: {
      vi: 'Giữ một số, hủy số kia và nối về số được giữ; thẻ và hồ sơ của số bị hủy chấm dứt; hồ sơ này chờ phê duyệt với số được giữ.',
      en: 'One number stays, the other is cancelled and points to it; its cards and files end; this file goes on to approval.',
    },
    event: 'merged',
    candidate: 'MUST',
  },
  SAME_PERSON: {
    text: {
      vi: 'Người này đã được thu nhận, hồ sơ bị trùng',
      en: 'Already enrolled: this file is a duplicate',
    },
    consequence: {
      vi: 'Hồ sơ bị từ chối vì người nộp đã có trong cơ sở dữ liệu căn cước; các số định danh giữ nguyên.',
      en: 'The file is refused: the person is in the identity database already. No number changes.',
    },
    event: 'samePerson',
    candidate: 'MUST',
  },
  RECAPTURE: {
    text: { vi: 'Chưa đủ cơ sở, phải thu nhận lại', en: 'Not to be told: capture again' },
    consequence: {
      vi: 'Hồ sơ được trả về điểm thu nhận để lấy lại vân tay hoặc ảnh đã chọn.',
      en: 'The file returns to the desk, where what was chosen is captured again.',
    },
    event: 'recapture',
    candidate: 'NO',
  },
  FRAUD: {
    text: { vi: 'Có dấu hiệu gian dối', en: 'Signs of fraud' },
    consequence: {
      vi: 'Hồ sơ bị từ chối và lập báo cáo để chuyển cơ quan có thẩm quyền.',
      en: 'The file is refused and a report is recorded for the competent authority.',
    },
    event: 'fraud',
    candidate: 'MAY',
  },
} as const satisfies Readonly<Record<string, VerdictRule>>
export type Verdict = keyof typeof verdicts
export const verdictNames = Object.keys(verdicts) as readonly Verdict[]

export const verdictRule = (verdict: Verdict): VerdictRule => verdicts[verdict]

/**
 * In doubt is whether the applicant is who the number belongs to (origin IDENTITY_DOUBT; the candidate is the applicant's own
 * record with an earlier file): that it is the same person is then the good answer, and a different person is an impostor.
 */
const inDoubt = {
  SAME_PERSON: {
    event: 'confirmed',
    consequence: {
      vi: 'Đúng là người mang số định danh này; hồ sơ được chuyển sang chờ phê duyệt.',
      en: 'It is the holder of this number: the file goes on to approval.',
    },
  },
  DISTINCT: {
    event: 'impostor',
    consequence: {
      vi: 'Người khác đã đến dưới tên công dân này; hồ sơ bị từ chối và lập báo cáo.',
      en: 'Somebody else came in this person’s name: the file is refused and a report is recorded.',
    },
  },
} as const satisfies Partial<Record<Verdict, Outcome>>

/** What follows from a verdict; `own` says whether the applicant's own record is the candidate that was named, or is one of them. */
export function outcomeOf(
  verdict: Verdict,
  own: { readonly named: boolean; readonly present: boolean },
): Outcome {
  if (verdict === 'SAME_PERSON' && own.named) return inDoubt.SAME_PERSON
  if (verdict === 'DISTINCT' && own.present) return inDoubt.DISTINCT
  return verdicts[verdict]
}

/** A verdict with all that makes it this one. */
export interface Finding {
  readonly verdict: Verdict
  readonly candidateId: string | null
  /** The number that stays, of the two that were one person's. */
  readonly keptNumber: string | null
  /** Finger positions, 0 for the portrait. */
  readonly recapture: readonly number[]
}

export class IllegalVerdict extends DomainError<'ILLEGAL_VERDICT'> {
  constructor(part: 'CANDIDATE' | 'KEPT_NUMBER' | 'RECAPTURE' | 'REASON' | 'THIRD') {
    super('ILLEGAL_VERDICT', faults[part], { part })
  }
}

const faults = {
  CANDIDATE: {
    vi: 'Hãy chọn người trong danh sách nghi trùng mà kết luận này nói đến.',
    en: 'Choose the candidate whom this verdict is about.',
  },
  KEPT_NUMBER: {
    vi: 'Hãy chọn số được giữ: số của người nộp hoặc số của người được chọn, cả hai đang có hiệu lực.',
    en: 'Choose which number stays: the applicant’s or the candidate’s, both of them in force.',
  },
  RECAPTURE: {
    vi: 'Hãy chọn ngón tay (1–10) hoặc ảnh chân dung cần thu nhận lại; kết luận khác thì để trống.',
    en: 'Choose which fingers (1–10) or the portrait are to be captured again; nothing for other verdicts.',
  },
  REASON: {
    vi: 'Hãy ghi căn cứ của kết luận, từ 10 đến 2000 ký tự.',
    en: 'Write what the verdict rests on, in 10 to 2000 letters.',
  },
  THIRD: {
    vi: 'Người thứ ba chọn một trong hai kết luận đã có, hoặc yêu cầu thu nhận lại.',
    en: 'The third officer chooses one of the two verdicts given, or has the person captured again.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export const shortestReason = 10
const longestReason = 2000

/** A finding as it was chosen, with its reason trimmed. Throws {@link IllegalVerdict}. */
export function readFinding(
  chosen: Finding,
  reason: string,
): { readonly finding: Finding; readonly reason: string } {
  const { verdict } = chosen
  const { candidate } = verdictRule(verdict)
  const named = chosen.candidateId !== null
  if ((candidate === 'MUST' && !named) || (candidate === 'NO' && named)) throw new IllegalVerdict('CANDIDATE')
  if ((verdict === 'MERGED') !== (chosen.keptNumber !== null)) throw new IllegalVerdict('KEPT_NUMBER')
  const recapture = [...new Set(chosen.recapture)].toSorted((a, b) => a - b)
  const known = recapture.every((position) => Number.isInteger(position) && position >= 0 && position <= 10)
  if (!known || (verdict === 'RECAPTURE') !== recapture.length > 0) throw new IllegalVerdict('RECAPTURE')
  const text = reason.trim()
  if (text.length < shortestReason || text.length > longestReason) throw new IllegalVerdict('REASON')
  return { finding: { ...chosen, recapture }, reason: text }
}

/** Whether two judges found the same. Which fingers are to be captured again, or whom a fraud concerns, does not divide them. */
export function agrees(one: Finding, other: Finding): boolean {
  if (one.verdict !== other.verdict) return false
  const byPerson = verdictRule(one.verdict).candidate === 'MUST'
  return !byPerson || (one.candidateId === other.candidateId && one.keptNumber === other.keptNumber)
}

/**
 * No verdict rests on one officer alone: the third takes a side. Capturing again is open to them always, for it settles
 * nothing: what comes back is searched and judged anew.
 */
export function mayDecide(third: Finding, given: readonly Finding[]): boolean {
  return third.verdict === 'RECAPTURE' || given.some((one) => agrees(third, one))
}
