import type { App } from '../../kernel/app.ts'

/** Job: adds what the triggers noted since the last time to the tally. Readers see the same sums before and after. */
export async function foldFloorTally({ db }: App): Promise<number> {
  const [row] = await db.$queryRaw<{ folded: number }[]>`SELECT fold_floor_tally() AS "folded"`
  return row?.folded ?? 0
}
