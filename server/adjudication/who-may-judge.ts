import { type Bilingual, DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import { SamePerson } from '../kernel/errors.ts'
import { findingOf, holderOf, type LoadedCase } from './load-case.ts'

/** Somebody else has taken the case. */
export class CaseHeld extends DomainError<'CASE_HELD'> {
  constructor() {
    super('CASE_HELD', {
      vi: 'Hồ sơ đang do cán bộ khác thụ lý. Hãy chọn hồ sơ khác, hoặc đề nghị lãnh đạo chuyển lại.',
      en: 'Another officer holds this case. Choose another one, or ask a supervisor to give it back.',
    })
  }
}

/** What is judged must be taken first. */
export class CaseNotTaken extends DomainError<'CASE_NOT_TAKEN'> {
  constructor() {
    super('CASE_NOT_TAKEN', {
      vi: 'Bạn chưa nhận thụ lý hồ sơ này, hoặc đã quá thời gian giữ. Hãy nhận lại trước khi xử lý.',
      en: 'You have not taken this case, or held it too long. Take it first.',
    })
  }
}

const bars = {
  HANDLED: {
    vi: 'Bạn đã thu nhận, xác nhận hoặc duyệt một trong các hồ sơ này.',
    en: 'You captured, countersigned or approved one of these files.',
  },
  JUDGED: { vi: 'Bạn đã kết luận hồ sơ này.', en: 'You have judged this case already.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Why an officer may judge in no round of a case: they had a hand in one of its files, or judged before; null where they may. */
export function barOf(
  { handledBy, judgements }: Pick<LoadedCase, 'handledBy' | 'judgements'>,
  actor: Actor,
): Bilingual | null {
  if (actor.id !== null && handledBy.has(actor.id)) return bars.HANDLED
  return judgements.some(({ officerId }) => officerId === actor.id) ? bars.JUDGED : null
}

/** What an officer did with a file at the desk is not documented by them in the case about it. */
export function refuseBarredFromFiles({ handledBy }: Pick<LoadedCase, 'handledBy'>, actor: Actor): void {
  if (actor.id !== null && handledBy.has(actor.id)) throw new SamePerson('duplicate-case.add-document')
}

export function refuseBarred(found: LoadedCase, actor: Actor): void {
  if (barOf(found, actor)) throw new SamePerson('duplicate-case.judge')
}

/** Throws where another officer holds the case, or nobody does; a lease that is over holds until somebody else takes it. */
export function refuseUnlessHolder(found: LoadedCase, actor: Actor, now: number): void {
  if (found.takenBy !== null && found.takenBy === actor.id) return
  throw holderOf(found, now) === null ? new CaseNotTaken() : new CaseHeld()
}

/**
 * Blind: while the second judge has not judged, nobody sees the first verdict but who gave it. Whoever reads a case sees
 * its judgements through this alone.
 */
export function visibleJudgements<Row extends { readonly officerId: string }>(
  { status, judgements }: { readonly status: string; readonly judgements: readonly Row[] },
  actor: Actor,
): readonly Row[] {
  return isBlind({ status, judgements }, actor)
    ? judgements.filter(({ officerId }) => officerId === actor.id)
    : judgements
}

/** Whether something of the case is kept from this officer. */
export function isBlind(
  {
    status,
    judgements,
  }: { readonly status: string; readonly judgements: readonly { readonly officerId: string }[] },
  actor: Actor,
): boolean {
  return status === 'JUDGED_ONCE' && !judgements.some(({ officerId }) => officerId === actor.id)
}

export const findingsOf = ({ judgements }: Pick<LoadedCase, 'judgements'>) => judgements.map(findingOf)
