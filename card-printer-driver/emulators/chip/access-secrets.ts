/** What opens the chip, as it lies in its memory: the seed of BAC's keys, the seeds of PACE's passwords, and the CAN's tries. */
import type { AccessSecret } from '../../chip/access-keys.ts'
import type { ChipMemory } from './memory.ts'

export const bacArea = 'bac'
const triesArea = 'tries:can'

/** References of PACE's passwords (Doc 9303-11, 4.4.4.1). */
export const passwordKinds: ReadonlyMap<number, AccessSecret['kind']> = new Map([
  [1, 'MRZ'],
  [2, 'CAN'],
])
export const passwordArea = (kind: AccessSecret['kind']) => `pace:${kind}`

/**
 * Wrong tries of the CAN before it is blocked. Doc 9303 leaves it to the issuer; six digits that could be tried for ever would soon be
 * found. Whoever has the MRZ opens the chip and gives the tries back.
 */
const canTries = 10

export const triesLeft = (memory: ChipMemory) => canTries - (memory.read(triesArea)[0] ?? 0)

/** Counted before the try is judged: to cut the power then gains nothing. */
export function countTry(memory: ChipMemory): void {
  memory.put(triesArea, Uint8Array.of(canTries - triesLeft(memory) + 1))
}

export function forgetTries(memory: ChipMemory): void {
  if (triesLeft(memory) < canTries) memory.put(triesArea, Uint8Array.of(0))
}
