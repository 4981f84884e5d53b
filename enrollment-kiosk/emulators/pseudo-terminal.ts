import { spawn } from '@lydell/node-pty'
import { SerialPort } from 'serialport'

/** The module's end of a serial line whose other end is a device file that any program can open. */
export interface PseudoTerminal {
  readonly path: string
  write(bytes: Uint8Array): void
  onData(listener: (bytes: Uint8Array) => void): void
  /** Bits per second that the client has set on its end; null where the system does not tell. */
  clientSpeed(): Promise<number | null>
  /** Pulls the cable: the client sees its port vanish. */
  destroy(): Promise<void>
}

/** What node-pty does with `encoding: null`, which its types do not know. */
interface RawTerminal {
  write(bytes: Uint8Array): void
  onData(listener: (bytes: Uint8Array) => void): { dispose(): void }
  destroy(): void
}

/** Prints the name of its terminal and then holds it open, so that the line survives between two clients. */
const holder = 'stty raw -echo; tty; exec sleep 2147483647'

/** `baudRate` is what the line is set to until a client sets its own. */
export async function openPseudoTerminal(baudRate: number): Promise<PseudoTerminal> {
  const terminal = spawn('/bin/sh', ['-c', holder], { encoding: null }) as unknown as RawTerminal
  const path = await nameOf(terminal)
  const watch = await watchSpeed(path, baudRate)
  return {
    path,
    write: (bytes) => terminal.write(bytes),
    onData: (listener) => void terminal.onData(listener),
    clientSpeed: watch.speed,
    async destroy() {
      await watch.close()
      terminal.destroy()
    },
  }
}

function nameOf(terminal: RawTerminal): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const listening = terminal.onData((bytes) => {
      text += Buffer.from(bytes).toString('latin1')
      if (!text.includes('\n')) return
      listening.dispose()
      resolve(text.trim())
    })
  })
}

/** Reads the line's settings through a second opening that takes no lock and never reads a byte. */
async function watchSpeed(
  path: string,
  baudRate: number,
): Promise<{ speed: () => Promise<number | null>; close: () => Promise<void> }> {
  const line = await SerialPort.binding.open({ path, baudRate, lock: false, hupcl: false })
  return {
    async speed() {
      try {
        return (await line.getBaudRate()).baudRate
      } catch {
        return null // not every system has the question
      }
    },
    close: () => line.close(),
  }
}
