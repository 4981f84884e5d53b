import { addDays, type CalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import {
  birthDatesReaching,
  cardDutyAge,
  exchangeAge,
  reminderDays,
} from '../../../core/card-life/exchange-ages.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'

/** Somebody who needs a new card soon. */
export interface ExpiringCard {
  /** Names the reminder: the same for every run of the same day, and for no other reminder. */
  readonly key: string
  readonly residentId: string
  /** CARD: a card of this system; LEGACY: a document of before; FIRST: reaches the age of the duty and has none. */
  readonly source: 'CARD' | 'LEGACY' | 'FIRST'
  /** Of CARD. */
  readonly cardId: string | null
  readonly daysLeft: number
  /** The last day of the card, or the birthday. */
  readonly lastDay: CalendarDate
  /** 14, 25, 40, 60, or null where the card ends on another day than such a birthday. */
  readonly age: number | null
}

interface ExpiringRow {
  readonly key: string
  readonly residentId: string
  readonly source: ExpiringCard['source']
  readonly cardId: string | null
  readonly daysLeft: number
  readonly lastDay: string
  readonly birthDate: string
}

const mostRows = 1000

/** Whoever has a file under way, or a card that lasts longer, needs no reminder. */
const stillNeeds = Prisma.sql`
  r."deathOn" IS NULL AND r."mergedIntoId" IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM "Application" a WHERE a."residentId" = r."id" AND a."producesCard"
      AND a."status" NOT IN ('ISSUED', 'COMPLETED', 'REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED'))`

const hasCard = Prisma.sql`EXISTS (
  SELECT 1 FROM "Card" o WHERE o."residentId" = r."id" AND o."status" IN ('ACTIVE', 'LOCKED', 'HELD'))`

/** Old documents that a card took the place of are named by no state of their own: they count while there is no card. */
const datedDocuments = ['CMND12', 'CCCD_BARCODE', 'CCCD_CHIP']

/**
 * Who is to be reminded on a day, a page of a thousand by `key`: cards and older documents that end in 60, 30 or 7 days, and people who
 * reach 14 without a card (Luật Căn cước 2023, articles 19 and 21). The day is given, so that a day on which nobody asked can be asked for
 * later; the same day has the same keys. For the system's own jobs: it asks for no rights.
 */
export async function expiringCards(
  app: App,
  {
    on,
    after = '',
    limit = mostRows,
  }: {
    readonly on: CalendarDate
    readonly after?: string
    readonly limit?: number
  },
): Promise<readonly ExpiringCard[]> {
  const days = reminderDays.map((daysLeft) => {
    const day = addDays(on, daysLeft)
    return Prisma.sql`(${daysLeft}::int, ${day}::date, ${[...birthDatesReaching(cardDutyAge, day)]}::text[])`
  })
  const rows = await app.db.$queryRaw<ExpiringRow[]>`
    WITH days ("daysLeft", "lastDay", "born") AS (VALUES ${Prisma.join(days)}), found AS (
      SELECT 'CARD' AS "source", c."id" AS "cardId", r."id" AS "residentId", r."birthDate", d."daysLeft", d."lastDay"
      FROM days d JOIN "Card" c ON c."expiresOn" = d."lastDay" AND c."status" IN ('ACTIVE', 'LOCKED', 'HELD')
      JOIN "Resident" r ON r."id" = c."residentId" WHERE ${stillNeeds}
      UNION
      SELECT 'LEGACY', NULL, r."id", r."birthDate", d."daysLeft", d."lastDay"
      FROM days d JOIN "LegacyDocument" l ON l."expiresOn" = d."lastDay" AND l."kind" = ANY(${datedDocuments})
      JOIN "Resident" r ON r."id" = l."residentId" WHERE ${stillNeeds} AND NOT ${hasCard}
      UNION
      SELECT 'FIRST', NULL, r."id", r."birthDate", d."daysLeft", d."lastDay"
      FROM days d JOIN "Resident" r ON r."birthDate" = ANY(d."born") WHERE ${stillNeeds} AND NOT ${hasCard}
        AND NOT EXISTS (SELECT 1 FROM "LegacyDocument" l WHERE l."residentId" = r."id" AND l."expiresOn" >= d."lastDay")
    ), keyed AS (
      SELECT DISTINCT ON ("residentId", "lastDay", "daysLeft")
        "residentId" || ' ' || to_char("lastDay", 'YYYY-MM-DD') || ' ' || "daysLeft" AS "key", "source", "cardId",
        "residentId", "birthDate", "daysLeft", to_char("lastDay", 'YYYY-MM-DD') AS "lastDay"
      FROM found ORDER BY "residentId", "lastDay", "daysLeft", "source"
    )
    SELECT * FROM keyed WHERE "key" COLLATE "C" > ${after} ORDER BY "key" COLLATE "C" LIMIT ${Math.min(limit, mostRows)}`
  return rows.map(({ birthDate, lastDay, ...row }) => {
    const day = lastDay as CalendarDate
    return { ...row, lastDay: day, age: exchangeAge(parsePartialDate(birthDate), day) }
  })
}
