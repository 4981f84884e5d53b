import type { CardInterface, ContextInterface } from 'smartcard'
import { sleep } from '../clock.ts'
import type { CardChannel } from './card-channel.ts'
import { ChipLost } from './refusals.ts'

/** The longest protected answer to a command of extended length, with its status word. */
const longestAnswer = 65_536 + 64

/** Milliseconds for one command: keys take a chip a second or two; a driver that never answers has lost it. */
const patience = 30_000

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const done = new AbortController()
  const late = sleep(patience, done.signal).then(() => {
    throw new ChipLost()
  })
  return await Promise.race([work, late]).finally(() => done.abort())
}

/**
 * The chip in a PC/SC reader, powered anew and kept from other programs. The library tells no cause by a code: whatever is not an
 * answer is a chip, or a reader, that is gone.
 */
export async function openPcscChannel(context: ContextInterface, readerName: string): Promise<CardChannel> {
  const pcsc = await import('smartcard')
  const protocols = pcsc.SCARD_PROTOCOL_T0 | pcsc.SCARD_PROTOCOL_T1
  const orLost = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch {
      throw new ChipLost()
    }
  }
  const card: CardInterface = await orLost(async () => {
    const reader = context.listReaders().find(({ name }) => name === readerName)
    if (!reader) throw new ChipLost()
    const connected = await reader.connect(pcsc.SCARD_SHARE_EXCLUSIVE, protocols)
    try {
      await connected.reconnect(pcsc.SCARD_SHARE_EXCLUSIVE, protocols, pcsc.SCARD_UNPOWER_CARD)
    } catch (error) {
      // Held on to, it would refuse the next attempt.
      connected.disconnect(pcsc.SCARD_LEAVE_CARD)
      throw error
    }
    return connected
  })
  const options = { autoGetResponse: true, maxRecvLength: longestAnswer }
  return {
    atr: Uint8Array.from(card.atr ?? []),
    async transmit(command) {
      const answer = await inTime(
        orLost(() => pcsc.transmitWithAutoResponse(card, Buffer.from(command), options)),
      )
      // Some drivers answer for a chip that fell silent, with nothing.
      if (answer.length < 2) throw new ChipLost()
      return Uint8Array.from(answer)
    },
    async close(reset = false) {
      // A card that was pulled has ended the session itself.
      await orLost(() => card.disconnect(reset ? pcsc.SCARD_UNPOWER_CARD : pcsc.SCARD_LEAVE_CARD)).catch(
        () => undefined,
      )
    },
  }
}
