import { readFile, stat } from 'node:fs/promises'

/** The bytes of a file that its owner alone may read, or why they are not to be used. */
export async function readSecretFile(path: string): Promise<Uint8Array | 'MISSING' | 'READABLE_BY_OTHERS'> {
  const found = await stat(path).catch(() => null)
  if (!found) return 'MISSING'
  if ((found.mode & 0o077) !== 0) return 'READABLE_BY_OTHERS'
  return new Uint8Array(await readFile(path))
}
