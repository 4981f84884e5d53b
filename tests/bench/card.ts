import { measureChips } from './card-chips.ts'
import { measureHsm } from './card-hsm.ts'
import { measurePdf } from './card-pdf.ts'
import { measureVerify } from './card-verify.ts'
import type { Bench } from './measure.ts'

/** Cards: their chips, faces and inspection. docs/benchmarks.md says what each measure is. */
export const bench: Bench = {
  name: 'card',
  async *run(say) {
    yield* measureChips(say)
    yield* measureHsm(say)
    yield* measureVerify(say)
    yield* measurePdf(say)
  },
}
