import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import type { ClientBase } from 'pg'
import { parseCalendarDate } from '../core/dates/calendar-date.ts'
import type { CalendarDate } from '../core/dates/calendar-date.ts'
import { demoCommunes, demoSuccessions, demoUnits } from '../core/synthetic/places.ts'
import { syntheticHouseholds } from '../core/synthetic/population.ts'
import { startEmbedded } from './embedded.ts'
import { applyMigrations } from './engine.ts'
import { addHousehold, emptyRows, seedMark, tables } from './seed-rows.ts'
import type { Rows, SeedContext, TableName } from './seed-rows.ts'

const batchSize = 2000
/** Two connections keep the database busy while this program composes the next people. */
const writers = 2

/** The synthetic population cannot be put beside the people whom the registry already has. */
export class RegistryOccupied extends Error {
  readonly code = 'REGISTRY_OCCUPIED'
  readonly text = {
    vi: 'Sổ dân cư đã có người mang số trùng với dân cư mẫu. Hãy dùng lại đúng --seed và --on lần trước, hoặc một cơ sở dữ liệu trống.',
    en: 'The registry has people with the same numbers. Use the --seed and --on of last time, or an empty database.',
  }

  constructor(cause: unknown) {
    super('REGISTRY_OCCUPIED', { cause })
    this.name = 'RegistryOccupied'
  }
}

export type SeedPlan = {
  readonly url: string
  /** At least so many; households are whole. */
  readonly residents: number
  readonly seed: string
  readonly on: CalendarDate
  /** Told after every batch: residents so far. */
  readonly progress?: (residents: number) => void
}

/**
 * Fills the registry with the synthetic population and the units it lives in. Every row has an id of its own that follows
 * from the seed: a second run changes nothing, and one that was cut short is completed. Returns what the population has
 * and how many residents are new. Throws {@link RegistryOccupied}; batches before the clash stay.
 */
export async function seedRegistry(plan: SeedPlan): Promise<{ residents: number; added: number }> {
  // A batch that is lost with the power is there after the next run.
  const pool = new Pool({ connectionString: plan.url, max: writers, options: '-c synchronous_commit=off' })
  try {
    const context: SeedContext = { mark: seedMark(plan.seed), unitIds: await insertUnits(pool) }
    const source = batches(plan, context)
    const done = { residents: 0, added: 0 }
    const write = async () => {
      for (const rows of source) {
        const added = await writeBatch(pool, rows)
        done.added += added
        done.residents += rows.Resident.length
        plan.progress?.(done.residents)
      }
    }
    await Promise.all(Array.from({ length: writers }, write))
    return done
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new RegistryOccupied(error) : error
  } finally {
    await pool.end()
  }
}

function* batches(plan: SeedPlan, context: SeedContext): Generator<Rows, void, void> {
  const population = { seed: plan.seed, residents: plan.residents, on: plan.on, units: demoCommunes }
  let rows = emptyRows()
  for (const household of syntheticHouseholds(population)) {
    addHousehold(rows, household, context)
    if (rows.Resident.length < batchSize) continue
    yield rows
    rows = emptyRows()
  }
  if (rows.Resident.length > 0) yield rows
}

