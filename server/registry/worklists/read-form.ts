import { parseFormSerial } from '../../../core/forms/serial.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { AccessRefused, NotFound } from '../../kernel/errors.ts'

/** Finds one form by its serial, as typed or scanned, for an officer of its unit. Another unit's form is not found. */
export async function readForm(app: App, actor: Actor, input: { readonly serial: string }): Promise<string> {
  const form = await app.db.form.findUnique({
    where: { serial: parseFormSerial(input.serial) },
    select: { serial: true, unitCode: true },
  })
  if (!form) throw new NotFound('form')
  await authorise(app, actor, 'form.read', form.unitCode).catch((error: unknown) => {
    throw error instanceof AccessRefused && error.code === 'FORBIDDEN' ? new NotFound('form') : error
  })
  return form.serial
}
