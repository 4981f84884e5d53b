import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { unitsOf } from '../../../kernel/authorise.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { loadInquiry } from './load-inquiry.ts'

/** An inquiry that the officer's unit asks or is asked; anybody else's looks like none. Answers its id. */
export async function readInquiry(app: App, actor: Actor, input: { readonly id: string }): Promise<string> {
  const { id, fromUnitCode, toUnitCode } = await loadInquiry(app.db, input.id)
  if (!(await mayAt(app, actor, toUnitCode)) && !(await mayAt(app, actor, fromUnitCode))) {
    throw new NotFound('residence inquiry')
  }
  return id
}

/** Whether the officer handles inquiries of this unit. */
export async function mayAt(app: App, actor: Actor, unitCode: string): Promise<boolean> {
  if (actor.kind !== 'officer') return false
  const units = await unitsNow(app)
  return unitsOf(actor, 'inquiry.answer').some((held) => units.isWithin(unitCode, held))
}
