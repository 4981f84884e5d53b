import type { Bench, Measure } from './measure.ts'
import { measureBoard } from './production-board.ts'
import { measureCrashes } from './production-crash.ts'
import { measurePlanning } from './production-planning.ts'
import { measureRate } from './production-rate.ts'
import { measureSeparation } from './production-separation.ts'

type Row = (say: (what: string) => void) => AsyncGenerator<Measure, void, void>

/** One measure, or some that share their data, a row. */
const rows: readonly Row[] = [measureRate, measureSeparation, measurePlanning, measureBoard]

/** The production floor; `--full` runs the crash test whole before. docs/benchmarks.md says what each measure is. */
export const bench: Bench = {
  name: 'production',
  async *run(say, { full }) {
    if (full) yield* measureCrashes(say)
    for (const row of rows) yield* row(say)
  },
}
