import { conflictKindsBetween } from '../../../core/reconciliation/compare.ts'
import type { ConflictKind } from '../../../core/reconciliation/sources.ts'
import type { Transaction } from '../../kernel/db.ts'
import { fillGaps } from '../fill-gaps.ts'
import { findSamePerson } from '../find-same-person.ts'
import { createPerson } from '../person-records.ts'
import { readPerson } from '../read-person.ts'
import { inquireElsewhere } from '../reconciliation/inquiries/open-inquiry.ts'
import { openCase } from '../reconciliation/open-case.ts'
import { finishForm, type LoadedForm, type Loading, waitingFor } from './loading.ts'

/**
 * DC01: a known number is matched, somebody without one gets a record of their own. What contradicts the register, and
 * somebody who may be there already, waits in a conflict case.
 */
export async function loadDeclaration(tx: Transaction, loading: Loading): Promise<LoadedForm> {
  const { record } = loading
  const holder =
    record.number === null
      ? null
      : await tx.identityNumber.findUnique({ where: { number: record.number }, select: { residentId: true } })
  if (holder) return matchHolder(tx, loading, holder.residentId)
  const same = await findSamePerson(tx, record)
  // A number that nobody holds or held is no number to enter by: where it comes from must be found out.
  if (record.number !== null) return waitForDecision(tx, loading, { kinds: ['NUMBER'], residentId: same })
  if (same) return waitForDecision(tx, loading, { kinds: ['DUPLICATE_PERSON'], residentId: same })
  return registerFromForm(tx, loading)
}

async function matchHolder(tx: Transaction, loading: Loading, residentId: string): Promise<LoadedForm> {
  const person = await readPerson(tx, residentId, loading.units.today)
  const kinds = conflictKindsBetween(loading.record.values, person.values)
  // Nobody fills in a form after their death: the number, or the death, is somebody else's.
  if (person.deceased)
    return waitForDecision(tx, loading, { kinds: ['NUMBER_OF_ANOTHER', ...kinds], residentId })
  return kinds.length > 0
    ? waitForDecision(tx, loading, { kinds, residentId })
    : linkForm(tx, loading, residentId)
}

/** The form stays as it is; its case holds what form and register say. */
export async function waitForDecision(
  tx: Transaction,
  loading: Loading,
  { kinds, residentId }: { readonly kinds: readonly ConflictKind[]; readonly residentId: string | null },
): Promise<LoadedForm> {
  const { form, actor, at, units, record } = loading
  const register = residentId === null ? null : await readPerson(tx, residentId, units.today)
  const opened = {
    origin: 'FORM' as const,
    unitCode: form.unitCode,
    kinds: [...new Set(kinds)],
    residentId,
    formSerial: form.serial,
    openedById: actor.id,
    values: { FORM: record.values, ...(register && { REGISTER: register.values }) },
  }
  return waitingFor(await openCase(tx, opened, at), residentId)
}

/**
 * The form is this person's: what the register lacks is added, nothing is overwritten. A record that another unit keeps is
 * not touched: its police are asked.
 */
export async function linkForm(tx: Transaction, loading: Loading, residentId: string): Promise<LoadedForm> {
  const { form, actor, at, units, record } = loading
  const person = await readPerson(tx, residentId, units.today)
  const kept = person.unitCode
  const keptHere = kept === '' || units.isWithin(kept, form.unitCode) || units.isWithin(form.unitCode, kept)
  const { filled, changeId } = keptHere
    ? await fillGaps(tx, { person, record, actor, at, serial: form.serial })
    : { filled: [], changeId: null }
  const inquiryId = await inquireElsewhere(tx, { loading, residentId, permanentUnit: person.unitCode })
  await finishForm(tx, loading, residentId)
  return { outcome: 'LOADED', residentId, conflictId: null, changeId, inquiryId, filled }
}

/** Somebody new, by what the form says. */
export async function registerFromForm(tx: Transaction, loading: Loading): Promise<LoadedForm> {
  const { form, units, record } = loading
  const made = await createPerson(tx, { record, unitCode: form.unitCode, units, reference: form.serial })
  const { residentId, permanentElsewhere } = made
  const inquiryId = await inquireElsewhere(tx, { loading, residentId, permanentUnit: permanentElsewhere })
  await finishForm(tx, loading, residentId)
  return { outcome: 'LOADED', residentId, conflictId: null, changeId: null, inquiryId, filled: [] }
}
