import { write as writeFile } from 'node:fs'
import { lstat, rm, symlink } from 'node:fs/promises'
import { spawn } from '@lydell/node-pty'
import { sleep } from '../../clock.ts'

/** The printer's end of a line whose other end is a device file, as a USB printer's is. */
export interface DeviceFile {
  /** What nobody reads for a second is lost. */
  write(bytes: Uint8Array): Promise<void>
  /** The client sees its file vanish. */
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

/** Makes the line under this name, which stays the same whatever terminal stands behind it. */
export async function openDeviceFile(
  link: string,
  onBytes: (bytes: Uint8Array) => void,
): Promise<DeviceFile> {
  const terminal = spawn('/bin/sh', ['-c', holder], { encoding: null }) as unknown as RawTerminal
  let open = true
  const path = await nameOf(terminal)
  terminal.onData(onBytes)
  await removeLink(link)
  await symlink(path, link)
  return {
    write: (bytes) => writeOut(bytes, () => (open ? terminal.fd : null)),
    async destroy() {
      if (!open) return
      open = false
      await removeLink(link)
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

async function removeLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found?.isSymbolicLink()) await rm(path)
}

/** Milliseconds between two looks whether the client has made room, and how many of them it is given. */
const retryEvery = 5
const retries = 200

/** node-pty's own write stops the whole process until a client reads; the descriptor itself takes what it has room for. */
async function writeOut(bytes: Uint8Array, descriptor: () => number | null): Promise<void> {
  let offset = 0
  for (let left = retries; left > 0 && offset < bytes.length;) {
    const fd = descriptor()
    if (fd === null) return
    const written = await new Promise<number>((resolve) => {
      writeFile(fd, bytes.subarray(offset), (error, count) => resolve(error ? 0 : count))
    })
    offset += written
    left = written > 0 ? retries : left - 1
    if (written === 0) await sleep(retryEvery)
  }
}
