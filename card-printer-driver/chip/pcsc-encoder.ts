/**
 * Chips in a PC/SC reader, by the package `smartcard`. It is compiled when it is installed and may be missing; it is loaded when the
 * first chip is to be written.
 */
import type { ContextInterface, ReaderInterface } from 'smartcard'
import { sleep } from '../clock.ts'
import type { ChipEncoder, PresentedChip } from './chip-encoder.ts'
import { openPcscChannel } from './pcsc-channel.ts'
import { ChipNotWritten } from './personalisation-refusals.ts'

async function loadPcsc() {
  try {
    return await import('smartcard')
  } catch {
    throw new ChipNotWritten('CHIP_PCSC_MISSING', 'untouched')
  }
}

/** Milliseconds in which the operator puts the blank on the reader. */
const blankPatience = 60_000
const pollInterval = 100

/**
 * Writes in the reader whose name contains `readerName`; null: in any. Of those one alone may hold a chip. One blank at a time: where
 * the operator moves the cards (`byHand`), the next order waits until the finished one was taken away, or it would see that one's chip.
 */
export function pcscEncoder(readerName: string | null, { byHand = false } = {}): ChipEncoder {
  let place: Promise<unknown> = Promise.resolve()
  return {
    emulated: false,
    async ready() {
      const { Context } = await loadPcsc()
      const context = openContext(Context)
      try {
        readersNamed(context, readerName)
      } finally {
        context.close()
      }
    },
    async present(_, ended) {
      const before = place
      const held = Promise.withResolvers<void>()
      place = held.promise
      await before
      try {
        return await presented(readerName, { ended, byHand, free: held.resolve })
      } catch (error) {
        held.resolve()
        throw error
      }
    },
  }
}

interface Hold {
  readonly ended: AbortSignal
  readonly byHand: boolean
  free(): void
}

async function presented(readerName: string | null, { ended, byHand, free }: Hold): Promise<PresentedChip> {
  const { Context, SCARD_STATE_PRESENT } = await loadPcsc()
  const context = openContext(Context)
  const isThere = (name: string) =>
    listReaders(context).some((reader) => reader.name === name && (reader.state & SCARD_STATE_PRESENT) !== 0)
  const takenAway = async (name: string) => {
    while (byHand && !ended.aborted && isThere(name)) await sleep(pollInterval, ended)
    context.close()
    free()
  }
  try {
    for (let waited = 0; waited < blankPatience && !ended.aborted; waited += pollInterval) {
      const holding = readersNamed(context, readerName).filter(
        ({ state }) => (state & SCARD_STATE_PRESENT) !== 0,
      )
      if (holding.length > 1) throw new ChipNotWritten('CHIP_NOT_ALONE', 'untouched')
      const [{ name } = { name: null }] = holding
      if (name !== null) {
        const release = async () => void takenAway(name)
        return { connect: () => openPcscChannel(context, name), release }
      }
      await sleep(pollInterval, ended)
    }
    throw new ChipNotWritten('CHIP_NOT_THERE', 'untouched')
  } catch (error) {
    context.close()
    throw error
  }
}

function openContext(Constructor: new () => ContextInterface): ContextInterface {
  try {
    return new Constructor()
  } catch {
    throw new ChipNotWritten('CHIP_READER_GONE', 'untouched')
  }
}

/** Without a reader the operator has nothing to put a blank on. */
function readersNamed(context: ContextInterface, name: string | null): readonly ReaderInterface[] {
  const readers = listReaders(context).filter((reader) => name === null || reader.name.includes(name))
  if (readers.length === 0) throw new ChipNotWritten('CHIP_READER_GONE', 'untouched')
  return readers
}

function listReaders(context: ContextInterface): readonly ReaderInterface[] {
  try {
    return context.listReaders()
  } catch {
    return []
  }
}