/** One transaction; nothing is sent where everyone is there already. Returns how many residents are new. */
async function writeBatch(pool: Pool, rows: Rows): Promise<number> {
  const ids = rows.Resident.map(([id]) => id)
  const client = await pool.connect()
  try {
    const known = await client.query('select from "Resident" where id = any($1::uuid[])', [ids])
    if (known.rowCount === ids.length) return 0
    await client.query('begin')
    for (const name of Object.keys(tables) as TableName[]) await insertRows(client, name, rows[name])
    await client.query('commit')
    return ids.length - (known.rowCount ?? 0)
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Between values and for null: control characters that no text of the registry holds. */
const [separator, nothing] = ['\u001F', '\u001E'] as const

/** A column travels as one text that the server takes apart: quoting each value costs several times the insertion. */
async function insertRows(client: ClientBase, name: TableName, rows: Rows[TableName]): Promise<void> {
  const columns = Object.entries(tables[name])
  const names = columns.map(([column]) => `"${column}"`).join(', ')
  const arrays = columns.map(
    ([, type], i) => `string_to_array($${i + 1}, '${separator}', '${nothing}')::${type}[]`,
  )
  const key = name === 'IdentityNumber' ? 'number' : 'id'
  const conflict = name === 'HouseholdMember' ? '"householdId", "residentId", "validFrom"' : key
  await client.query(
    `insert into "${name}" (${names}) select * from unnest(${arrays.join(', ')})
     on conflict (${conflict}) do nothing`,
    columns.map((_, i) => rows.map((row) => row[i] ?? nothing).join(separator)),
  )
}

/** The units of both eras, as far as they are missing; returns the ids of all. */
async function insertUnits(pool: Pool): Promise<Map<string, number>> {
  const columns = ['code', 'name', 'type', 'level', 'parent', 'validFrom', 'validTo'] as const
  const flags = ['border', 'island', 'mountain', 'hardship'] as const
  await pool.query(
    `insert into "AdministrativeUnit" (code, name, type, level, "parentCode", "validFrom", "validTo",
       border, island, mountain, hardship)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::date[], $7::date[],
       $8::boolean[], $9::boolean[], $10::boolean[], $11::boolean[])
     on conflict (code, "validFrom") do nothing`,
    [
      ...columns.map((column) => demoUnits.map((unit) => unit[column])),
      ...flags.map((flag) => demoUnits.map(({ attributes }) => attributes[flag])),
    ],
  )
  await pool.query(
    `insert into "UnitSuccession" ("fromCode", "toCode", "on") select * from unnest($1::text[], $2::text[], $3::date[])
     on conflict do nothing`,
    [
      demoSuccessions.map(({ from }) => from),
      demoSuccessions.map(({ to }) => to),
      demoSuccessions.map(({ on }) => on),
    ],
  )
  const { rows } = await pool.query<{ id: number; key: string }>(
    `select id, code || ' ' || to_char("validFrom", 'YYYY-MM-DD') as key from "AdministrativeUnit"`,
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}

const usage = `Cách dùng: npm run seed -- [--residents 1000] [--seed mau] [--on 2026-01-01] [--database postgresql://…]
Mặc định nạp vào DATABASE_URL, nếu không có thì vào cơ sở dữ liệu kèm theo trong .data.`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      residents: { type: 'string', default: '1000' },
      seed: { type: 'string', default: 'mau' },
      on: { type: 'string', default: '2026-01-01' },
      database: { type: 'string' },
    },
  })
  const residents = Number(values.residents)
  if (!Number.isInteger(residents) || residents < 1)
    throw new TypeError('--residents: số người phải từ 1 trở lên')
  const on = parseCalendarDate(values.on)
  const database = values.database ?? process.env['DATABASE_URL']
  const root = join(import.meta.dirname, '..')
  const server = database
    ? undefined
    : await startEmbedded({ dataDir: join(root, '.data'), log: console.error })
  const url = database ?? server?.url ?? ''
  try {
    await applyMigrations(url, join(import.meta.dirname, 'migrations'))
    const done = await seedRegistry({
      url,
      residents,
      seed: values.seed,
      on,
      progress: showProgress(residents),
    })
    console.error(`\nDân cư mẫu: ${format(done.residents)} người, mới nạp ${format(done.added)}.`)
  } finally {
    await server?.stop()
  }
}

const format = (count: number) => count.toLocaleString('vi-VN')

function showProgress(total: number): (residents: number) => void {
  return (residents) => {
    const percent = Math.min(100, Math.floor((100 * residents) / total))
    const line = `Đang nạp ${format(residents)}/${format(total)} người (${percent} %)`
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`)
  }
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    const told = (error as { text?: { vi: string } }).text?.vi
    console.error(error instanceof TypeError ? `${error.message}\n${usage}` : (told ?? error))
    process.exitCode = error instanceof TypeError ? 2 : 1
  })
}
