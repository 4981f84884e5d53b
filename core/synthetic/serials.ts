import { seededRandom } from './random.ts'

/**
 * Draws serial numbers that look random and never repeat within a group: the n-th is a permutation of n, so that what has
 * been given need not be remembered. Throws RangeError when a group of `size` is used up.
 */
export function serialSource(seed: string, size: number): (group: string) => number {
  const groups = new Map<string, { readonly step: number; readonly start: number; drawn: number }>()
  return (group) => {
    let state = groups.get(group)
    if (!state) {
      const random = seededRandom(`${seed}/serials/${group}`)
      state = { step: coprimeStep(random.int(1, size - 1), size), start: random.int(0, size - 1), drawn: 0 }
      groups.set(group, state)
    }
    if (state.drawn >= size) throw new RangeError(`no serial number left in ${group}`)
    return (state.start + state.step * state.drawn++) % size
  }
}

/** The first number from here on without a divisor in common with the size: its multiples visit every remainder once. */
function coprimeStep(from: number, size: number): number {
  let step = from
  while (greatestDivisor(step, size) !== 1) step++
  return step
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
