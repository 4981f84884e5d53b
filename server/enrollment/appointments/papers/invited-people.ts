import {
  addYears,
  type CalendarDate,
  formatVietnamese,
  parsePartialDate,
} from '../../../../core/dates/calendar-date.ts'
import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { validityRuleOn } from '../../../../core/dates/card-expiry.ts'
import type { Invited } from '../../../../core/documents/visit-notices.ts'
import { applicationReasons, isApplicationReason } from '../../../../core/enrollment/reasons.ts'
import { papersToBring, type VisitPurpose } from '../../../../core/enrollment/visits.ts'
import { openApplicationStates } from '../../../../core/lifecycle/application.ts'
import { Prisma } from '../../../../prisma/client/client.ts'
import type { App } from '../../../kernel/app.ts'
import { timeAt } from '../whole-days.ts'

/** So many stand on one part of a list: drawing more would keep others waiting. */
const mostInvited = 200

export interface Asked {
  readonly unitCodes: readonly string[]
  /** A part of the address: the tổ dân phố; empty for the whole unit. */
  readonly hamlet: string
  readonly today: CalendarDate
  /** Part of a long list, from 0. */
  readonly part: number
}

export interface InvitedPage {
  readonly people: readonly Invited[]
  /** On all parts of the list together. */
  readonly total: number
  /** On the parts after this one. */
  readonly left: number
}

interface Row {
  readonly name: string
  readonly birthDate: string
  readonly address: string | null
  readonly appointmentId: string | null
  readonly at: Date | null
  readonly centreName: string | null
  readonly total: number
}

/** Permanent residents of the units, with what they booked for a purpose. */
const homeOf = ({ unitCodes, hamlet }: Asked) => Prisma.sql`
  JOIN "Address" home ON home."residentId" = r."id" AND home."kind" = 'PERMANENT' AND home."validTo" IS NULL
    AND home."unitId" IN (SELECT "id" FROM "AdministrativeUnit" WHERE "code" = ANY(${[...unitCodes]}::text[]))
    AND position(lower(${hamlet}) IN lower(home."text")) > 0`
const bookingFor = (purpose: VisitPurpose) => Prisma.sql`
  LEFT JOIN "Appointment" b ON b."residentId" = r."id" AND b."purpose" = ${purpose} AND b."status" = 'BOOKED'
  LEFT JOIN "Centre" c ON c."code" = b."centreCode"`
const bookedColumns = Prisma.sql`b."id" AS "appointmentId", b."at", c."name" AS "centreName", count(*) OVER ()::int AS "total"`

/**
 * Who reaches an age of exchange within some days (Luật Căn cước 2023, 21), has no file in progress and no card that lasts beyond
 * the birthday.
 */
