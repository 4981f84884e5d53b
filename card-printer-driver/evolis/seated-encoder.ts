import type { ChipEncoder } from '../chip/chip-encoder.ts'
import { ChipNotWritten } from '../chip/personalisation-refusals.ts'

/** Milliseconds in which a reader sees a chip that lies at its contacts. */
const patience = 5_000

/**
 * The reader at the printer's own station, where the card already lies. A chip that is not seen is brought to its place once more: contacts may
 * have missed it.
 */
export function seatedEncoder(reader: ChipEncoder, seatAgain: () => Promise<void>): ChipEncoder {
  return {
    emulated: reader.emulated,
    ready: () => reader.ready(),
    async present(blank, ended) {
      const inTime = () => AbortSignal.any([ended, AbortSignal.timeout(patience)])
      try {
        return await reader.present(blank, inTime())
      } catch (error) {
        if (!(error instanceof ChipNotWritten) || error.code !== 'CHIP_NOT_THERE' || ended.aborted)
          throw error
        await seatAgain()
        return await reader.present(blank, inTime())
      }
    },
  }
}
