import type { ChipEncoder } from '../../chip/chip-encoder.ts'
import type { TransportKey } from '../../chip/scp03.ts'
import { EmulatedChip } from './chip.ts'
import { powerUp } from './emulated-channel.ts'

/** An encoder in this process: every blank has a new chip with the number that the order asks for. */
export function emulatedEncoder(transportKey: TransportKey | null): ChipEncoder {
  return {
    emulated: true,
    async ready() {},
    async present({ serial }) {
      const chip = new EmulatedChip(serial, { transportKey })
      return { connect: async () => powerUp(chip), release: async () => chip.powerOff() }
    },
  }
}
