import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, unitsOf } from '../../kernel/authorise.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { unitsNow } from '../../kernel/units.ts'
import { DrawerCounted, EarlierDayOpen } from './refusals.ts'

/** Money is taken and signed for by persons. */
export function officerOf(actor: Actor): Extract<Actor, { kind: 'officer' }> {
  if (actor.kind !== 'officer') throw new NotAllowed()
  return actor
}

/** The unit at which an officer takes cash for files of a unit: theirs, the nearest where they have several. */
export async function drawerUnit(app: App, actor: Actor, unitCode: string): Promise<string> {
  const officer = officerOf(actor)
  const units = await unitsNow(app)
  const over = unitsOf(officer, 'fee.take').filter((held) => units.isWithin(unitCode, held))
  const nearest = over.find((one) => over.every((other) => units.isWithin(one, other)))
  if (nearest === undefined) throw new NotAllowed()
  return nearest
}

export interface Drawer {
  readonly officerId: string
  readonly unitCode: string
}

/**
 * The officer's cash of today, opened with its first use, and locked until the transaction ends. Throws {@link EarlierDayOpen},
 * {@link DrawerCounted}.
 */
export async function openDrawer(tx: Transaction, app: App, drawer: Drawer): Promise<string> {
  const day = dateOf(calendarDateAt(app.clock()))
  const { officerId, unitCode } = drawer
  const earlier = await tx.cashDay.findFirst({
    where: { officerId, status: 'OPEN', day: { lt: day } },
    orderBy: { day: 'asc' },
  })
  if (earlier) throw new EarlierDayOpen(calendarDateOf(earlier.day))
  await tx.cashDay.createMany({ data: [{ officerId, unitCode, day }], skipDuplicates: true })
  const today = await tx.cashDay.findUniqueOrThrow({
    where: { officerId_unitCode_day: { officerId, unitCode, day } },
  })
  const [held] = await tx.$queryRaw<{ status: string }[]>`
    SELECT "status" FROM "CashDay" WHERE "id" = ${today.id}::uuid FOR UPDATE`
  if (held?.status !== 'OPEN') throw new DrawerCounted()
  return today.id
}

/** What should lie in a drawer: what was taken less what was given back. */
export async function expectedCash(tx: Transaction, cashDayId: string): Promise<number> {
  const [taken, given] = await Promise.all([
    tx.paymentReceipt.aggregate({ where: { cashDayId }, _sum: { amount: true } }),
    tx.refund.aggregate({ where: { cashDayId, status: 'CONFIRMED' }, _sum: { amount: true } }),
  ])
  return (taken._sum.amount ?? 0) - (given._sum.amount ?? 0)
}

/** A drawer for an officer whose role reaches its unit. */
export async function reachCashDay(
  app: App,
  actor: Actor,
  { id, action }: { readonly id: string; readonly action: Action },
): Promise<void> {
  const drawer = await app.db.cashDay.findUnique({
    where: { id: recordId(id, 'cash day') },
    select: { unitCode: true },
  })
  if (!drawer) throw new NotFound('cash day')
  await authorise(app, actor, action, drawer.unitCode)
}

/** The drawer, locked: nothing goes in or out until the transaction ends. */
export async function lockedCashDay(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "CashDay" WHERE "id" = ${id}::uuid FOR UPDATE`
  const drawer = await tx.cashDay.findUniqueOrThrow({ where: { id } })
  return { ...drawer, key: id }
}
