import { createHash } from 'node:crypto'
import { type ParcelLine, parcelListText } from '../../../core/production/parcel.ts'
import type { Parcel } from '../../../prisma/client/client.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

export type LockedParcel = Parcel & { readonly key: string }

/** The parcel; nobody else packs, sends or opens it until the transaction ends. */
export async function lockedParcel(tx: Transaction, parcelId: string): Promise<LockedParcel> {
  const id = recordId(parcelId, 'parcel')
  await tx.$queryRaw`SELECT 1 FROM "Parcel" WHERE "id" = ${id}::uuid FOR UPDATE`
  const parcel = await tx.parcel.findUnique({ where: { id } })
  if (!parcel) throw new NotFound('parcel')
  return { ...parcel, key: id }
}

/** Its cards as they were packed, in the order of the boxes; not what was found in it besides. */
export async function parcelLines(tx: Transaction, parcelId: string): Promise<readonly ParcelLine[]> {
  return tx.$queryRaw<ParcelLine[]>`
    SELECT i."box", i."position", c."serial", a."code" AS "applicationCode"
    FROM "ParcelItem" i JOIN "Card" c ON c."id" = i."cardId" JOIN "Application" a ON a."id" = c."applicationId"
    WHERE i."parcelId" = ${parcelId}::uuid AND i."finding" IS DISTINCT FROM 'EXTRA'
    ORDER BY i."box", i."position"`
}

export const listSha256 = (number: string, lines: readonly ParcelLine[]) =>
  createHash('sha256').update(parcelListText(number, lines)).digest('hex')
