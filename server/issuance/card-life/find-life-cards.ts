import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { openApplicationStates } from '../../../core/lifecycle/application.ts'
import { parseCardQr } from '../../../core/qr/card-qr.ts'
import type { CardMeasure, Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { type MeasureOffer, offersFor } from './measure-offers.ts'

/** One step of a card's history: code of the event, from which state to which, and why. */
export interface CardStep {
  readonly event: string
  readonly to: string
  readonly at: Date
  readonly reason: string | null
  /** The officer's; null for citizens, machines and the system. */
  readonly officer: string | null
  readonly by: string
}

export type MeasureOnFile = CardMeasure & {
  readonly proposedBy: string | null
  readonly secondBy: string | null
}

/** A card as the desk sees it that a person turns to, wherever it was issued. */
export interface LifeCard {
  readonly id: string
  readonly serial: string
  readonly state: string
  readonly holder: string
  readonly unitCode: string
  readonly applicationCode: string
  readonly issuedOn: CalendarDate
  readonly expiresOn: CalendarDate | null
  /** Whether its holder has asked for a new card. */
  readonly newCardFiled: boolean
  readonly steps: readonly CardStep[]
  readonly measures: readonly MeasureOnFile[]
  /** What this officer may do with it now. */
  readonly offers: readonly MeasureOffer[]
}

const mostCards = 10
const longestSerial = 40

/** By the QR or the number of its blank, the holder's number, or an application's code. */
function searched(term: string): Prisma.CardWhereInput {
  const text = term.trim()
  if (text.includes('|')) return { number: parseCardQr(text).number }
  const compact = text.replaceAll(/[\s.]/g, '')
  if (/^\d{12}$/.test(compact))
    return { resident: { numbers: { some: { number: parseCitizenNumber(compact) } } } }
  const code = text.toUpperCase().slice(0, longestSerial)
  return { OR: [{ serial: code }, { application: { code } }] }
}

const parts = {
  resident: { select: { name: true } },
  application: { select: { code: true } },
  measures: { orderBy: { id: 'desc' } },
} as const satisfies Prisma.CardInclude

/**
 * The cards of one person, the newest first, with what was done to them. People are received wherever they come, so that cards of other
 * units are found too; each card that is shown is audited. A person's number only finds by all of its digits. Throws IllegalCardQr,
 * IllegalCitizenNumber.
 */
export async function findLifeCards(
  app: App,
  actor: Actor,
  input: { readonly term: string },
): Promise<readonly LifeCard[]> {
  demand(actor, 'card.find')
  const rows = await app.db.card.findMany({
    where: searched(input.term),
    include: parts,
    orderBy: { id: 'desc' },
    take: mostCards,
  })
  for (const { id } of rows)
    await app.db.$transaction((tx) =>
      audit(tx, { actor, at: app.clock(), action: 'card.find', subjectKind: 'card', subjectId: id }),
    )
  const steps = await app.db.transition.findMany({
    where: { record: 'card', recordId: { in: rows.map(({ id }) => id) } },
    orderBy: { version: 'desc' },
  })
  const names = await officerNames(app, [
    ...steps.filter(({ actorKind }) => actorKind === 'officer').map(({ actorId }) => actorId),
    ...rows.flatMap(({ measures }) => measures.flatMap(({ actorId, secondId }) => [actorId, secondId])),
  ])
  const filed = await residentsWithFile(
    app,
    rows.map(({ residentId }) => residentId),
  )
  return Promise.all(
    rows.map(async ({ measures, resident, application, ...card }) => ({
      id: card.id,
      serial: card.serial,
      state: card.status,
      holder: resident.name,
      unitCode: card.unitCode,
      applicationCode: application.code,
      issuedOn: calendarDateOf(card.issuedOn),
      expiresOn: card.expiresOn && calendarDateOf(card.expiresOn),
      newCardFiled: filed.has(card.residentId),
      steps: steps
        .filter(({ recordId }) => recordId === card.id)
        .map(({ event, toState, at, reason, actorId, actorKind }) => ({
          event,
          to: toState,
          at,
          reason,
          officer: names.get(actorId ?? '') ?? null,
          by: actorKind,
        })),
      measures: measures.map((measure) => withNames(measure, names)),
      offers: await offersFor(app, actor, { ...card, waits: measures.some(isWaiting) }),
    })),
  )
}

const isWaiting = ({ status, persons }: CardMeasure) => status === 'PROPOSED' && persons === 2

export const withNames = (measure: CardMeasure, names: ReadonlyMap<string, string>): MeasureOnFile => ({
  ...measure,
  proposedBy: names.get(measure.actorId ?? '') ?? null,
  secondBy: names.get(measure.secondId ?? '') ?? null,
})

export async function officerNames(
  app: App,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const officers = await app.db.officer.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  })
  return new Map(officers.map(({ id, name }) => [id, name]))
}

async function residentsWithFile(app: App, ids: readonly string[]): Promise<ReadonlySet<string | null>> {
  const files = await app.db.application.findMany({
    where: { residentId: { in: [...ids] }, producesCard: true, status: { in: [...openApplicationStates] } },
    select: { residentId: true },
  })
  return new Set(files.map(({ residentId }) => residentId))
}
