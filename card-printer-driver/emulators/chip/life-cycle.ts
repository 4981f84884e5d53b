/**
 * The chip's life: what it accepts and shows in each state.
 *
 *     BLANK → PERSONALISING (first byte written) → PERSONALISED (00DADEAF) → LOCKED (00DADEAD)
 *
 * Files and keys are written before PERSONALISED and never after. From PERSONALISED on a file is read only after BAC or PACE; DG3 and
 * DG4 moreover only after Terminal Authentication once the chip is LOCKED, so that whoever writes it can read the fingers back once.
 */
import { type BlankState, blankStates, stateCodes } from '../../chip/blank-status.ts'
import type { ChipMemory } from './memory.ts'

/** One byte: whether it was written or not, nothing lies between. */
const area = 'life-cycle'

export const stateCode = (memory: ChipMemory) => memory.read(area)[0] ?? 0

export const stateOf = (memory: ChipMemory): BlankState =>
  blankStates.find((state) => stateCodes[state] === stateCode(memory)) ?? 'BLANK'

export function enterState(memory: ChipMemory, state: BlankState): void {
  if (!memory.has(area)) memory.create(area, 1)
  memory.write(area, 0, Uint8Array.of(stateCodes[state]))
}

export const writable = (memory: ChipMemory) => ['BLANK', 'PERSONALISING'].includes(stateOf(memory))

/** Whether the files are guarded: before that nobody reads them at all. */
export const guarded = (memory: ChipMemory) => !writable(memory)
