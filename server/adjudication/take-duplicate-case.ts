import { duplicateCaseLifecycle } from '../../core/lifecycle/duplicate-case.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import { unitsNow } from '../kernel/units.ts'
import { move } from '../kernel/transition.ts'
import { auditCase, caseForAct, holderOf, roundOf } from './load-case.ts'
import { CaseHeld, refuseBarred } from './who-may-judge.ts'

/**
 * An officer takes a case to judge it in the round that it waits for, and holds it alone: nobody takes what another holds
 * until it is given back or the lease is over. Who had a hand in one of its files, or judged it before, may not.
 */
export async function takeDuplicateCase(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly version: number },
): Promise<void> {
  const at = app.clock()
  await unitsNow(app)
  await app.db.$transaction(async (tx) => {
    const found = await caseForAct(tx, app, { ...input, actor, action: 'duplicate-case.judge' })
    refuseBarred(found, actor)
    const holder = holderOf(found, at)
    if (holder !== null && holder !== actor.id) throw new CaseHeld()
    const data = { takenBy: actor.id, takenAt: instantAt(at), waitReason: null, waitUntil: null }
    await move(tx, duplicateCaseLifecycle, found, { event: 'take', actor, at, data })
    await auditCase(tx, found, { actor, at, act: 'take', details: { round: roundOf(found.status) } })
  })
}
