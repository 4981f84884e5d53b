import type { Levels } from './separate-colours.ts'
import { levelBits } from './separate-colours.ts'

/** A dye uncompressed, as `Db` takes it: 5, 6 or 7 bits a dot one after the other, the highest first. */
export function packDye(values: Uint8Array, levels: Levels): Uint8Array {
  const bits = levelBits[levels]
  const out = new Uint8Array((values.length * bits) / 8)
  let pending = 0
  let held = 0
  let end = 0
  for (const value of values) {
    pending = (pending << bits) | value
    held += bits
    while (held >= 8) {
      held -= 8
      out[end++] = pending >> held
    }
    pending &= (1 << held) - 1
  }
  return out
}
