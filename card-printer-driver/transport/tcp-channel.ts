import { connect, type Socket } from 'node:net'
import { type ByteChannel, ChannelClosed, ChannelListeners } from '../../core/device/byte-channel.ts'
import { PrinterRefusal } from '../printer.ts'

/** Milliseconds in which a printer on the same network takes the call. */
const patience = 3_000

/** Raw TCP. Throws PrinterRefusal PRINTER_OFF. */
export async function openTcp({
  host,
  port,
}: {
  readonly host: string
  readonly port: number
}): Promise<ByteChannel> {
  const socket = await connected(host, port)
  const listeners = new ChannelListeners()
  socket.on('data', (bytes: Uint8Array) => listeners.emit(bytes))
  socket.on('close', () => listeners.close(new ChannelClosed()))
  return {
    async write(bytes) {
      if (listeners.closed || !socket.writable) throw new ChannelClosed()
      await new Promise<void>((resolve, reject) => {
        const stop = listeners.onClose(() => reject(new ChannelClosed()))
        socket.write(bytes, (error) => {
          stop()
          if (error) reject(new ChannelClosed())
          else resolve()
        })
      })
    },
    onData: (listener) => listeners.onData(listener),
    onClose: (listener) => listeners.onClose(listener),
    async close() {
      listeners.close(undefined)
      socket.destroy()
    },
  }
}

async function connected(host: string, port: number): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true })
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer')))
    socket.once('connect', () => {
      socket.setTimeout(0)
      resolve(socket)
    })
    // Stays: whatever breaks the line later closes it.
    socket.on('error', () => reject(new PrinterRefusal('PRINTER_OFF')))
  })
}
