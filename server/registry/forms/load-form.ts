import { z } from 'zod'
import { DomainError } from '../../../core/errors.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { type FormValues, recordOfForm } from '../../../core/reconciliation/form-record.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { type UnitsNow, unitsNow } from '../../kernel/units.ts'
import { ChangeUnderWay } from '../corrections.ts'
import { openCaseOfForm } from '../reconciliation/open-case.ts'
import { localityAccepted } from '../reviews/locality-accepted.ts'
import { loadForm } from './collect-forms.ts'
import { loadCorrections } from './load-corrections.ts'
import { loadDeclaration } from './load-declaration.ts'
import { type LoadedForm, type Loading, waitingFor } from './loading.ts'

/** A blocking fault: the form goes back, it does not go into the register. */
export class FormHasFaults extends DomainError<'FORM_HAS_FAULTS'> {
  constructor(count: number) {
    super(
      'FORM_HAS_FAULTS',
      {
        vi: 'Phiếu còn thiếu hoặc sai thông tin bắt buộc, chưa nạp được.',
        en: 'Required items of the form are missing or wrong; it cannot be loaded.',
      },
      { count },
    )
  }
}

/** The gate: phúc tra of the locality has not passed. */
export class LocalityNotAccepted extends DomainError<'LOCALITY_NOT_ACCEPTED'> {
  constructor(unitCode: string) {
    super(
      'LOCALITY_NOT_ACCEPTED',
      {
        vi: 'Địa bàn chưa đạt phúc tra, chưa được nạp phiếu. Hãy hoàn thành phúc tra hoặc trình lãnh đạo quyết định.',
        en: 'The locality has not passed its review; its forms cannot be loaded yet.',
      },
      { unitCode },
    )
  }
}

const storedFaults = z.array(z.object({ severity: z.enum(['BLOCKING', 'WARNING']) }))

/**
 * Loads a transmitted form of a locality that passed its review. Nothing of the register is overwritten: what contradicts
 * it, and somebody who may be registered already, waits in a conflict case; a form that waits answers with its case again.
 */
export async function loadFormIntoRegister(
  app: App,
  actor: Actor,
  input: { readonly serial: string },
): Promise<LoadedForm> {
  const { unitCode } = await loadForm(app.db, input.serial)
  await authorise(app, actor, 'form.load', unitCode)
  return loadTransmitted(app, actor, input.serial)
}

/** Loads one form for an officer who has been authorised for its unit. */
export async function loadTransmitted(app: App, actor: Actor, serial: string): Promise<LoadedForm> {
  const units = await unitsNow(app)
  const at = app.clock()
  const loaded = app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Form" WHERE "serial" = ${parseFormSerial(serial)} FOR UPDATE`
    const form = await loadForm(tx, serial)
    const waiting = form.status === 'TRANSMITTED' ? await openCaseOfForm(tx, form.serial) : null
    if (waiting) return waitingFor(waiting.id, waiting.residentId)
    await refuseUnlessLoadable(tx, form)
    const loading = loadingOf(form, { actor, at, units })
    const load = form.kind === 'DC02' ? loadCorrections : loadDeclaration
    const answer = await load(tx, loading)
    await audit(tx, auditOf(loading, answer))
    return answer
  })
  return loaded.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ChangeUnderWay() : error
  })
}

type StoredForm = Awaited<ReturnType<typeof loadForm>>

/** A stored form with its answers in the registry's words. */
export function loadingOf(
  form: StoredForm,
  by: { readonly actor: Actor; readonly at: number; readonly units: UnitsNow },
): Loading {
  const answers = (form.answers ?? {}) as unknown as FormValues
  return { form, answers, record: recordOfForm(answers), ...by }
}

async function refuseUnlessLoadable(tx: Transaction, form: StoredForm): Promise<void> {
  if (!nextState(collectionFormLifecycle, form.status, 'load')) {
    throw new TransitionRefused(collectionFormLifecycle.name, form.status, 'load')
  }
  const faults = storedFaults.parse(form.faults ?? [])
  const blocking = faults.filter(({ severity }) => severity === 'BLOCKING').length
  if (blocking > 0) throw new FormHasFaults(blocking)
  if (!(await localityAccepted(tx, { unitCode: form.unitCode, formKind: form.kind }))) {
    throw new LocalityNotAccepted(form.unitCode)
  }
}

function auditOf({ form, actor, at }: Loading, answer: LoadedForm) {
  const { outcome, conflictId, changeId, filled } = answer
  return {
    actor,
    at,
    action: outcome === 'WAITING' ? 'form.wait' : 'form.load',
    subjectKind: 'form',
    subjectId: form.serial,
    details: { conflict: conflictId, change: changeId, filled: filled.join(' ') },
  }
}
