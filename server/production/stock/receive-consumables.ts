import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { SerialsKnown } from './receive-lot.ts'
import { detailOf } from './record-detail.ts'
import { openStore, placeOf } from './stores.ts'
import { officerIdOf, writeMinutes } from './write-minutes.ts'

/** A ribbon is made for a number of cards. */
export class IllegalCapacity extends DomainError<'ILLEGAL_CAPACITY'> {
  constructor() {
    super('ILLEGAL_CAPACITY', {
      vi: 'Số thẻ in được của một cuộn phải từ 1 đến 100.000.',
      en: 'A ribbon or laminate is made for 1 to 100,000 cards.',
    })
  }
}

export interface ConsumableReceipt {
  readonly storeCode: string
  readonly kind: 'RIBBON' | 'LAMINATE'
  /** What the printer calls it: YMCKO, YMCKOK … */
  readonly model: string
  /** Cards each is made for. */
  readonly capacity: number
  readonly serials: readonly string[]
  readonly supplier: string
  readonly deliveryNote: string
  readonly deliveredBy: string
}

/** Takes ribbons or laminates into a store, one row a piece. */
export async function receiveConsumables(
  app: App,
  actor: Actor,
  input: ConsumableReceipt,
): Promise<{ readonly count: number; readonly minutesId: string }> {
  const store = await openStore(app, actor, { code: input.storeCode, action: 'stock.keep' })
  const officerId = officerIdOf(actor)
  const { kind, capacity } = input
  const serials = [...new Set(input.serials.map((serial) => detailOf(serial, 'serial', 40)))]
  if (serials.length === 0 || serials.length > mostCardsInMinutes) throw new TooManyForMinutes()
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > 100_000) throw new IllegalCapacity()
  const model = detailOf(input.model, 'model')
  const supplier = detailOf(input.supplier, 'supplier')
  const deliveryNote = detailOf(input.deliveryNote, 'deliveryNote')
  const deliveredBy = detailOf(input.deliveredBy, 'deliveredBy')
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const known = await tx.consumable.findMany({
      where: { serial: { in: serials } },
      select: { serial: true },
      orderBy: { serial: 'asc' },
    })
    if (known.length > 0) {
      const [first, last] = [known[0]?.serial ?? '', known.at(-1)?.serial ?? '']
      throw new SerialsKnown({ first, last, count: known.length })
    }
    const piece = { kind, model, lot: deliveryNote, capacity, left: capacity, storeCode: store.code }
    await tx.consumable.createMany({
      data: serials.map((serial) => ({ serial, ...piece, at: instantAt(at) })),
    })
    await audit(tx, {
      actor,
      at,
      action: 'stock.receive',
      subjectKind: 'store',
      subjectId: store.code,
      details: { kind, count: serials.length },
    })
    const { id: minutesId } = await writeMinutes(tx, app, {
      centre: store.code,
      body: {
        kind: 'RECEIPT',
        store: placeOf(store),
        goods: kind === 'RIBBON' ? 'RIBBONS' : 'LAMINATES',
        range: null,
        pieces: serials.map((serial) => ({ serial, model, capacity })),
        chipSerials: 0,
        supplier,
        deliveryNote,
        deliveredBy,
      },
      signatures: [{ officerId, part: 'KEEPER', at: instantAt(at) }],
    })
    return { count: serials.length, minutesId }
  })
}
