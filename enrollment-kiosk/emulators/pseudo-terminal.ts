import { write as writeFile } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawn } from '@lydell/node-pty'
import { SerialPort } from 'serialport'

/** The module's end of a serial line whose other end is a device file that any program can open. */
export interface PseudoTerminal {
  readonly path: string
  /** Resolves when the bytes are on the line; what nobody reads for a second is lost, as on a line without flow control. */
  write(bytes: Uint8Array): Promise<void>
  onData(listener: (bytes: Uint8Array) => void): void
  /** Bits per second that the client has set on its end; null where the system does not tell. */
  clientSpeed(): Promise<number | null>
  /** Pulls the cable: the client sees its port vanish. */
  destroy(): Promise<void>
}

/** What node-pty does with `encoding: null`, which its types do not know. */
interface RawTerminal {
  readonly fd: number
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
  let open = true
  return {
    path,
    write: (bytes) => writeOut(bytes, () => (open ? terminal.fd : null)),
    onData: (listener) => void terminal.onData(listener),
    clientSpeed: watch.speed,
    async destroy() {
      if (!open) return
      open = false
      await watch.close()
      terminal.destroy()
    },
  }
}

/** Milliseconds between two looks whether the client has made room, and how many of them it is given. */
const retryEvery = 5
const retries = 200

/**
 * node-pty's own write stops the whole process until a client reads, so this one writes to the terminal's descriptor,
 * which is set not to block and takes as much as it has room for.
 */
async function writeOut(bytes: Uint8Array, descriptor: () => number | null): Promise<void> {
  let offset = 0
  for (let left = retries; left > 0 && offset < bytes.length;) {
    const fd = descriptor()
    if (fd === null) return
    const written = await writeSome(fd, bytes.subarray(offset))
    offset += written
    left = written > 0 ? retries : left - 1
    if (written === 0) await sleep(retryEvery)
  }
}

/** How many bytes there was room for; none when the line has gone. */
function writeSome(fd: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve) => {
    writeFile(fd, bytes, (error, written) => resolve(error ? 0 : written))
  })
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
