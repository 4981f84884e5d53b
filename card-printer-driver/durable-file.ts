import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What is not finished yet stands under this name beside it. */
export const unfinishedName = (path: string) => `${path}.new`

/** Writes a file whole under its unfinished name, on the disk when this resolves; its owner alone may read it. */
export async function writeUnfinished(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(unfinishedName(path), 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Gives an unfinished file its name: after a power cut it has it, or has not. */
export async function finishFile(path: string): Promise<void> {
  await rename(unfinishedName(path), path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Either the old content or the whole new one, whatever happens. */
export async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  await writeUnfinished(path, content)
  await finishFile(path)
}
