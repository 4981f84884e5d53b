/** The reader's side of an emulated printer's encoder, without PC/SC: frames as chip-station.ts speaks them. */
import { connect, type Socket } from 'node:net'
import type { CardChannel } from '../../chip/card-channel.ts'
import type { ChipEncoder } from '../../chip/chip-encoder.ts'
import { ChipNotWritten } from '../../chip/personalisation-refusals.ts'
import { ChipLost } from '../../chip/refusals.ts'
import { now, sleep } from '../../clock.ts'

export interface StationAddress {
  readonly host: string
  readonly port: number
}

/** Milliseconds in which the printer brings the card to the station. */
const patience = 10_000
const pollInterval = 50
/** Reset, and ask for the ATR. */
const [reset, askAtr] = [Uint8Array.of(2), Uint8Array.of(4)]

/** Writes the chip of whatever card lies at the printer's station. */
export function stationEncoder(address: StationAddress): ChipEncoder {
  return {
    emulated: true,
    // The printer itself says whether it is there: a second line to its station would end the one on which another lane writes.
    ready: async () => undefined,
    async present(_, ended) {
      for (
        const until = now() + patience;
        now() < until && !ended.aborted;
        await sleep(pollInterval, ended)
      ) {
        const channel = await poweredUp(address).catch(notThere)
        await channel?.close()
        if (channel) return { connect: () => poweredUp(address), release: async () => undefined }
      }
      throw new ChipNotWritten('CHIP_NOT_THERE', 'untouched')
    },
  }
}

function notThere(error: unknown): null {
  if (error instanceof ChipLost) return null
  throw error
}

/** Throws ChipLost. */
async function poweredUp(address: StationAddress): Promise<CardChannel> {
  const socket = await opened(address)
  if (!socket) throw new ChipLost()
  const answers = framesOf(socket)
  const ask = async (message: Uint8Array) => {
    socket.write(framed(message))
    const { value, done } = await answers.next()
    if (done) throw new ChipLost()
    return value
  }
  socket.write(framed(reset))
  return { atr: await ask(askAtr), transmit: ask, close: async () => void socket.destroy() }
}

/** Null where nobody listens. */
async function opened({ host, port }: StationAddress): Promise<Socket | null> {
  const socket = connect({ host, port, noDelay: true })
  socket.on('error', () => undefined)
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('close', () => resolve(false))
  })
  return isOpen ? socket : null
}

function framed(message: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(message.length >> 8, message.length & 0xff), message])
}

async function* framesOf(socket: Socket): AsyncGenerator<Uint8Array, void> {
  let rest = Buffer.alloc(0)
  try {
    for await (const part of socket as AsyncIterable<Buffer>) {
      rest = Buffer.concat([rest, part])
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const end = 2 + rest.readUInt16BE(0)
        yield Uint8Array.from(rest.subarray(2, end))
        rest = rest.subarray(end)
      }
    }
  } catch {
    // The card has left the station.
  }
}
