import { isDeepStrictEqual } from 'node:util'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import type { Card } from '../../prisma/client/client.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'

/** A remake bears the same QR as the card that it replaces: only the number of the blank tells them apart. */
export class SerialNeeded extends DomainError<'SERIAL_NEEDED'> {
  constructor() {
    super('SERIAL_NEEDED', {
      vi: 'Hồ sơ này đã làm lại thẻ nên mã QR không phân biệt được thẻ cũ với thẻ mới. Hãy quét hoặc nhập số phôi của thẻ.',
      en: 'This file’s card was made again, and both bear the same QR. Scan or type the number of the blank.',
    })
  }
}

const longestSerial = 40

/**
 * The card that somebody holds before it is handed over, by its QR or by the number of its blank. Throws NotFound, {@link SerialNeeded},
 * IllegalCardQr.
 */
export async function cardByScan(tx: Transaction, scan: string): Promise<Card> {
  const text = scan.trim()
  if (text.length <= longestSerial && !text.includes('|')) {
    const card = await tx.card.findUnique({ where: { serial: text.toUpperCase() } })
    if (!card) throw new NotFound('card')
    return card
  }
  const scanned = parseCardQr(text)
  const rows = await tx.$queryRaw<{ id: string; face: unknown }[]>`
    SELECT c."id", j."face" FROM "Card" c JOIN "PrintJob" j ON j."id" = c."printJobId"
    WHERE c."number" = ${scanned.number} AND c."status" IN ('MADE', 'DISPATCHED', 'REVOKED')
    UNION ALL
    SELECT c."id", j."face" FROM "Card" c JOIN "PrintJob" j ON j."id" = c."printJobId"
    WHERE c."number" = ${scanned.number} AND c."status" = 'AT_UNIT'`
  const same = rows.filter(({ face }) =>
    isDeepStrictEqual(scanned, parseCardQr(cardFaceSchema.parse(face).qr)),
  )
  const [found, ...others] = same
  if (!found) throw new NotFound('card')
  if (others.length > 0) throw new SerialNeeded()
  return tx.card.findUniqueOrThrow({ where: { id: found.id } })
}
