/** A country's files for measuring: applications by the hundred thousand, on every part of their way. */
import { Client } from 'pg'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'

const atOnce = 50_000
/** Codes of one centre, machine and day. */
const perDay = 5000

export interface KnownFile {
  readonly code: string
  readonly birthDate: string
}

const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** The nth file: whoever knows n knows its keys. */
export function nthFile(n: number): KnownFile {
  const [block, sequence] = [Math.floor(n / perDay), (n % perDay) + 1]
  const day = `2026-0${1 + (Math.floor(block / 28) % 9)}-${pad(1 + (block % 28), 2)}`
  const code = composeApplicationCode({
    centre: `HN${pad(1 + (block % 700), 3)}`,
    machine: 1 + (block % 90),
    day,
    sequence,
  })
  return { code, birthDate: `${1940 + (n % 70)}-${pad(1 + (n % 12), 2)}-${pad(1 + (n % 28), 2)}` }
}

/** Of a hundred files; four of five are done, as in any register that has been at work for a while. */
const shares: Readonly<Record<string, number>> = {
  ISSUED: 80,
  RECEIVED: 1,
  SCREENING: 1,
  ADJUDICATION: 1,
  RETURNED: 1,
  REFUSED: 1,
  WITHDRAWN: 1,
  AWAITING_APPROVAL: 2,
  APPROVED: 1,
  IN_PRODUCTION: 3,
  PRODUCED: 1,
  IN_TRANSIT: 2,
  READY: 3,
  UNCOLLECTED: 1,
  POSTED: 1,
}
const statuses = Object.entries(shares).flatMap(([status, count]) =>
  Array.from({ length: count }, () => status),
)
const stepDates = JSON.stringify({
  RECEIVED: '2026-03-03',
  UNDER_REVIEW: '2026-03-04',
  IN_PRODUCTION: '2026-03-06',
  IN_TRANSIT: '2026-03-10',
})

/** Fills an empty register up to `count` files. Nothing checks that their people and centres exist. */
export async function fillFiles(url: string, count: number, say: (what: string) => void): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>(
      'SELECT count(*)::int AS "count" FROM "Application"',
    )
    const known = rows[0]?.count ?? 0
    if (known >= count) return
    await client.query('SET session_replication_role = replica')
    for (let done = known; done < count; done += atOnce) {
      const numbers = Array.from({ length: Math.min(atOnce, count - done) }, (_, i) => done + i)
      const files = numbers.map(nthFile)
      await client.query(
        `INSERT INTO "Application" ("id", "code", "kind", "reason", "channel", "status", "version", "stepDates", "centreCode",
           "unitCode", "residentId", "birthDate", "receivedAt", "deadlineOn", "promisedOn", "phone", "readyOn", "updatedAt")
         SELECT uuidv7(), f."code", 'EXCHANGE', 'AGE', 'DESK', f."status", 4, $4::jsonb, 'HN001', '00001', gen_random_uuid(),
           f."birthDate", timestamptz '2026-03-02 08:00+07', date '2026-03-11', date '2026-03-11', '0900000000',
           CASE WHEN f."status" IN ('READY', 'ISSUED') THEN date '2026-03-10' END, now()
         FROM unnest($1::text[], $2::text[], $3::text[]) f("code", "birthDate", "status")`,
        [
          files.map(({ code }) => code),
          files.map(({ birthDate }) => birthDate),
          numbers.map((n) => statuses[n % statuses.length]),
          stepDates,
        ],
      )
      say(`${done + numbers.length} of ${count} files`)
    }
    await client.query('VACUUM ANALYZE "Application"')
  } finally {
    await client.end()
  }
}
