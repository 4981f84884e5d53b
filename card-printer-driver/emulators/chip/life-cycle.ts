/**
 * The chip's life: what it accepts and shows in each state.
 *
 *     BLANK → PERSONALISING (first byte written) → PERSONALISED (00DADEAF) → LOCKED (00DADEAD)
 *
 * Files and keys are written before PERSONALISED and never after. From PERSONALISED on a file is read only after BAC or PACE; DG3 and
 * DG4 moreover only after Terminal Authentication once the chip is LOCKED, so that whoever writes it can read the fingers back once.
 */
import type { ChipMemory } from './memory.ts'

export const chipStates = ['BLANK', 'PERSONALISING', 'PERSONALISED', 'LOCKED'] as const
export type ChipState = (typeof chipStates)[number]

const area = 'life-cycle'

/** One byte each: whether it was written or not, nothing lies between. Each state only sets bits that the one before has not. */
const codes: Readonly<Record<ChipState, number>> = { BLANK: 0, PERSONALISING: 1, PERSONALISED: 3, LOCKED: 7 }

export const stateCode = (memory: ChipMemory) => memory.read(area)[0] ?? 0

export const stateOf = (memory: ChipMemory): ChipState =>
  chipStates.find((state) => codes[state] === stateCode(memory)) ?? 'BLANK'

export function enterState(memory: ChipMemory, state: ChipState): void {
  if (!memory.has(area)) memory.create(area, 1)
  memory.write(area, 0, Uint8Array.of(codes[state]))
}

export const writable = (memory: ChipMemory) => ['BLANK', 'PERSONALISING'].includes(stateOf(memory))

/** Whether the files are guarded: before that nobody reads them at all. */
export const guarded = (memory: ChipMemory) => !writable(memory)
