import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { scanningDays } from '../../../core/forms/collection.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { NotFound, SamePerson } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { NotTheScanningOffice, scanningOfficeOf } from '../scanning-office/scanning-office.ts'
import { loadForm } from './collect-forms.ts'

/** What lies in the parcel is not what the list says. */
export class TransferDiffers extends DomainError<'TRANSFER_DIFFERS'> {
  constructor(missing: number, extra: number) {
    super(
      'TRANSFER_DIFFERS',
      {
        vi: `Số phiếu nhận không khớp biên bản: thiếu ${missing}, thừa ${extra}.`,
        en: `The forms received do not match the list: ${missing} missing, ${extra} too many.`,
      },
      { missing, extra },
    )
  }
}

export interface Sending {
  readonly fromUnitCode: string
  /** The scanning office. */
  readonly toUnitCode: string
  readonly serials: readonly string[]
}

/**
 * Bàn giao phiếu: collected forms leave on a list for the office that scans for their unit. Answers the transfer's id.
 * Throws {@link NotTheScanningOffice}.
 */
export async function sendForms(
  app: App,
  actor: Actor,
  { fromUnitCode, toUnitCode, serials }: Sending,
): Promise<string> {
  await authorise(app, actor, 'form.collect', fromUnitCode)
  const office = await scanningOfficeOf(app, fromUnitCode)
  if (office !== toUnitCode) throw new NotTheScanningOffice(office)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const { id } = await tx.formTransfer.create({
      data: { fromUnitCode, toUnitCode, sentById: actor.id ?? '', sentAt: instantAt(at) },
    })
    for (const serial of serials) {
      const form = await loadForm(tx, serial)
      await authorise(app, actor, 'form.collect', form.unitCode)
      await move(tx, collectionFormLifecycle, form, { event: 'send', actor, at, data: { transferId: id } })
    }
    await audit(tx, {
      actor,
      at,
      action: 'form.send',
      subjectKind: 'form transfer',
      subjectId: id,
      details: { forms: serials.length },
    })
    return id
  })
}

/** The receipt of a transfer, signed by another officer than the sender; it starts the 45 days. */
export async function receiveForms(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly serials: readonly string[] },
): Promise<{ readonly dueOn: string }> {
  const at = app.clock()
  const dueOn = addDays(calendarDateAt(at), scanningDays)
  await app.db.$transaction(async (tx) => {
    const transfer = await tx.formTransfer.findUnique({
      where: { id: recordId(input.id, 'form transfer') },
      include: { forms: { where: { status: 'SENT' } } },
    })
    if (!transfer) throw new NotFound('form transfer')
    await authorise(app, actor, 'form.key', transfer.toUnitCode)
    if (transfer.sentById === actor.id) throw new SamePerson('form.receive')
    const listed = new Set(transfer.forms.map(({ serial }) => serial))
    const scanned = new Set(input.serials)
    const missing = [...listed].filter((serial) => !scanned.has(serial)).length
    const extra = [...scanned].filter((serial) => !listed.has(serial)).length
    if (missing + extra > 0) throw new TransferDiffers(missing, extra)
    for (const form of transfer.forms) {
      await move(tx, collectionFormLifecycle, { ...form, key: form.serial }, { event: 'receive', actor, at })
    }
    const receipt = { receivedById: actor.id, receivedAt: instantAt(at), dueOn: dateOf(dueOn) }
    await tx.formTransfer.update({ where: { id: transfer.id }, data: receipt })
    await audit(tx, {
      actor,
      at,
      action: 'form.receive',
      subjectKind: 'form transfer',
      subjectId: transfer.id,
      details: { forms: listed.size },
    })
  })
  return { dueOn }
}
