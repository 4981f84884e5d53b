import { randomBytes } from 'node:crypto'
import type { ChipEncoder } from '../../chip/chip-encoder.ts'
import type { TransportKey } from '../../chip/scp03.ts'
import { EmulatedChip } from './chip.ts'
import { powerUp } from './emulated-channel.ts'

/** A chip's number where the order does not say which. */
const someSerial = () => randomBytes(8).toString('hex').toUpperCase()

/** An encoder in this process: every blank has a new chip with the number that the order asks for. */
export function emulatedEncoder(transportKey: TransportKey | null): ChipEncoder {
  return {
    emulated: true,
    async ready() {},
    async present({ serial }) {
      const chip = new EmulatedChip(serial ?? someSerial(), { transportKey })
      return { connect: async () => powerUp(chip), release: async () => chip.powerOff() }
    },
  }
}
