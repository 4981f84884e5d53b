import { after } from '../../transport/after.ts'
import { openSerial } from '../../transport/serial.ts'
import type { BarcodeReader } from '../barcode-reader.ts'
import { TextLines } from './text-lines.ts'

export interface TextReaderOptions {
  readonly path: string
  readonly baudRate?: number
}

/** The factory setting of most readers. */
const usualBaudRate = 9600
/** Milliseconds without a byte after which a code that began is taken for broken off. */
const interByteSilence = 200

/** Opens a reader in text mode, which only ever talks: that it is there shows with its first code. Throws SerialPortUnavailable. */
export async function openTextReader({
  path,
  baudRate = usualBaudRate,
}: TextReaderOptions): Promise<BarcodeReader> {
  const channel = await openSerial({ path, baudRate })
  const lines = new TextLines()
  const listeners = new Set<(text: string) => void>()
  let cancelSilence = () => {}
  const stopHearing = channel.onData((bytes) => {
    cancelSilence()
    for (const text of lines.push(bytes)) for (const listener of listeners) listener(text)
    if (lines.waiting) cancelSilence = after(interByteSilence, () => lines.clear())
  })
  return {
    capabilities: { model: 'Text', serial: null },
    onScan(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onClose: (listener) => channel.onClose(listener),
    enable: async () => undefined,
    selfTest: async () => undefined,
    async close() {
      cancelSilence()
      stopHearing()
      await channel.close()
    },
  }
}
