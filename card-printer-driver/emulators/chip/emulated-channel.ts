import { sleep } from '../../clock.ts'
import type { CardChannel } from '../../chip/card-channel.ts'
import { ChipLost } from '../../chip/refusals.ts'
import type { EmulatedChip } from './chip.ts'

/** Powers a chip in this process, as a reader does. Throws ChipLost where it is not there. */
export function powerUp(chip: EmulatedChip): CardChannel {
  const atr = chip.powerOn()
  if (!atr) throw new ChipLost()
  return {
    atr,
    async transmit(command) {
      const { slow = 0 } = chip.faults
      if (slow > 0) await sleep(slow)
      const answer = chip.answer(command)
      if (!answer) throw new ChipLost()
      return answer
    },
    async close() {
      chip.powerOff()
    },
  }
}
