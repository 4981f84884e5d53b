import type { App } from '../../kernel/app.ts'

/** Of all jobs there ever were. */
const longestMs = 10 * 60_000

/** Job: counts every job and puts the tally right where it differs, which it never should. Returns in how many places it did. */
export async function recountFloor({ db, log }: App): Promise<number> {
  const repaired = await db.$transaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<[{ repaired: number }]>`SELECT repair_floor_tally() AS "repaired"`
      return row.repaired
    },
    { timeout: longestMs },
  )
  if (repaired > 0) log.error({ repaired }, 'the tally of the production board was wrong')
  return repaired
}
