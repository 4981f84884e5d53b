import { SerialPort } from 'serialport'
import { type ByteChannel, ChannelClosed, ChannelListeners } from '../../core/device/byte-channel.ts'
import { NoReply } from '../../core/device/exchange.ts'
import { DomainError } from '../../core/errors.ts'
import { after } from './after.ts'

/** A serial line, 8N1, no flow control. */
export interface SerialChannel extends ByteChannel {
  readonly path: string
  readonly baudRate: number
  /** Changes the speed of an open line, once what was written has left. */
  setBaudRate(baudRate: number): Promise<void>
}

export interface SerialSettings {
  /** Path of the port; it comes from configuration, since the system's own list misses ports and may be missing itself. */
  readonly path: string
  readonly baudRate: number
}

const unavailableBecause = {
  missing: {
    vi: 'Không tìm thấy cổng nối tiếp đã cấu hình. Hãy cắm thiết bị hoặc sửa cấu hình.',
    en: 'The configured serial port does not exist. Plug the device in or correct the configuration.',
  },
  busy: {
    vi: 'Cổng nối tiếp đang được chương trình khác sử dụng.',
    en: 'The serial port is in use by another program.',
  },
  forbidden: {
    vi: 'Không có quyền mở cổng nối tiếp. Hãy thêm người dùng vào nhóm dialout.',
    en: 'No permission to open the serial port. Add the user to the dialout group.',
  },
  failed: {
    vi: 'Không mở được cổng nối tiếp.',
    en: 'The serial port could not be opened.',
  },
} as const

export class SerialPortUnavailable extends DomainError<'SERIAL_PORT_UNAVAILABLE'> {
  constructor(reason: keyof typeof unavailableBecause, path: string) {
    super('SERIAL_PORT_UNAVAILABLE', unavailableBecause[reason], { reason, path })
  }
}

function reasonOf(error: Error): keyof typeof unavailableBecause {
  if (/no such file|not found|no such device/i.test(error.message)) return 'missing'
  if (/lock|busy|temporarily unavailable|access denied/i.test(error.message)) return 'busy'
  if (/permission/i.test(error.message)) return 'forbidden'
  return 'failed'
}

/** Milliseconds beyond the line time after which a write that does not end is given up. */
const writeSlack = 2000
const busyTries = 6
/** Milliseconds. */
const busyPause = 100

/**
 * Opens the port, exclusively. Each opening uses a port object of its own: one that was unplugged cannot be opened again.
 * Throws {@link SerialPortUnavailable}.
 */
export async function openSerial(settings: SerialSettings): Promise<SerialChannel> {
  const port = new SerialPort({
    path: settings.path,
    baudRate: settings.baudRate,
    autoOpen: false,
    hupcl: false, // dropping DTR on close resets some modules
  })
  const listeners = new ChannelListeners()
  // An unplugged port reports an error and up to two closes, and reports nothing at all unless it is being read.
  port.on('error', () => listeners.close(new ChannelClosed()))
  port.on('close', () => listeners.close(new ChannelClosed()))
  await opened(port, settings.path)
  port.on('data', (bytes: Uint8Array) => listeners.emit(bytes))
  return channelOver(port, listeners, settings)
}

/** A port that is in use is asked again a few times: whoever had it may be just letting it go. */
async function opened(port: SerialPort, path: string): Promise<void> {
  for (let left = busyTries - 1; ; left--) {
    const error = await new Promise<Error | null>((resolve) => port.open(resolve))
    if (!error) return
    const reason = reasonOf(error)
    if (reason !== 'busy' || left === 0) throw new SerialPortUnavailable(reason, path)
    await new Promise<void>((resolve) => after(busyPause, resolve))
  }
}

function channelOver(port: SerialPort, listeners: ChannelListeners, settings: SerialSettings): SerialChannel {
  let { baudRate } = settings
  return {
    path: settings.path,
    get baudRate() {
      return baudRate
    },
    async write(bytes) {
      // A write to a closed port would wait for a next opening that never comes.
      if (listeners.closed || !port.isOpen) throw new ChannelClosed()
      await written(port, listeners, { bytes, timeout: (bytes.length * 10_000) / baudRate + writeSlack })
    },
    async setBaudRate(next) {
      if (listeners.closed || !port.isOpen) throw new ChannelClosed()
      await new Promise<void>((resolve, reject) => {
        port.update({ baudRate: next }, (error) => (error ? reject(new ChannelClosed()) : resolve()))
      })
      baudRate = next
    },
    onData: (listener) => listeners.onData(listener),
    onClose: (listener) => listeners.onClose(listener),
    async close() {
      listeners.close(undefined)
      if (!port.isOpen) return
      await new Promise<void>((resolve) => port.close(() => resolve()))
    },
  }
}

/** Writes and waits until the system has sent it; ends early when the port closes, whose callbacks may then never come. */
function written(
  port: SerialPort,
  listeners: ChannelListeners,
  { bytes, timeout }: { readonly bytes: Uint8Array; readonly timeout: number },
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const settle = (error: Error | null | undefined) => {
      cancel()
      stop()
      if (error) reject(error)
      else resolve()
    }
    const cancel = after(timeout, () => settle(new NoReply(timeout)))
    const stop = listeners.onClose((reason) => settle(reason ?? new ChannelClosed()))
    port.write(Buffer.from(bytes), (failed) => {
      if (failed) settle(new ChannelClosed())
      else port.drain((undrained) => settle(undrained ? new ChannelClosed() : null))
    })
  })
}
