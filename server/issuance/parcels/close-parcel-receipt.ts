import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import type { LockedParcel } from '../../production/dispatch/parcel-row.ts'
import { parcelTimeout } from '../../production/dispatch/send-parcel.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { parcelMinutes } from './parcel-minutes.ts'
import { parcelToOpen } from './parcel-to-open.ts'

export interface ParcelCount {
  readonly id: string
  /** Of a parcel that was taken over whole: numbers of the blanks that were not in it when it was counted. */
  readonly missingSerials?: readonly string[]
}

/**
 * The count is over. Opened card by card, whatever was not scanned is missing. A parcel that is right is RECONCILED; anything missing,
 * foreign or damaged makes it a case with a record: DISPUTED.
 */
export async function closeParcelReceipt(
  app: App,
  actor: Actor,
  input: ParcelCount,
): Promise<{ readonly state: string; readonly findings: number }> {
  demand(actor, 'card.receive')
  return app.db.$transaction(
    async (tx) => {
      const states = ['DISPATCHED', 'RECEIVED']
      const parcel = await parcelToOpen(tx, app, { actor, id: input.id, states })
      await noteMissing(tx, parcel, input.missingSerials ?? [])
      const findings = await tx.parcelItem.count({
        where: { parcelId: parcel.id, finding: { not: null }, settled: null },
      })
      await audit(tx, {
        actor,
        at: app.clock(),
        action: 'parcel.count',
        subjectKind: 'parcel',
        subjectId: parcel.id,
        details: { findings },
      })
      const counted = { tx, app, actor, parcel }
      const { status } = findings === 0 ? await closeRight(counted) : await openCase(counted, findings)
      return { state: status, findings }
    },
    { timeout: parcelTimeout },
  )
}

async function noteMissing(
  tx: Transaction,
  parcel: LockedParcel,
  missingSerials: readonly string[],
): Promise<void> {
  const finding = { finding: 'MISSING', receivedAt: null }
  if (parcel.status === 'DISPATCHED') {
    const where = { parcelId: parcel.id, receivedAt: null, finding: null }
    await tx.parcelItem.updateMany({ where, data: finding })
    return
  }
  const serials = [...new Set(missingSerials.map((serial) => serial.trim().toUpperCase()))]
  const { count } = await tx.parcelItem.updateMany({
    where: { parcelId: parcel.id, finding: null, card: { serial: { in: serials }, status: 'AT_UNIT' } },
    data: finding,
  })
  if (count !== serials.length) throw new NotFound('card')
}

interface Counted {
  readonly tx: Transaction
  readonly app: App
  readonly actor: Actor
  readonly parcel: LockedParcel
}

const receiving = ({ app, actor }: Counted) => ({
  receivedAt: instantAt(app.clock()),
  receivedBy: officerIdOf(actor),
})

async function closeRight(counted: Counted): Promise<Movable> {
  const { tx, app, actor, parcel } = counted
  const at = app.clock()
  const received =
    parcel.status === 'RECEIVED'
      ? parcel
      : await move(tx, parcelLifecycle, parcel, { event: 'receive', actor, at, data: receiving(counted) })
  const data = { closedAt: instantAt(at), closedBy: officerIdOf(actor) }
  return move(tx, parcelLifecycle, received, { event: 'reconcile', actor, at, data })
}

async function openCase(counted: Counted, findings: number): Promise<Movable> {
  const { tx, app, actor, parcel } = counted
  const at = app.clock()
  const disputed = await move(tx, parcelLifecycle, parcel, {
    event: 'dispute',
    actor,
    at,
    data: receiving(counted),
  })
  const { id: minutesId } = await parcelMinutes(tx, app, {
    parcel,
    conclusion: `Có ${findings} thẻ sai lệch. Đơn vị nhận giữ nguyên bao bì, dấu niêm phong; hai bên tìm kiếm, xác minh. Thẻ không tìm thấy sẽ bị hủy hiệu lực và làm lại.`,
    signatures: [{ officerId: officerIdOf(actor), part: 'DECLARER', at: instantAt(at) }],
  })
  await tx.parcel.update({ where: { id: parcel.id }, data: { minutesId } })
  return disputed
}
