import type { Action } from '../../../core/access/actions.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand, reachOf } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** A centre that keeps blanks, as minutes name it. */
export interface Store {
  readonly code: string
  readonly name: string
  readonly unitCode: string
}

export const placeOf = ({ code, name }: Store) => ({ code, name })

export async function storeAt(tx: Transaction, code: string): Promise<Store> {
  const store = await tx.centre.findUnique({
    where: { code },
    select: { code: true, name: true, unitCode: true },
  })
  if (!store) throw new NotFound('store')
  return store
}

/** The store, for an officer whose role reaches it. */
export async function openStore(
  app: App,
  actor: Actor,
  { code, action }: { readonly code: string; readonly action: Action },
): Promise<Store> {
  demand(actor, action)
  const store = await storeAt(app.db, code)
  await authorise(app, actor, action, store.unitCode)
  return store
}

/** Codes of the stores that an officer's role reaches; null when it is all of them. */
export async function storesOf(app: App, actor: Actor, action: Action): Promise<readonly string[] | null> {
  const units = await reachOf(app, actor, action)
  if (units === null) return null
  const centres = await app.db.centre.findMany({
    where: { unitCode: { in: [...units] } },
    select: { code: true },
  })
  return centres.map(({ code }) => code)
}

/** A production station in service and its store, for an officer whose role reaches it. */
export async function openStationStore(
  app: App,
  actor: Actor,
  { stationId, action }: { readonly stationId: string; readonly action: Action },
): Promise<{ readonly stationId: string; readonly stationName: string; readonly store: Store }> {
  demand(actor, action)
  const station = await app.db.machine.findFirst({
    where: { id: recordId(stationId, 'station'), kind: 'STATION' },
    select: { id: true, number: true, centre: { select: { code: true, name: true, unitCode: true } } },
  })
  if (!station) throw new NotFound('station')
  await authorise(app, actor, action, station.centre.unitCode)
  const { id, number, centre } = station
  return { stationId: id, stationName: `Trạm in số ${number ?? '–'} (${centre.code})`, store: centre }
}

/**
 * Locks a station's stock: claims, issues, returns and counts at one station happen one after the other. A statement that follows sees what
 * the one before has done.
 */
export async function lockStation(tx: Transaction, stationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Machine" WHERE "id" = ${stationId}::uuid FOR NO KEY UPDATE`
}
