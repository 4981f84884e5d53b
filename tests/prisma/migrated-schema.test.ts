import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { diff } from '../../prisma/engine.ts'
import { ownFolders } from '../../prisma/migration.ts'
import { testDatabase } from '../support/database.ts'

/** One line for every column, index and key that the schema language can say. */
const described = `
  select format('%s.%s %s%s default %s', c.table_name, c.column_name, c.udt_name,
    case c.is_nullable when 'NO' then ' not null' else '' end, coalesce(c.column_default, 'none')) as line
  from information_schema.columns c join pg_class t on t.relname = c.table_name
  where c.table_schema = 'public' and t.relkind = 'r'
  union all
  select pg_get_indexdef(indexrelid) from pg_index
  where indrelid::regclass::text not like 'pg_%' and indpred is null and indexprs is null
    and indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
  union all
  select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
  where contype in ('p', 'f') and connamespace = 'public'::regnamespace`

async function linesOf(url: string, prepare: string | null): Promise<ReadonlySet<string>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    if (prepare) await client.query(prepare)
    const { rows } = await client.query<{ line: string }>(described)
    return new Set(rows.map(({ line }) => line))
  } finally {
    await client.end()
  }
}

test('the migrations, hand-written parts too, lead to every table, column, index and key of the schema', async () => {
  const [migrated, fresh] = await Promise.all([testDatabase(), testDatabase({ empty: true })])
  try {
    const sql = await diff(join(ownFolders.schema, 'nothing-here'), ownFolders.schema)
    const wanted = await linesOf(fresh.url, sql)
    const made = await linesOf(migrated.url, null)
    expect(wanted.size).toBeGreaterThan(500)
    expect([...wanted].filter((line) => !made.has(line)).toSorted()).toEqual([])
  } finally {
    await Promise.all([migrated.drop(), fresh.drop()])
  }
})
