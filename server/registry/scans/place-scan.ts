import type { Form, FormScan } from '../../../prisma/client/client.ts'
import type { ScanFault } from '../../../core/forms/scan/faults.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import type { UnitsNow } from '../../kernel/units.ts'

export interface Placing {
  readonly scan: FormScan
  readonly serial: string
  /** In whose name the form is scanned. */
  readonly actor: Actor
  readonly at: number
  /** Read before the transaction began. */
  readonly units: UnitsNow
}

/**
 * Gives a page to its form: the form becomes SCANNED, or stays so and the earlier scan is superseded. Answers the form,
 * or why it does not take the page; nothing is changed then.
 */
export async function placeScan(
  tx: Transaction,
  { scan, serial, actor, at, units }: Placing,
): Promise<Form | ScanFault> {
  await tx.$queryRaw`SELECT 1 FROM "Form" WHERE "serial" = ${serial} FOR UPDATE`
  const form = await tx.form.findUnique({ where: { serial }, include: { transfer: true } })
  if (!form) return 'UNKNOWN_FORM'
  const office = form.transfer?.receivedAt ? form.transfer.toUnitCode : null
  if (office !== null && !units.isWithin(office, scan.unitCode)) return 'OTHER_OFFICE'
  const place = scan.archivePlace === null ? {} : { archivePlace: scan.archivePlace }
  if (form.status === 'RECEIVED') {
    const record = { ...form, key: form.serial }
    await move(tx, collectionFormLifecycle, record, { event: 'scan', actor, at, data: place })
  } else if (form.status === 'SCANNED') {
    await tx.form.update({ where: { serial }, data: place })
  } else {
    return 'WRONG_STATE'
  }
  // Two pages of one form may be read in another order than they were scanned in: the later one stays.
  const ofForm = { formSerial: serial, superseded: false }
  const later = await tx.formScan.count({ where: { ...ofForm, scannedAt: { gt: scan.scannedAt } } })
  if (later === 0) await tx.formScan.updateMany({ where: ofForm, data: { superseded: true } })
  const found = { formSerial: serial, fault: null, superseded: later > 0 }
  await tx.formScan.update({ where: { id: scan.id }, data: found })
  return form
}
