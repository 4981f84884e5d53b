import type { Actor } from '../../kernel/actor.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { BlanksNotThere } from './lose-blanks.ts'
import { moveBlanks, theseBlanks } from './move-blanks.ts'
import { spoiledChip } from './record-spoilage.ts'
import { recordMovement } from './record-movement.ts'

interface Finding {
  readonly serials: readonly string[]
  /** The store that takes them in. */
  readonly storeCode: string
  readonly actor: Actor
  readonly at: number
}

interface FoundBlank {
  readonly serial: string
  readonly isSpoiled: boolean
  /** Of a shift that is not closed yet. */
  readonly shiftId: string | null
  readonly stationId: string | null
}

/**
 * LOST blanks are there again: whole ones in the store and off the hot list, spoiled ones among what waits for the shredder, watched for
 * where their chip was signed. In a shift that is not closed yet a whole one counts as given back. Throws {@link BlanksNotThere} unless all
 * of them are LOST.
 */
export async function findBlanks(tx: Transaction, { serials, ...into }: Finding): Promise<void> {
  const found = await lostBlanks(tx, serials)
  if (found.length !== serials.length) {
    const known = new Set(found.map(({ serial }) => serial))
    const firstAmiss = serials.find((serial) => !known.has(serial)) ?? null
    throw new BlanksNotThere({ asked: serials.length, there: found.length, firstAmiss })
  }
  const [spoiled, whole] = [found.filter((one) => one.isSpoiled), found.filter((one) => !one.isSpoiled)]
  await takeSpoiled(tx, spoiled.map(serialOf), into)
  for (const [shiftId, blanks] of Map.groupBy(whole, (one) => one.shiftId))
    await takeWhole(tx, { shiftId, stationId: blanks[0]?.stationId ?? null, blanks }, into)
}

const serialOf = ({ serial }: FoundBlank) => serial

/** Locked, and the shifts that they count in: no balance is drawn between a blank's move and the movement that goes with it. */
async function lostBlanks(tx: Transaction, serials: readonly string[]): Promise<readonly FoundBlank[]> {
  await tx.$queryRaw`
    SELECT 1 FROM "Shift" WHERE "status" IN ('OPEN', 'COUNTED')
      AND "id" IN (SELECT "shiftId" FROM "BlankCard" WHERE "serial" = ANY(${[...serials]}) AND "status" = 'LOST')
    ORDER BY "id" FOR SHARE`
  return tx.$queryRaw<FoundBlank[]>`
    SELECT b."serial", p."blankSerial" IS NOT NULL AS "isSpoiled", s."id" AS "shiftId", s."stationId"
    FROM "BlankCard" b LEFT JOIN "Spoilage" p ON p."blankSerial" = b."serial"
      LEFT JOIN "Shift" s ON s."id" = b."shiftId" AND s."status" IN ('OPEN', 'COUNTED')
    WHERE b."serial" = ANY(${[...serials]}) AND b."status" = 'LOST' ORDER BY b."serial" FOR UPDATE OF b`
}

type Into = Omit<Finding, 'serials'>

async function takeSpoiled(tx: Transaction, serials: readonly string[], into: Into): Promise<void> {
  if (serials.length === 0) return
  const { storeCode, actor, at } = into
  await moveBlanks(tx, theseBlanks(serials), { event: 'findSpoiled', actor, at, place: { storeCode } })
  await tx.$executeRaw`
    UPDATE "HotListEntry" h SET
      "reason" = CASE WHEN p."sodSha256" IS NULL THEN h."reason" ELSE ${spoiledChip} END,
      "foundAt" = CASE WHEN p."sodSha256" IS NULL THEN ${instantAt(at)}::timestamptz END
    FROM "Spoilage" p WHERE p."blankSerial" = h."serial" AND h."serial" = ANY(${[...serials]})`
}

interface WholeBlanks {
  readonly shiftId: string | null
  readonly stationId: string | null
  readonly blanks: readonly FoundBlank[]
}

async function takeWhole(
  tx: Transaction,
  { shiftId, stationId, blanks }: WholeBlanks,
  { storeCode, actor, at }: Into,
): Promise<void> {
  const serials = blanks.map(serialOf)
  const place = { storeCode, stationId: null, shiftId: null, transferId: null }
  const moved = await moveBlanks(tx, theseBlanks(serials), { event: 'find', actor, at, place })
  if (stationId !== null) await recordMovement(tx, { kind: 'RETURNED', stationId, shiftId, moved, actor, at })
  await tx.hotListEntry.updateMany({ where: { serial: { in: serials } }, data: { foundAt: instantAt(at) } })
}
