import type { Transaction } from '../../kernel/db.ts'
import { nextNumber } from '../../kernel/next-number.ts'

/** G, year and a number that counts on. */
export async function nextTransferNumber(tx: Transaction, at: number): Promise<string> {
  const { year, number } = await nextNumber(tx, { kind: 'TRANSFER', at })
  return `G${year}-${String(number).padStart(5, '0')}`
}
