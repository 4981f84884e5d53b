import type { App } from '../../kernel/app.ts'
import { ImportRunning } from './import-refusals.ts'

/** First key of the advisory locks of imports: any number that nobody else takes. */
const lockClass = 896_006

/**
 * Does something with a job while nobody else does: a lock of the connection, which goes with a process that is killed.
 * Throws {@link ImportRunning} where somebody holds it.
 */
export async function withImport<Result>(app: App, id: string, work: () => Promise<Result>): Promise<Result> {
  const client = await app.pool.connect()
  try {
    const lock = [lockClass, id] as const
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS held',
      [...lock],
    )
    if (!rows[0]?.held) throw new ImportRunning()
    try {
      return await work()
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [...lock])
    }
  } finally {
    client.release()
  }
}
