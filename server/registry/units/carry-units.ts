import { z } from 'zod'
import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { calendarDateOf, instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import {
  carryAddresses,
  carryHouseholds,
  type Carrying,
  carryOfficers,
  carryStatuses,
  carryVisits,
  type Route,
} from './carry-statements.ts'

/** People in one transaction: a second or two of work, lost when the process is killed. */
const batch = 20_000
/** Units that are marked as done together. */
const group = 50

export interface CarryOptions {
  readonly reorganisationId: string
  /** Told after each group: units done of all. */
  readonly progress?: (done: number, all: number) => void
}

/**
 * Carries the people of a reorganisation's units into their new ones, in batches that are each a transaction. Killed at any
 * line, the next run goes on where this one was: what was carried is in its new unit and is not found again in the old.
 * Records keep their version: the printed address, which is the legal one, stays as it was.
 */
export async function carryUnits(app: App, { reorganisationId, progress }: CarryOptions): Promise<void> {
  const id = recordId(reorganisationId, 'unit reorganisation')
  const reorganisation = await app.db.unitReorganisation.findUnique({ where: { id } })
  if (!reorganisation) throw new NotFound('unit reorganisation')
  const on = calendarDateOf(reorganisation.on)
  if (calendarDateAt(app.clock()) < on) return
  const all = await app.db.unitCarry.count({ where: { reorganisationId: id } })
  for (;;) {
    const carries = await app.db.unitCarry.findMany({
      where: { reorganisationId: id, carriedAt: null },
      orderBy: { fromUnitId: 'asc' },
      take: group,
    })
    if (carries.length === 0) break
    const whole = carries.flatMap(({ fromUnitId, toUnitId }) =>
      toUnitId === null ? [] : [{ from: fromUnitId, to: toUnitId }],
    )
    if (whole.length > 0) await carryWhole(app, { on, routes: whole })
    for (const { fromUnitId, toUnitId, hamlets } of carries) {
      if (toUnitId === null) await carryHamlets(app, { on, from: fromUnitId, hamlets })
    }
    await markDone(app, { id, on, whole, units: carries.map(({ fromUnitId }) => fromUnitId) })
    progress?.(
      await app.db.unitCarry.count({ where: { reorganisationId: id, carriedAt: { not: null } } }),
      all,
    )
  }
  await finishIfDecided(app, id)
}

async function inBatches(app: App, carry: (tx: Parameters<typeof carryAddresses>[0]) => Promise<number>) {
  while ((await app.db.$transaction(carry, { timeout: 120_000 })) > 0);
}

async function carryWhole(app: App, carrying: Carrying): Promise<void> {
  await inBatches(app, (tx) => carryAddresses(tx, carrying, batch))
  await inBatches(app, (tx) => carryStatuses(tx, carrying, { limit: batch, split: false }))
}

const hamletsSchema = z.record(z.string(), z.number())

/** Of a split, those whose address names a hamlet that the decree assigns; the others wait for a person's decision. */
async function carryHamlets(
  app: App,
  { on, from, hamlets }: { readonly on: CalendarDate; readonly from: number; readonly hamlets: unknown },
): Promise<void> {
  for (const [hamlet, to] of Object.entries(hamletsSchema.parse(hamlets ?? {}))) {
    const carrying = { on, routes: [{ from, to }], hamlet }
    await inBatches(app, (tx) => carryAddresses(tx, carrying, batch))
    await carryFollowers(app, carrying)
  }
}

/** What belongs to people whose addresses were carried out of a split unit. */
export async function carryFollowers(
  app: App,
  { on, routes }: Pick<Carrying, 'on' | 'routes'>,
): Promise<void> {
  await inBatches(app, (tx) => carryStatuses(tx, { on, routes }, { limit: batch, split: true }))
  await app.db.$transaction(
    async (tx) => {
      await carryHouseholds(tx, routes, true)
      await carryVisits(tx, routes)
    },
    { timeout: 120_000 },
  )
}

interface Done {
  readonly id: string
  readonly on: CalendarDate
  readonly whole: readonly Route[]
  readonly units: readonly number[]
}

async function markDone(app: App, { id, on, whole, units }: Done): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(
    async (tx) => {
      const households = await carryHouseholds(tx, whole, false)
      await carryVisits(tx, whole)
      const officers = await carryOfficers(tx, { on, routes: whole })
      await tx.$executeRaw`
        UPDATE "UnitCarry" c SET "carriedAt" = ${instantAt(at)}, "addresses" = (
          SELECT count(*)::int FROM "Address" a WHERE a."unitId" = c."fromUnitId" AND a."validTo" = r."on")
        FROM "UnitReorganisation" r
        WHERE c."reorganisationId" = ${id}::uuid AND r."id" = c."reorganisationId" AND c."fromUnitId" = ANY(${[...units]})
          -- Of a whole unit nobody is left: another run may hold a part of it at this moment.
          AND (c."toUnitId" IS NULL OR NOT EXISTS (
            SELECT FROM "Address" a WHERE a."unitId" = c."fromUnitId" AND (a."validTo" IS NULL OR a."validTo" > r."on")))`
      const details = { units: units.length, households, officers }
      const subject = { subjectKind: 'unit reorganisation', subjectId: id }
      await audit(tx, { actor: systemActor, at, action: 'unit.carry', ...subject, details })
    },
    { timeout: 120_000 },
  )
}

/** A reorganisation is finished when no address runs in a unit that it ended. */
export async function finishIfDecided(app: App, id: string): Promise<void> {
  await app.db.$executeRaw`
    UPDATE "UnitReorganisation" r SET "finishedAt" = ${instantAt(app.clock())}
    WHERE r."id" = ${id}::uuid AND r."finishedAt" IS NULL
      AND NOT EXISTS (SELECT FROM "UnitCarry" c WHERE c."reorganisationId" = r."id" AND c."carriedAt" IS NULL)
      AND NOT EXISTS (
        SELECT FROM "UnitCarry" c JOIN "AdministrativeUnit" u ON u."id" = c."fromUnitId" AND u."validTo" <= r."on"
        JOIN "Address" a ON a."unitId" = u."id" AND (a."validTo" IS NULL OR a."validTo" > r."on")
        WHERE c."reorganisationId" = r."id")`
}