export async function reachingAge(
  app: App,
  asked: Asked & { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<InvitedPage> {
  const { from, to, today } = asked
  const ages = validityRuleOn(today).exchangeAges
  const [lows, highs] = [ages.map((age) => addYears(from, -age)), ages.map((age) => addYears(to, -age))]
  const rows = await app.db.$queryRaw<(Row & { readonly age: number; readonly birthday: string })[]>`
    SELECT r."name", r."birthDate", home."text" AS "address", band.age,
      to_char(turns.day, 'YYYY-MM-DD') AS "birthday", ${bookedColumns}
    FROM unnest(${[...ages]}::int[], ${lows}::text[], ${highs}::text[]) AS band(age, low, high)
    JOIN "Resident" r ON r."birthDate" || right('-01-01', 10 - length(r."birthDate")) BETWEEN band.low AND band.high
    ${homeOf(asked)}
    CROSS JOIN LATERAL (
      SELECT ((r."birthDate" || right('-01-01', 10 - length(r."birthDate")))::date
        + make_interval(years => band.age))::date AS day
    ) turns
    ${bookingFor('APPLICATION')}
    WHERE r."deathOn" IS NULL AND r."mergedIntoId" IS NULL
      AND NOT EXISTS (SELECT FROM "Application" a WHERE a."residentId" = r."id" AND a."producesCard"
        AND a."status" = ANY(${[...openApplicationStates]}))
      AND NOT EXISTS (SELECT FROM "Card" k WHERE k."residentId" = r."id" AND k."status" = 'ACTIVE'
        AND (k."expiresOn" IS NULL OR k."expiresOn" > turns.day))
    ORDER BY turns.day, r."id" ${partOf(asked.part)}`
  return pageOf(rows, asked.part, (row) => ({
    ...invited(row, 'APPLICATION', today),
    why: `Đủ ${row.age} tuổi ngày ${formatVietnamese(parsePartialDate(row.birthday))}: làm thẻ căn cước mới.`,
  }))
}

/** Whose file was returned and waits for them. */
export async function withReturnedFile(app: App, asked: Asked): Promise<InvitedPage> {
  const rows = await app.db.$queryRaw<(Row & { readonly code: string; readonly reasonCodes: string[] })[]>`
    SELECT r."name", r."birthDate", home."text" AS "address", a."code", a."reasonCodes", ${bookedColumns}
    FROM "Application" a JOIN "Resident" r ON r."id" = a."residentId" ${homeOf(asked)} ${bookingFor('RECAPTURE')}
    WHERE a."status" = 'RETURNED'
    ORDER BY a."id" ${partOf(asked.part)}`
  return pageOf(rows, asked.part, ({ code, reasonCodes, ...row }) => {
    const todo = reasonCodes.filter(isApplicationReason).map((reason) => applicationReasons[reason])
    const known = invited(row, 'RECAPTURE', asked.today)
    return {
      ...known,
      why: [`Hồ sơ ${code} cần bổ sung.`, ...todo.map(({ why }) => why.vi)].join(' '),
      bring: [...known.bring, ...todo.map((reason) => reason.todo.vi)],
    }
  })
}

/** Whose card waits to be collected. */
export async function withWaitingCard(app: App, asked: Asked): Promise<InvitedPage> {
  const rows = await app.db.$queryRaw<(Row & { readonly code: string; readonly place: string | null })[]>`
    SELECT r."name", r."birthDate", home."text" AS "address", a."code", ${bookedColumns},
      (SELECT p."name" FROM "Centre" p WHERE p."unitCode" = k."unitCode" AND p."pickup" ORDER BY p."code" LIMIT 1) AS "place"
    FROM "Application" a JOIN "Resident" r ON r."id" = a."residentId"
    JOIN "Card" k ON k."applicationId" = a."id" AND k."status" = 'AT_UNIT'
    ${homeOf(asked)} ${bookingFor('COLLECTION')}
    WHERE a."status" = 'READY'
    ORDER BY a."id" ${partOf(asked.part)}`
  return pageOf(rows, asked.part, ({ code, place, ...row }) => ({
    ...invited(row, 'COLLECTION', asked.today),
    why: `Nhận thẻ căn cước của hồ sơ ${code}${place === null ? '' : ` tại ${place}`}.`,
  }))
}

/** Who was booked together, in the order of their times. */
export async function ofGroup(
  app: App,
  groupId: string,
  asked: Pick<Asked, 'today' | 'part'>,
): Promise<InvitedPage> {
  const rows = await app.db.$queryRaw<Row[]>`
    SELECT b."name", b."birthDate", ${bookedColumns},
      (SELECT h."text" FROM "Address" h WHERE h."residentId" = b."residentId" AND h."kind" = 'PERMANENT'
        AND h."validTo" IS NULL LIMIT 1) AS "address"
    FROM "Appointment" b JOIN "Centre" c ON c."code" = b."centreCode"
    WHERE b."groupId" = ${groupId}::uuid AND b."status" = 'BOOKED'
    ORDER BY b."at", b."place" ${partOf(asked.part)}`
  return pageOf(rows, asked.part, (row) => ({
    ...invited(row, 'APPLICATION', asked.today),
    why: 'Làm thẻ căn cước.',
  }))
}

const partOf = (part: number) => Prisma.sql`LIMIT ${mostInvited} OFFSET ${part * mostInvited}`

function pageOf<R extends Row>(rows: readonly R[], part: number, write: (row: R) => Invited): InvitedPage {
  const total = rows[0]?.total ?? 0
  return { people: rows.map(write), total, left: Math.max(0, total - part * mostInvited - rows.length) }
}

function invited(row: Row, purpose: VisitPurpose, today: CalendarDate): Omit<Invited, 'why'> {
  const { name, address, appointmentId, at, centreName } = row
  const birthDate = row.birthDate === '' ? null : parsePartialDate(row.birthDate)
  return {
    name,
    birthDate: birthDate === null ? '' : formatVietnamese(birthDate),
    address: address ?? '',
    bring: papersToBring({ purpose, birthDate, on: today }).map(({ vi }) => vi),
    booked:
      appointmentId && at
        ? {
            id: appointmentId,
            when: `${timeAt(at.getTime())} ngày ${formatVietnamese(calendarDateAt(at.getTime()))}`,
            where: centreName ?? '',
          }
        : null,
  }
}
