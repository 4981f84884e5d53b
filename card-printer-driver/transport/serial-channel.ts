import { SerialPort } from 'serialport'
import { type ByteChannel, ChannelClosed, ChannelListeners } from '../../core/device/byte-channel.ts'
import { PrinterRefusal } from '../printer.ts'

export interface SerialSettings {
  readonly path: string
  readonly baudRate: number
}

/** A serial line, 8N1, of which nobody else gets hold. Throws PrinterRefusal: LINE_BUSY where somebody has it, otherwise PRINTER_OFF. */
export async function openSerial({ path, baudRate }: SerialSettings): Promise<ByteChannel> {
  const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false })
  const listeners = new ChannelListeners()
  // An unplugged port reports an error and up to two closes, and reports nothing at all unless it is being read.
  port.on('error', () => listeners.close(new ChannelClosed()))
  port.on('close', () => listeners.close(new ChannelClosed()))
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (!error) return resolve()
      const isBusy = /lock|busy|temporarily unavailable|access denied/i.test(error.message)
      return reject(new PrinterRefusal(isBusy ? 'LINE_BUSY' : 'PRINTER_OFF'))
    })
  })
  port.on('data', (bytes: Uint8Array) => listeners.emit(bytes))
  return {
    async write(bytes) {
      // A write to a closed port would wait for a next opening that never comes.
      if (listeners.closed || !port.isOpen) throw new ChannelClosed()
      await drained(port, listeners, bytes)
    },
    onData: (listener) => listeners.onData(listener),
    onClose: (listener) => listeners.onClose(listener),
    async close() {
      listeners.close(undefined)
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
    },
  }
}

/** Ends early when the port closes: its callbacks may never come then. */
async function drained(port: SerialPort, listeners: ChannelListeners, bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (failed: Error | null | undefined) => {
      stop()
      if (failed) reject(new ChannelClosed())
      else resolve()
    }
    const stop = listeners.onClose(() => reject(new ChannelClosed()))
    port.write(Buffer.from(bytes), (unwritten) => {
      if (unwritten) settle(unwritten)
      else port.drain(settle)
    })
  })
}
