import { duplicateCaseLifecycle } from '../../core/lifecycle/duplicate-case.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { authorise } from '../kernel/authorise.ts'
import { NotAllowed } from '../kernel/errors.ts'
import { unitsNow } from '../kernel/units.ts'
import { move } from '../kernel/transition.ts'
import { auditCase, caseForAct } from './load-case.ts'
import { CaseHeld, CaseNotTaken } from './who-may-judge.ts'

/** A case goes back to the list unjudged: by who holds it, or by a supervisor of its unit. */
export async function giveBackDuplicateCase(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly version: number },
): Promise<void> {
  const at = app.clock()
  await unitsNow(app)
  await app.db.$transaction(async (tx) => {
    const found = await caseForAct(tx, app, { ...input, actor, action: 'duplicate-case.read' })
    if (found.takenBy === null) throw new CaseNotTaken()
    const own = found.takenBy === actor.id
    if (!own) await refuseUnlessSupervisor(app, actor, found.unitCode)
    const data = { takenBy: null, takenAt: null }
    await move(tx, duplicateCaseLifecycle, found, { event: 'giveBack', actor, at, data })
    await auditCase(tx, found, { actor, at, act: 'give-back', details: { from: found.takenBy } })
  })
}

async function refuseUnlessSupervisor(app: App, actor: Actor, unitCode: string): Promise<void> {
  try {
    await authorise(app, actor, 'duplicate-case.supervise', unitCode)
  } catch (error) {
    throw error instanceof NotAllowed ? new CaseHeld() : error
  }
}
