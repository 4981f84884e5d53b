import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { parseApplicationCode } from '../../../core/enrollment/application-code.ts'
import { lockCardOf } from '../../issuance/card-life/lock-card.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { applicantOf } from '../disclosures-of-applicant.ts'
import { countingTries } from '../holder-tries.ts'

export interface LostCard {
  /** False where the card was locked before. */
  readonly changed: boolean
  /** Since when relying parties are told not to accept it, for the citizen's paper. */
  readonly at: Date
}

export interface LossReport {
  readonly code: string
  readonly birthDate: string
  readonly number: string
  readonly ground: 'LOST' | 'STOLEN'
}

/**
 * A citizen reports a lost card without signing in: code of a file, birth date and the whole number must be of one person. The card is
 * locked when this answers. Throws ApplicantNotFound, TooManyTries, NoCardInUse.
 */
export async function reportLostCard(app: App, actor: Actor, report: LossReport): Promise<LostCard> {
  demand(actor, 'card.report-lost')
  const code = parseApplicationCode(report.code)
  const keys = [code, parsePartialDate(report.birthDate), parseCitizenNumber(report.number)] as const
  const residentId = await countingTries(app, code, () => applicantOf(app, keys))
  return locked(app, residentId, { ground: report.ground, identifiedBy: 'APPLICATION', actor })
}

/** The same for a citizen who signed in. Throws NoCardInUse. */
export async function reportOwnLostCard(
  app: App,
  actor: Actor,
  { ground }: Pick<LossReport, 'ground'>,
): Promise<LostCard> {
  demand(actor, 'card.lock')
  if (actor.kind !== 'citizen') throw new NotAllowed()
  return locked(app, actor.id, { ground, identifiedBy: 'SIGN_IN', actor })
}

async function locked(
  app: App,
  residentId: string,
  report: Pick<Parameters<typeof lockCardOf>[2], 'ground' | 'identifiedBy' | 'actor'>,
): Promise<LostCard> {
  const { cardId, changed } = await lockCardOf(app, residentId, { ...report, channel: 'PORTAL' })
  const { at } = await app.db.transition.findFirstOrThrow({
    where: { record: 'card', recordId: cardId, event: 'lock' },
    orderBy: { version: 'desc' },
    select: { at: true },
  })
  return { changed, at }
}
