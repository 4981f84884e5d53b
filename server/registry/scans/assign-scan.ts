import { DomainError } from '../../../core/errors.ts'
import { type ScanFault, scanFaults } from '../../../core/forms/scan/faults.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { recordId } from '../../kernel/record-id.ts'
import { unitsNow } from '../../kernel/units.ts'
import { placeScan } from './place-scan.ts'

/** The form does not take this page: unknown, not received, keyed already, or of another office. */
export class PageNotForThisForm extends DomainError<'PAGE_NOT_FOR_THIS_FORM'> {
  constructor(fault: ScanFault) {
    super('PAGE_NOT_FOR_THIS_FORM', scanFaults[fault], { fault })
  }
}

/** Somebody has dealt with this page, or the reader has. */
export class PageNotWaiting extends DomainError<'PAGE_NOT_WAITING'> {
  constructor() {
    super('PAGE_NOT_WAITING', {
      vi: 'Trang này không còn chờ xử lý. Hãy tải lại danh sách.',
      en: 'This page waits no longer. Reload the list.',
    })
  }
}

/** A page that waits for a person, locked. */
export async function lockWaiting(tx: Transaction, scanId: string) {
  await tx.$queryRaw`SELECT 1 FROM "FormScan" WHERE "id" = ${scanId}::uuid FOR UPDATE`
  const scan = await tx.formScan.findUniqueOrThrow({ where: { id: scanId } })
  if (scan.fault === null || scan.discardedFor !== null) throw new PageNotWaiting()
  return scan
}

/** A page that an officer may deal with, or NotFound. */
export async function authorisedScan(app: App, actor: Actor, scanId: string) {
  const scan = await app.db.formScan.findUnique({ where: { id: recordId(scanId, 'form scan') } })
  if (!scan) throw new NotFound('form scan')
  await authorise(app, actor, 'form.scan', scan.unitCode)
  return scan
}

/** A person says which form a waiting page belongs to; its boxes are then read as far as the page can be straightened. */
export async function assignScan(
  app: App,
  actor: Actor,
  input: { readonly scanId: string; readonly serial: string },
): Promise<void> {
  const serial = parseFormSerial(input.serial)
  const { id } = await authorisedScan(app, actor, input.scanId)
  const units = await unitsNow(app)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const scan = await lockWaiting(tx, id)
    const placed = await placeScan(tx, { scan, serial, actor, at, units })
    if (typeof placed === 'string') throw new PageNotForThisForm(placed)
    await tx.formScan.update({ where: { id }, data: { readAt: null } })
    await enqueue(tx, 'read-form-page', { scanId: id }, { key: `read-form-page:${id}` })
    const subject = { subjectKind: 'form scan', subjectId: id }
    await audit(tx, {
      actor,
      at,
      action: 'form-scan.assign',
      ...subject,
      details: { serial, fault: scan.fault },
    })
  })
}
