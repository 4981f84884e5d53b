import { DerError } from '../der.ts'
import type { ChipFileName } from './chip-files.ts'
import { LdsError } from './lds-error.ts'

/** Reads DER inside a chip's file: what is not DER, or not what is expected, is told as a fault of that file. */
export function readingDer<Value>(file: ChipFileName | null, rule: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof DerError) throw new LdsError(file, rule, error.message)
    throw error
  }
}
