import { DomainError } from '../../../core/errors.ts'
import type { Transaction } from '../../kernel/db.ts'
import { statesHoldingBlank } from '../print-job-row.ts'
import { BlanksNotThere } from './lose-blanks.ts'
import { lockStation } from './stores.ts'

/** A blank that a station has in its machine is not at anybody's hand. */
export class BlankInMachine extends DomainError<'BLANK_IN_MACHINE'> {
  constructor(serial: string) {
    super(
      'BLANK_IN_MACHINE',
      {
        vi: `Phôi ${serial} đang được trạm in dùng hoặc chưa rõ kết quả. Hãy xử lý lệnh in của phôi này trước.`,
        en: `Blank ${serial} is in a station’s work, or its outcome is unknown. Settle its print job first.`,
      },
      { serial },
    )
  }
}

interface Demanded {
  readonly serials: readonly string[]
  readonly storeCode: string
  readonly states: readonly string[]
}

/**
 * The blanks are all of this store or its floor, in one of these states, and none is in a station's work. Throws {@link BlanksNotThere},
 * naming the first that is amiss, or {@link BlankInMachine}. Their stations claim nothing until the transaction ends.
 */
export async function demandBlanks(tx: Transaction, { serials, storeCode, states }: Demanded): Promise<void> {
  const where = { serial: { in: [...serials] }, storeCode, status: { in: [...states] } }
  const held = await tx.blankCard.groupBy({ by: ['stationId'], where })
  // In the order of their ids, so that two of these never wait for each other.
  for (const stationId of held.map((one) => one.stationId ?? '').toSorted())
    if (stationId !== '') await lockStation(tx, stationId)
  // Locked, so that what is true of them now stays so: of two who move the same blanks the second finds them gone.
  const there = await tx.$queryRaw<{ serial: string }[]>`
    SELECT "serial" FROM "BlankCard"
    WHERE "serial" = ANY(${[...serials]}) AND "storeCode" = ${storeCode} AND "status" = ANY(${[...states]})
    ORDER BY "serial" FOR UPDATE`
  if (there.length !== serials.length) {
    const found = new Set(there.map(({ serial }) => serial))
    const firstAmiss = serials.find((serial) => !found.has(serial)) ?? null
    throw new BlanksNotThere({ asked: serials.length, there: there.length, firstAmiss })
  }
  const job = await tx.printJob.findFirst({
    where: { blankSerial: { in: [...serials] }, status: { in: [...statesHoldingBlank] } },
    select: { blankSerial: true },
  })
  if (job) throw new BlankInMachine(job.blankSerial ?? '')
}
