/** A registry with many residents for measuring, made once and kept. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, escapeIdentifier } from 'pg'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { applyMigrations } from '../../prisma/engine.ts'
import { ownFolders } from '../../prisma/migration.ts'
import { seedRegistry } from '../../prisma/seed.ts'

export const populationDay = parseCalendarDate('2026-01-01')

/** Indexes and constraints that a load of millions does without, in the order in which they are made again. */
const secondary = `
  select 2 as turn, conrelid::regclass::text as "table", quote_ident(conname) as name, 'constraint' as kind,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as remake
  from pg_constraint
  where contype in ('f', 'x') and conrelid = any($1::regclass[])
  union all
  select 1, i.indrelid::regclass::text, i.indexrelid::regclass::text, 'index', pg_get_indexdef(i.indexrelid)
  from pg_index i
  where i.indrelid = any($1::regclass[])
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
  order by turn`

const loaded = [
  'Resident',
  'IdentityNumber',
  'LegacyDocument',
  'Address',
  'Relationship',
  'Household',
  'HouseholdMember',
]

interface Secondary {
  readonly table: string
  readonly name: string
  readonly kind: 'index' | 'constraint'
  readonly remake: string
}

/**
 * Brings a bench's own database to so many synthetic residents. It is loaded without secondary indexes, which is no way to
 * treat a live system; what was set aside is written down in the database itself, so that a load cut short is completed.
 */
export async function ensurePopulation(
  url: string,
  residents: number,
  say: (what: string) => void,
): Promise<void> {
  await startOverIfOutdated(url, say)
  const applied = await applyMigrations(url, ownFolders.migrations)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table if not exists bench_set_aside (place serial, remake text not null)')
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from "Resident"')
    if ((rows[0]?.count ?? 0) < residents) {
      await setAside(client)
      await load(url, residents, say)
    }
    await putBack(client, say)
    if (applied.length > 0) await client.query('analyze')
  } finally {
    await client.end()
  }
}

/** New migrations are applied to what is kept; where one has changed since, the database is made anew. */
export async function startOverIfOutdated(url: string, say: (what: string) => void): Promise<void> {
  if (await agreesWithMigrations(url)) return
  say('the migrations have changed: starting over')
  const name = new URL(url).pathname.slice(1)
  const client = new Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href })
  await client.connect()
  try {
    await client.query(`drop database ${escapeIdentifier(name)}`)
    await client.query(`create database ${escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function agreesWithMigrations(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query(`select where to_regclass('_prisma_migrations') is not null`)
    if (tables.length === 0) return true
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select migration_name as name, checksum from _prisma_migrations',
    )
    const agree = rows.map(async ({ name, checksum }) => {
      const file = join(ownFolders.migrations, name, 'migration.sql')
      const script = await readFile(file).catch(() => '')
      return createHash('sha256').update(script).digest('hex') === checksum
    })
    return (await Promise.all(agree)).every(Boolean)
  } finally {
    await client.end()
  }
}

async function load(url: string, residents: number, say: (what: string) => void): Promise<void> {
  let told = 0
  const progress = (done: number) => {
    if (done - told < 100_000) return
    told = done
    say(`${done} of ${residents} residents`)
  }
  await seedRegistry({ url, residents, seed: 'bench', on: populationDay, progress })
}

async function setAside(client: Client): Promise<void> {
  const tables = loaded.map((name) => `"${name}"`)
  const { rows } = await client.query<Secondary>(secondary, [tables])
  await client.query('begin')
  for (const { table, name, kind, remake } of rows) {
    await client.query('insert into bench_set_aside (remake) values ($1)', [remake])
    await client.query(
      kind === 'index' ? `drop index ${name}` : `alter table ${table} drop constraint ${name}`,
    )
  }
  await client.query('commit')
}

async function putBack(client: Client, say: (what: string) => void): Promise<void> {
  const { rows } = await client.query<{ place: number; remake: string }>(
    'select * from bench_set_aside order by place',
  )
  if (rows.length === 0) return
  say(`making ${rows.length} indexes and constraints`)
  await client.query("set maintenance_work_mem = '512MB'")
  for (const { place, remake } of rows) {
    await client.query('begin')
    await client.query(remake)
    await client.query('delete from bench_set_aside where place = $1', [place])
    await client.query('commit')
  }
  say('vacuum and analyze')
  await client.query('vacuum analyze')
}
