import type { FingerPosition } from '../../core/biometrics/positions.ts'
import type { ChipBiometrics } from '../../core/card/chip-person.ts'
import { startWorkerLine } from './worker-line.ts'

/** Captures as they were taken at the desk. */
export interface ChipCaptures {
  /** JPEG or PNG; null for cards without a portrait. */
  readonly portrait: Uint8Array | null
  readonly mostPortraitBytes: number
  /** PNG, JPEG 2000 or WSQ at 500 dpi. */
  readonly fingers: readonly { readonly position: FingerPosition; readonly bytes: Uint8Array }[]
}

/** What a chip will hold, or which capture is no picture: the portrait, or the finger of a position. */
export type ChipPictures = ChipBiometrics | { readonly unreadable: 'PORTRAIT' | FingerPosition }

/** Brings captures into the encodings of the chip, in a thread of its own. */
export interface ChipPictureMaker {
  /** Throws LineBroken. */
  make(captures: ChipCaptures): Promise<ChipPictures>
  close(): Promise<void>
}

export function openChipPictureMaker(): ChipPictureMaker {
  const line = startWorkerLine<ChipCaptures, ChipPictures>(
    new URL('chip-picture-worker.ts', import.meta.url),
    { waiting: 200, timeoutMs: 20_000, idleMs: 60_000 },
  )
  return { make: (captures) => line.ask(captures), close: () => line.close() }
}
