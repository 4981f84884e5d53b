import { type SignedStep, signedSteps } from '../../../core/forms/collection.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { archivePlaceOf } from '../scanning-office/archive-place.ts'

/** A form as scanned or typed at a desk. */
export async function loadForm(tx: Transaction, serial: string) {
  const form = await tx.form.findUnique({ where: { serial: parseFormSerial(serial) } })
  if (!form) throw new NotFound('form')
  return { ...form, key: form.serial }
}

export interface FormSteps {
  /** A stack goes through together, or not at all. */
  readonly serials: readonly string[]
  readonly step: SignedStep
  /** Shelf and box, where the step is the scan. */
  readonly archivePlace?: string
}

/** An officer signs one step of a stack of forms. */
export async function collectForms(
  app: App,
  actor: Actor,
  { serials, step, archivePlace }: FormSteps,
): Promise<number> {
  const at = app.clock()
  const place = archivePlace === undefined ? null : archivePlaceOf(archivePlace)
  await app.db.$transaction(async (tx) => {
    for (const serial of serials) {
      const form = await loadForm(tx, serial)
      await authorise(app, actor, signedSteps[step], form.unitCode)
      const data = {
        ...(step === 'collect' && { collectorId: actor.id }),
        ...(step === 'scan' && { archivePlace: place }),
      }
      await move(tx, collectionFormLifecycle, form, { event: step, actor, at, data })
    }
  })
  return serials.length
}
