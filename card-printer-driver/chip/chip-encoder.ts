import type { CardChannel } from './card-channel.ts'

/** The blank to write, as the order names it. */
export interface BlankChip {
  readonly serial: string
}

/** Where a blank's chip is written: a reader at the printer or beside it, or the emulator in this process. */
export interface ChipEncoder {
  /** An emulated one makes no cards that anybody may hold. */
  readonly emulated: boolean
  /** Throws ChipNotWritten where no blank could be written now, whichever came: the reader is not there. */
  ready(): Promise<void>
  /**
   * Waits for one blank's chip and keeps the place for it until `release`. Throws ChipNotWritten with outcome untouched: none came,
   * several are there, the reader is gone.
   */
  present(blank: BlankChip, ended: AbortSignal): Promise<PresentedChip>
}

export interface PresentedChip {
  /** Powers the chip anew: nothing of an earlier session is left in it. Throws ChipLost. */
  connect(): Promise<CardChannel>
  /** The blank is taken away; the next may come. */
  release(): Promise<void>
}
