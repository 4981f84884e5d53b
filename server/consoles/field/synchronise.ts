import { answered, type EntryAnswer, type FieldEntry, waitingOf } from '../../../core/field/outbox.ts'
import { now } from '../clock.ts'
import type { FieldStore } from './field-store.ts'
import {
  fetchVisits,
  LineBroken,
  type LineTrouble,
  sendForms,
  sendVisits,
  whoIsSignedIn,
} from './server-line.ts'

export type SyncOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'otherOfficer'; readonly owner: string }
  | LineTrouble

const visitsAtOnce = 100
const formsAtOnce = 20

/**
 * Sends what waits and takes along the assignments of today. What was not answered keeps waiting; sending twice stores once.
 * The work of one officer is never sent in the name of another. Never throws.
 */
export async function synchronise(store: FieldStore): Promise<SyncOutcome> {
  try {
    const { officerId, name } = await whoIsSignedIn()
    const { owner } = store.current()
    if (owner && owner.officerId !== officerId) return { kind: 'otherOfficer', owner: owner.name }
    const { entries } = store.current()
    for (const batch of batches(waitingOf(entries, 'VISIT'), visitsAtOnce))
      await settle(store, batch, await sendVisits(batch.map(({ report }) => report)))
    for (const batch of batches(waitingOf(entries, 'FORM'), formsAtOnce))
      await settle(store, batch, await sendForms(batch.map(({ form }) => form)))
    const visits = await fetchVisits()
    await store.takeOver({ officerId, name, syncedAt: now() }, visits)
    return { kind: 'done' }
  } catch (error) {
    return error instanceof LineBroken ? error.trouble : { kind: 'outOfOrder' }
  }
}

function batches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}

async function settle(
  store: FieldStore,
  batch: readonly FieldEntry[],
  answers: readonly EntryAnswer[],
): Promise<void> {
  const byId = new Map(answers.map((answer) => [answer.clientId, answer]))
  const settled = batch.flatMap((entry) => {
    const answer = byId.get(entry.id)
    return answer ? [answered(entry, answer, now())] : []
  })
  await store.putEntries(settled)
}
