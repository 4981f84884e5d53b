import { DomainError } from '../../../core/errors.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { unitsNow } from '../../kernel/units.ts'

export interface ReviewTeam {
  readonly name: string
  /** Ids of the officers who check. */
  readonly round1: readonly string[]
  /** Ids of those who check the check. */
  readonly round2: readonly string[]
}

const teamFaults = {
  NAMELESS: { vi: 'Đoàn phúc tra chưa có tên.', en: 'The team has no name.' },
  EMPTY: {
    vi: 'Mỗi lượt kiểm tra phải có ít nhất một cán bộ.',
    en: 'Each round that is planned needs at least one officer.',
  },
  IN_BOTH: {
    vi: 'Một cán bộ không được ở cả lượt kiểm tra và lượt phúc tra lại.',
    en: 'An officer may not sit in both rounds.',
  },
  NOT_A_REVIEWER: {
    vi: 'Có cán bộ không có vai trò phúc tra tại địa bàn này.',
    en: 'An officer of the team is no reviewer of this locality.',
  },
  CHECKED_ALREADY: {
    vi: 'Cán bộ đã kiểm tra phiếu thì giữ nguyên lượt của mình.',
    en: 'An officer who has checked a form stays in that round.',
  },
  OWN_FORMS: {
    vi: 'Mẫu có phiếu do chính cán bộ duy nhất của một lượt thu; hãy thêm cán bộ khác.',
    en: 'The only officer of a round collected forms of the sample; add another.',
  },
} as const
type TeamFault = keyof typeof teamFaults

/** A team that cannot do this review honestly. */
export class IllegalReviewTeam extends DomainError<'ILLEGAL_REVIEW_TEAM'> {
  constructor(fault: TeamFault) {
    super('ILLEGAL_REVIEW_TEAM', teamFaults[fault], { fault })
  }
}

/** A member who is in the team of one round, and only in that one, may answer. */
export class NotOnTeam extends DomainError<'NOT_ON_TEAM'> {
  constructor() {
    super('NOT_ON_TEAM', {
      vi: 'Bạn không thuộc lượt kiểm tra này của đoàn phúc tra.',
      en: 'You are not on the team of this round.',
    })
  }
}

/** Judges a team before it is written. Throws {@link IllegalReviewTeam}. */
export async function checkTeam(
  app: App,
  tx: Transaction,
  plan: { readonly unitCode: string; readonly recheckShare: number; readonly team: ReviewTeam },
): Promise<void> {
  const { name, round1, round2 } = plan.team
  if (name.trim() === '') throw new IllegalReviewTeam('NAMELESS')
  if (round1.length === 0 || (plan.recheckShare > 0 && round2.length === 0)) {
    throw new IllegalReviewTeam('EMPTY')
  }
  const all = [...new Set(round1), ...new Set(round2)]
  if (new Set(all).size !== all.length) throw new IllegalReviewTeam('IN_BOTH')
  const { isWithin, today } = await unitsNow(app)
  const on = dateOf(today)
  const held = await tx.assignment.findMany({
    where: {
      officerId: { in: all.filter(isUuid) },
      role: 'REVIEWER',
      validFrom: { lte: on },
      OR: [{ validTo: null }, { validTo: { gt: on } }],
      officer: { active: true },
    },
  })
  const reviewers = new Set(
    held.filter((one) => isWithin(plan.unitCode, one.unitCode)).map((one) => one.officerId),
  )
  if (!all.every((id) => reviewers.has(id))) throw new IllegalReviewTeam('NOT_A_REVIEWER')
}

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** The rows of a team. */
export const membersOf = ({ round1, round2 }: ReviewTeam) => [
  ...[...new Set(round1)].map((officerId) => ({ officerId, round: 1 })),
  ...[...new Set(round2)].map((officerId) => ({ officerId, round: 2 })),
]
