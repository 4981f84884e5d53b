import type { Pool } from 'pg'
import { addDays, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { bookableSlots } from '../../server/enrollment/appointments/free-slots.ts'
import type { App } from '../../server/kernel/app.ts'
import { type Measure, percentile, rounded } from './measure.ts'

/** Searches that are measured, and some before them that warm the connections up. */
const searches = 400
const warmUp = 20
/** What a page of the portal asks for. */
const shownDays = 7
const centres = 130
const capacity = 6

/**
 * So many appointments over 130 centres, from sixty days ahead backwards: 1.2 million of them fill every slot of the coming two
 * months but for one place, so that each search counts all that a real one could. They are written as the product leaves them, a
 * place of their own in their slot.
 */
export async function fillAppointments(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO "Centre" ("code", "name", "unitCode", "pickup")
     SELECT 'ZZ' || lpad(n::text, 3, '0'), 'Điểm đo ' || n, '01', true FROM generate_series(1, $1::int) n
     ON CONFLICT DO NOTHING`,
    [centres],
  )
  await pool.query(
    `INSERT INTO "CentreCalendar" ("id", "centreCode", "validFrom", "hours", "slotMinutes", "capacity")
     SELECT gen_random_uuid(), "code", '2020-01-01',
       '{"1":[{"from":"07:30","to":"11:30"},{"from":"13:30","to":"17:00"}],"2":[{"from":"07:30","to":"11:30"},{"from":"13:30","to":"17:00"}],"3":[{"from":"07:30","to":"11:30"},{"from":"13:30","to":"17:00"}],"4":[{"from":"07:30","to":"11:30"},{"from":"13:30","to":"17:00"}],"5":[{"from":"07:30","to":"11:30"},{"from":"13:30","to":"17:00"}],"6":[{"from":"07:30","to":"11:30"}]}',
       15, $1
     FROM "Centre" WHERE "code" LIKE 'ZZ%' ON CONFLICT DO NOTHING`,
    [capacity],
  )
  // Thirty slots of a day, counted back from sixty days ahead; one place of six stays free.
  const client = await pool.connect()
  // Every centre is there: that each row is looked up again takes longer than its writing.
  await client.query('SET session_replication_role = replica')
  await client.query(
    `INSERT INTO "Appointment" ("id", "centreCode", "at", "status", "name", "birthDate", "kind", "place", "createdAt")
     SELECT gen_random_uuid(), 'ZZ' || lpad((n % $2 + 1)::text, 3, '0'),
       date_trunc('day', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') AT TIME ZONE 'Asia/Ho_Chi_Minh'
         + make_interval(days => 60 - (n / $2 / ($3 - 1) / 30)::int)
         + interval '7 hours 30 minutes' + make_interval(mins => 15 * ((n / $2 / ($3 - 1)) % 30)::int
         + CASE WHEN (n / $2 / ($3 - 1)) % 30 >= 16 THEN 120 ELSE 0 END),
       'BOOKED', 'NGƯỜI ĐO', '1990-05-20', 'EXCHANGE', n / $2 % ($3 - 1) + 1, now()
     FROM generate_series(0, $1::int - 1) n`,
    [count, centres, capacity],
  )
  await client.query('RESET session_replication_role')
  client.release()
  await pool.query('VACUUM ANALYZE "Appointment"')
}

/** A week of one centre's free times, another centre and week each time. */
export async function measureSlots(app: App, say: (what: string) => void): Promise<Measure> {
  const times: number[] = []
  const today = calendarDateAt(app.clock())
  let free = 0
  for (let i = 0; i < warmUp + searches; i++) {
    const centreCode = `ZZ${String(((i * 37) % centres) + 1).padStart(3, '0')}`
    const began = performance.now()
    const slots = await bookableSlots(app, { centreCode, on: addDays(today, (i * 7) % 50), days: shownDays })
    if (i >= warmUp) times.push(performance.now() - began)
    free += slots.reduce((sum, slot) => sum + slot.free, 0)
  }
  if (free === 0) throw new Error('slots bench: nothing was free, so nothing was found')
  say(`slots: median ${percentile(times, 0.5).toFixed(1)} ms over ${searches} searches`)
  return { measure: 'slots_p95_ms', value: rounded(percentile(times, 0.95), 2), unit: 'ms' }
}
