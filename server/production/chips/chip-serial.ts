import { chipSerialOf } from '../../../core/contracts/chip-order.ts'
import type { Transaction } from '../../kernel/db.ts'

/** The number of the chip in a blank: as its maker told it with the lot, or else the blank's own. */
export async function chipSerialOfBlank(db: Transaction, blankSerial: string): Promise<string> {
  const blank = await db.blankCard.findUnique({
    where: { serial: blankSerial },
    select: { chipSerial: true },
  })
  return blank?.chipSerial ?? chipSerialOf(blankSerial)
}
