import { DomainError } from '../../../core/errors.ts'
import { consumableLifecycle } from '../../../core/lifecycle/blank-card.ts'
import type { ConsumableFault } from '../../../core/production/consumable-faults.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { requireOpenShift } from './shifts/open-shift-of.ts'
import { openStationStore, openStore } from './stores.ts'

/** More is left on it than it ever held, or less than nothing. */
export class IllegalRemainder extends DomainError<'ILLEGAL_REMAINDER'> {
  constructor() {
    super('ILLEGAL_REMAINDER', {
      vi: 'Số thẻ còn in được không hợp lệ: phải từ 0 đến dung lượng của cuộn.',
      en: 'What is left must lie between 0 and what it was made for.',
    })
  }
}

/** Ribbons go to a station of the store that they lie in. */
export class OtherStore extends DomainError<'OTHER_STORE'> {
  constructor() {
    super('OTHER_STORE', {
      vi: 'Cuộn này thuộc kho khác với kho của trạm in.',
      en: 'It lies in another store than the station’s.',
    })
  }
}

export type ConsumableMove = { readonly serial: string } & (
  | { readonly event: 'issue'; readonly stationId: string }
  /** `remainder`: cards that it still makes. */
  | { readonly event: 'giveBack'; readonly remainder: number }
  | { readonly event: 'useUp' }
  | { readonly event: 'spoil'; readonly reason: ConsumableFault }
)

/** A ribbon or laminate goes to a station and its shift, comes back, is used up or spoiled. */
export async function moveConsumable(app: App, actor: Actor, input: ConsumableMove): Promise<void> {
  const { event, serial } = input
  const action = event === 'issue' || event === 'giveBack' ? 'stock.keep' : 'stock.spoil'
  demand(actor, action)
  const found = await app.db.consumable.findUnique({ where: { serial: serial.trim() } })
  if (!found) throw new NotFound('consumable')
  const store = await openStore(app, actor, { code: found.storeCode ?? '', action })
  if (input.event === 'issue') {
    const station = await openStationStore(app, actor, { stationId: input.stationId, action })
    if (station.store.code !== store.code) throw new OtherStore()
  }
  if (input.event === 'giveBack') {
    const { remainder } = input
    if (!Number.isInteger(remainder) || remainder < 0 || remainder > found.capacity)
      throw new IllegalRemainder()
  }
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const changes = await changesOf(tx, app, input)
    const reason = input.event === 'spoil' ? input.reason : undefined
    await move(
      tx,
      consumableLifecycle,
      { ...found, key: found.id },
      { event, actor, at, ...(reason && { reason }), data: { ...changes, at: instantAt(at) } },
    )
    await audit(tx, {
      actor,
      at,
      action: `consumable.${event}`,
      subjectKind: 'consumable',
      subjectId: found.id,
      details: { kind: found.kind, ...(reason && { reason }) },
    })
  })
}

async function changesOf(tx: Transaction, app: App, input: ConsumableMove) {
  switch (input.event) {
    case 'issue':
      return {
        stationId: input.stationId,
        shiftId: await requireOpenShift(tx, app, input.stationId),
      }
    case 'giveBack':
      return { stationId: null, left: input.remainder }
    case 'useUp':
      return { left: 0 }
    case 'spoil':
      return {}
  }
}
