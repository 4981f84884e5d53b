import { close, constants, open, read, write } from 'node:fs'
import { promisify } from 'node:util'
import { type ByteChannel, ChannelClosed, ChannelListeners } from '../../core/device/byte-channel.ts'
import { PrinterRefusal } from '../printer.ts'
import { after } from './after.ts'

const openFile = promisify(open)
const closeFile = promisify(close)

/** A piece that a printer's buffer takes at once, as a rule. */
const piece = 16_384
/** Milliseconds between two looks at a device that had nothing to say, or no room. */
const looks = { least: 1, most: 10 } as const
/** Milliseconds that a device may have no room: longer than a print head cools. */
const writePatience = 180_000

/**
 * A character device that is read and written, as /dev/usb/lp0. Opened without blocking: a read of a silent device would otherwise keep a
 * thread for ever. Throws PrinterRefusal: LINE_BUSY where another program has it (usblp lets one in), otherwise PRINTER_OFF.
 */
export async function openDeviceFile(path: string): Promise<ByteChannel> {
  const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants
  const file = await openFile(path, O_RDWR | O_NONBLOCK | O_NOCTTY).catch((error: NodeJS.ErrnoException) => {
    throw new PrinterRefusal(error.code === 'EBUSY' ? 'LINE_BUSY' : 'PRINTER_OFF')
  })
  const listeners = new ChannelListeners()
  const end = (reason: Error | undefined) => {
    if (listeners.closed) return
    listeners.close(reason)
    // A read that is under way ends first: the system may give the number to another file.
    void reading.then(() => closeFile(file).catch(() => undefined))
  }
  const reading = readOn(file, listeners).then(() => end(new ChannelClosed()))
  return {
    async write(bytes) {
      if (listeners.closed) throw new ChannelClosed()
      try {
        await writeAll(file, listeners, bytes)
      } catch {
        end(new ChannelClosed())
        throw new ChannelClosed()
      }
    },
    onData: (listener) => listeners.onData(listener),
    onClose: (listener) => listeners.onClose(listener),
    async close() {
      end(undefined)
      await reading
    },
  }
}

const readBytes = promisify(read)
const writeBytes = promisify(write)
const wait = (milliseconds: number) => new Promise<void>((resolve) => void after(milliseconds, resolve))
const isBusy = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EAGAIN'

/** Until the channel is closed, or the device has gone: then its read fails. */
async function readOn(file: number, listeners: ChannelListeners): Promise<void> {
  const buffer = new Uint8Array(piece)
  for (let pause: number = looks.least; !listeners.closed;) {
    const count = await readBytes(file, buffer, 0, piece, null).then(
      ({ bytesRead }) => bytesRead,
      (error: unknown) => (isBusy(error) ? 0 : -1),
    )
    if (count < 0) return
    if (count > 0) listeners.emit(buffer.slice(0, count))
    pause = count > 0 ? looks.least : Math.min(pause * 2, looks.most)
    if (count === 0) await wait(pause)
  }
}

async function writeAll(file: number, listeners: ChannelListeners, bytes: Uint8Array): Promise<void> {
  let waited = 0
  for (let at = 0; at < bytes.length;) {
    if (listeners.closed || waited > writePatience) throw new ChannelClosed()
    const part = bytes.subarray(at, at + piece)
    const count = await writeBytes(file, part, 0, part.length, null).then(
      ({ bytesWritten }) => bytesWritten,
      (error: unknown) => {
        if (isBusy(error)) return 0
        throw error
      },
    )
    at += count
    waited = count > 0 ? 0 : waited + looks.least
    if (count === 0) await wait(looks.least)
  }
}
