import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { compareValues } from '../../core/reconciliation/compare.ts'
import type { PersonRecord } from '../../core/reconciliation/form-record.ts'
import { known } from '../../core/reconciliation/sources.ts'
import { matchingKey } from '../../core/text/vietnamese.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { type OtherData, readOtherData, writeOtherData } from './other-data.ts'

export interface HouseholdMove {
  readonly residentId: string
  readonly number: string | null
  readonly record: PersonRecord
  readonly other: OtherData
  readonly home: { readonly unitId: number; readonly addressText: string }
  readonly on: CalendarDate
}

/**
 * Somebody new takes their place in a household: a head founds one, a member joins the head's. The head is told by the
 * number, else by name and address within the unit: namesakes live in every commune. Where nobody answers, head and
 * relation are kept beside the record until the head comes in.
 */
export async function joinHousehold(tx: Transaction, move: HouseholdMove): Promise<void> {
  const { record, residentId, home } = move
  if (!record.head) return
  if (record.head.relation === 'HEAD') {
    const data = { headId: residentId, unitId: home.unitId, addressText: home.addressText }
    const { id } = await tx.household.create({ data })
    await enter(tx, { householdId: id, residentId, relation: 'HEAD', on: move.on })
    await gatherMembers(tx, move, id)
    return
  }
  const householdId = await householdOf(tx, record.head, home)
  if (householdId) {
    await enter(tx, { householdId, residentId, relation: record.head.relation, on: move.on })
    return
  }
  const otherData = writeOtherData({ ...move.other, head: record.head })
  await tx.resident.update({ where: { id: residentId }, data: { otherData } })
}

async function enter(
  tx: Transaction,
  member: {
    readonly householdId: string
    readonly residentId: string
    readonly relation: string
    readonly on: CalendarDate
  },
): Promise<void> {
  const { on, ...row } = member
  await tx.householdMember.create({ data: { ...row, validFrom: dateOf(on) } })
}

const sameAddress = (a: string, b: string) =>
  ['SAME', 'SPELLING'].includes(compareValues('permanentAddress', known(a), known(b)))

async function householdOf(
  tx: Transaction,
  { name, number }: { readonly name: string; readonly number: string | null },
  home: HouseholdMove['home'],
): Promise<string | null> {
  const byNumber = number?.length === 12
  const nameMatchingKey = matchingKey(name)
  const found = await tx.household.findMany({
    where: byNumber
      ? { head: { number, nameMatchingKey } }
      : { head: { nameMatchingKey }, unitId: home.unitId },
    select: { id: true, addressText: true },
    take: 20,
  })
  const [first, ...others] = byNumber
    ? found
    : found.filter((one) => sameAddress(one.addressText, home.addressText))
  return first && others.length === 0 ? first.id : null
}

interface WaitingMember {
  readonly id: string
  readonly otherData: unknown
  readonly addressText: string | null
}

/** Members whose forms came before the head's. */
async function gatherMembers(tx: Transaction, move: HouseholdMove, householdId: string): Promise<void> {
  const { number, home, on } = move
  const waiting = await tx.$queryRaw<WaitingMember[]>`
    SELECT r."id", r."otherData", (
      SELECT a."text" FROM "Address" a
      WHERE a."residentId" = r."id" AND a."validTo" IS NULL AND a."kind" IN ('PERMANENT', 'CURRENT')
      ORDER BY a."kind" DESC LIMIT 1) AS "addressText"
    FROM "Resident" r
    JOIN "ResidenceStatus" s ON s."residentId" = r."id" AND s."validTo" IS NULL AND s."unitId" = ${home.unitId}
    WHERE r."otherData" ? 'head' AND r."otherData"->'head'->>'name' = ${move.record.head?.name ?? ''}`
  for (const member of waiting) {
    const { head, ...rest } = readOtherData(member.otherData)
    const isTheirs =
      head?.number?.length === 12
        ? head.number === number
        : sameAddress(member.addressText ?? '', home.addressText)
    if (!head || !isTheirs) continue
    await enter(tx, { householdId, residentId: member.id, relation: head.relation, on })
    await tx.resident.update({ where: { id: member.id }, data: { otherData: writeOtherData(rest) } })
  }
}
