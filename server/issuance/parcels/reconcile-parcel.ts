import { DomainError } from '../../../core/errors.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import type { LockedParcel } from '../../production/dispatch/parcel-row.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { bothSignatures, parcelMinutes } from './parcel-minutes.ts'
import { parcelToOpen } from './parcel-to-open.ts'

/** Cards of the case are neither found, sent back nor written off. */
export class ParcelNotSettled extends DomainError<'PARCEL_NOT_SETTLED'> {
  constructor(left: number) {
    super(
      'PARCEL_NOT_SETTLED',
      {
        vi: `Còn ${left} thẻ chưa giải quyết: quét thẻ tìm thấy, trả thẻ lạ về xưởng; thẻ mất và thẻ hỏng do trưởng xưởng quyết định.`,
        en: `${left} cards are not settled: scan those that were found, send back foreign ones; the supervisor at the factory decides on missing and damaged ones.`,
      },
      { left },
    )
  }
}

export class ConclusionNeeded extends DomainError<'CONCLUSION_NEEDED'> {
  constructor() {
    super('CONCLUSION_NEEDED', {
      vi: 'Hãy ghi kết luận của vụ việc, từ 10 đến 500 ký tự, không nêu tên công dân.',
      en: 'Write what the case came to, in 10 to 500 characters, without anybody’s name.',
    })
  }
}

/** Throws {@link ConclusionNeeded}. */
export function conclusionOf(text: string): string {
  const conclusion = text.trim()
  if (conclusion.length < 10 || conclusion.length > 500) throw new ConclusionNeeded()
  return conclusion
}

/** A case ends well: every card was found or sent back. The record of how is signed by whoever closes it. */
export async function reconcileParcel(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly conclusion: string },
): Promise<Movable> {
  demand(actor, 'card.receive')
  const conclusion = conclusionOf(input.conclusion)
  return app.db.$transaction(async (tx) => {
    const parcel = await parcelToOpen(tx, app, { actor, id: input.id, states: ['DISPUTED'] })
    return endCase(tx, app, { parcel, actor, conclusion, event: 'reconcile' })
  })
}

interface Ending {
  readonly parcel: LockedParcel
  readonly actor: Actor
  readonly conclusion: string
  readonly event: 'reconcile' | 'writeOff'
}

/** Throws {@link ParcelNotSettled}. */
export async function endCase(
  tx: Transaction,
  app: App,
  { parcel, actor, conclusion, event }: Ending,
): Promise<Movable> {
  const at = app.clock()
  const left = await tx.parcelItem.count({
    where: { parcelId: parcel.id, finding: { not: null }, settled: null },
  })
  if (left > 0) throw new ParcelNotSettled(left)
  const closedBy = officerIdOf(actor)
  await audit(tx, {
    actor,
    at,
    action: 'parcel.settle',
    subjectKind: 'parcel',
    subjectId: parcel.id,
    details: { event },
  })
  const data = { closedAt: instantAt(at), closedBy }
  const closed = await move(tx, parcelLifecycle, parcel, { event, actor, at, data })
  const signatures = bothSignatures(app, parcel, closedBy)
  const { id: settlementId } = await parcelMinutes(tx, app, { parcel, conclusion, signatures })
  await tx.parcel.update({ where: { id: parcel.id }, data: { settlementId } })
  return closed
}
