import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm, stat } from 'node:fs/promises'

/** Null where there is none. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  return readFile(file).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null
    throw fault
  })
}

/** Whether nobody but the file's owner may read it; Windows has no such mode. */
export async function isPrivateFile(file: string): Promise<boolean> {
  return process.platform === 'win32' || ((await stat(file)).mode & 0o077) === 0
}

/**
 * Writes a file whole or not at all and never over another; false when one is there, as when two processes
 * start at once.
 */
export async function writeOnce(file: string, bytes: Uint8Array): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
    await link(draft, file)
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false
    throw fault
  } finally {
    await handle.close()
    await rm(draft)
  }
}
