import { parseFormSerial } from '../../../core/forms/serial.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { loadForm } from '../forms/collect-forms.ts'

/**
 * A stack of blanks was handed out to citizens: the forms of one print run from one serial to another, as they lie. What was
 * handed out before, used or void stays as it is. Answers how many were marked.
 */
export async function handOutForms(
  app: App,
  actor: Actor,
  input: { readonly firstSerial: string; readonly lastSerial: string },
): Promise<number> {
  const at = app.clock()
  const first = await loadForm(app.db, input.firstSerial)
  await authorise(app, actor, 'form.collect', first.unitCode)
  const last = await loadForm(app.db, parseFormSerial(input.lastSerial))
  if (last.printRunId !== first.printRunId || last.serial < first.serial) throw new NotFound('form')
  const { printRunId } = first
  return app.db.$transaction(async (tx) => {
    const fresh = { printRunId, handedOutAt: null, status: 'ISSUED' } as const
    const { count } = await tx.form.updateMany({
      where: { ...fresh, serial: { gte: first.serial, lte: last.serial } },
      data: { handedOutAt: instantAt(at) },
    })
    const subject = { subjectKind: 'print run', subjectId: printRunId }
    if (count > 0) await audit(tx, { actor, at, action: 'form.hand-out', ...subject, details: { count } })
    return count
  })
}
