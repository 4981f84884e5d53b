import { DomainError } from '../../../core/errors.ts'
import { parseSerialRange, type SerialRange } from '../../../core/production/serial-range.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type ChipOfBlank, readChipSerials } from './chip-serials.ts'
import { detailOf } from './record-detail.ts'
import { openStore, placeOf } from './stores.ts'
import { officerIdOf, writeMinutes } from './write-minutes.ts'

const mostBlanks = 1_000_000

/** More than one delivery holds: most likely a mistyped end of the range. */
export class LotTooLarge extends DomainError<'LOT_TOO_LARGE'> {
  constructor(count: number) {
    super(
      'LOT_TOO_LARGE',
      {
        vi: `Một lô có nhiều nhất ${mostBlanks.toLocaleString('vi-VN')} phôi. Hãy kiểm tra lại số đầu và số cuối.`,
        en: `A lot holds at most ${mostBlanks} blanks. Check first and last serial.`,
      },
      { count, most: mostBlanks },
    )
  }
}

/** Blanks of the range are in the books already: the same delivery twice, or a copied label. */
export class SerialsKnown extends DomainError<'SERIALS_KNOWN'> {
  constructor(known: { readonly first: string; readonly last: string; readonly count: number }) {
    super(
      'SERIALS_KNOWN',
      {
        vi: `Đã có ${known.count} phôi trong dải này (${known.first} đến ${known.last}). Lô chưa được nhập. Hãy đối chiếu nhãn thùng với phiếu giao hàng; nếu nhãn bị trùng thì giữ riêng thùng phôi và báo nhà cung cấp.`,
        en: `${known.count} blanks of this range are known already (${known.first} to ${known.last}). The lot was not taken in. Compare labels and delivery note; keep copied labels apart and tell the supplier.`,
      },
      known,
    )
  }
}

export interface LotReceipt {
  readonly storeCode: string
  readonly firstSerial: string
  readonly lastSerial: string
  readonly supplier: string
  readonly deliveryNote: string
  /** Who brought it, for the record. */
  readonly deliveredBy: string
  /** `serial,chip serial`, one blank a line, with or without a head. */
  readonly chipSerialsCsv?: string | null
}

/** Takes a delivery of blanks into a store. Refused whole: a range that overlaps another, a list of chips that does not fit. */
export async function receiveLot(
  app: App,
  actor: Actor,
  input: LotReceipt,
): Promise<{ readonly id: string; readonly minutesId: string }> {
  const store = await openStore(app, actor, { code: input.storeCode, action: 'stock.keep' })
  const officerId = officerIdOf(actor)
  const range = parseSerialRange(input.firstSerial, input.lastSerial)
  if (range.count > mostBlanks) throw new LotTooLarge(range.count)
  const chips = input.chipSerialsCsv ? readChipSerials(input.chipSerialsCsv, range) : []
  const supplier = detailOf(input.supplier, 'supplier')
  const deliveryNote = detailOf(input.deliveryNote, 'deliveryNote')
  const deliveredBy = detailOf(input.deliveredBy, 'deliveredBy')
  const at = app.clock()
  const receivedAt = instantAt(at)
  const { first, last, count } = range
  return app.db.$transaction(
    async (tx) => {
      const lot = { firstSerial: first, lastSerial: last, count, receivedAt, supplier, deliveryNote }
      const { id } = await insertLot(tx, { range, chips, lot: { ...lot, storeCode: store.code } })
      await audit(tx, {
        actor,
        at,
        action: 'stock.receive',
        subjectKind: 'lot',
        subjectId: id,
        details: { count, chipSerials: chips.length },
      })
      const { id: minutesId } = await writeMinutes(tx, app, {
        centre: store.code,
        body: {
          kind: 'RECEIPT',
          store: placeOf(store),
          goods: 'BLANKS',
          range: { first, last, count },
          pieces: [],
          chipSerials: chips.length,
          supplier,
          deliveryNote,
          deliveredBy,
        },
        signatures: [{ officerId, part: 'KEEPER', at: receivedAt }],
      })
      return { id, minutesId }
    },
    { timeout: 180_000 },
  )
}

/** A chip that another blank has already is not this one's. */
export class ChipSerialKnown extends DomainError<'CHIP_SERIAL_KNOWN'> {
  constructor(count: number) {
    super(
      'CHIP_SERIAL_KNOWN',
      {
        vi: 'Tệp có số chip đã thuộc về phôi khác. Lô chưa được nhập. Hãy đối chiếu tệp với nhà cung cấp.',
        en: 'The file names chips that belong to other blanks already. The lot was not taken in. Check the file with the supplier.',
      },
      { count },
    )
  }
}

interface NewLot {
  readonly range: SerialRange
  readonly chips: readonly ChipOfBlank[]
  readonly lot: {
    readonly firstSerial: string
    readonly lastSerial: string
    readonly count: number
    readonly receivedAt: Date
    readonly supplier: string
    readonly deliveryNote: string
    readonly storeCode: string
  }
}

/** Deliveries are taken in one after the other: two of the same range at once would not see each other. */
async function insertLot(tx: Transaction, { range, chips, lot }: NewLot): Promise<{ readonly id: string }> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext('receive-lot'))`
  const chipSerials = chips.map(({ chipSerial }) => chipSerial)
  await demandNew(tx, range, chipSerials)
  const { id } = await tx.stockLot.create({ data: lot, select: { id: true } })
  const { prefix, digits, from, count } = range
  await tx.$executeRaw`
    INSERT INTO "BlankCard" ("serial", "lotId", "storeCode", "chipSerial")
    SELECT blank.serial, ${id}::uuid, ${lot.storeCode}, listed.chip
    FROM (SELECT ${prefix} || lpad((${from}::bigint + n)::text, ${digits}, '0') AS serial
      FROM generate_series(0, ${count - 1}::int) n) AS blank
    LEFT JOIN unnest(${chips.map(({ serial }) => serial)}::text[], ${chipSerials}::text[]) AS listed(serial, chip)
      USING (serial)`
  return { id }
}

async function demandNew(
  tx: Transaction,
  { prefix, first, last }: SerialRange,
  chipSerials: readonly string[],
): Promise<void> {
  const [known] = await tx.$queryRaw<[{ first: string | null; last: string | null; count: number }]>`
    SELECT min("serial") AS "first", max("serial") AS "last", count(*)::int AS "count" FROM "BlankCard"
    WHERE "serial" BETWEEN ${first} AND ${last} AND length("serial") = ${first.length}
      AND left("serial", ${prefix.length}) = ${prefix}`
  if (known.count > 0)
    throw new SerialsKnown({ first: known.first ?? '', last: known.last ?? '', count: known.count })
  if (chipSerials.length === 0) return
  const [taken] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM "BlankCard" WHERE "chipSerial" = ANY(${[...chipSerials]})`
  if (taken.count > 0) throw new ChipSerialKnown(taken.count)
}
