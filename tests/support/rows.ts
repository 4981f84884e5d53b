import type { ServerApp } from '../../server/graphql/context.ts'

/**
 * The database's content as one line per table, name, rows and hash: two equal answers mean that nothing was changed
 * between. `except` leaves tables out; with the history also what a trigger puts aside of each of its rows.
 */
export async function contentOf(
  { db }: Pick<ServerApp, 'db'>,
  except: readonly string[] = [],
): Promise<readonly string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' OR (schemaname = 'graphile_worker' AND tablename = '_private_jobs')
    ORDER BY 1`
  const leftOut = except.includes('Transition') ? [...except, 'NoticeEvent'] : except
  const counted = tables.filter(({ name }) => !leftOut.includes(tableOf(name)))
  const parts = counted.map(
    ({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows,
      md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS hash FROM ${name} t`,
  )
  const rows = await db.$queryRawUnsafe<{ name: string; rows: number; hash: string }[]>(
    parts.join(' UNION ALL '),
  )
  // PostgreSQL may read the parts side by side, in any order.
  return rows.map(({ name, rows, hash }) => `${name} ${rows} ${hash}`).toSorted()
}

const tableOf = (name: string) => name.replaceAll('"', '').split('.').at(-1) ?? name
