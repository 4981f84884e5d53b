import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const ownerOnly = 0o600

export const unfinishedSuffix = '.tmp'

/**
 * Writes a file so that after a power cut there is either the old content or the whole new one: a temporary file is
 * flushed, renamed over the target, and the directory entry is flushed before this resolves. Mode 600 unless another is given.
 */
export async function writeDurably(
  path: string,
  content: Uint8Array | string,
  mode = ownerOnly,
): Promise<void> {
  const unfinished = path + unfinishedSuffix
  const file = await open(unfinished, 'w', mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  await flushDirectory(dirname(path))
}

/** Removes a file or a directory with its content; an absent one is no error. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true, recursive: true })
  await flushDirectory(dirname(path))
}

export async function readIfPresent(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** A directory only this user of the computer can enter. */
export async function makePrivateDirectory(path: string): Promise<void> {
  const created = await mkdir(path, { recursive: true, mode: 0o700 })
  if (created) await flushDirectory(dirname(created))
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
