/** The one file whose secret opens the card key store: the module's PIN as a line of text, or the wrapping key's bytes. */
import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CardKeyPlaces } from '../card-keys.ts'
import { readIfThere } from '../key-files.ts'

const fileOf = (places: CardKeyPlaces) => (places.kind === 'pkcs11' ? places.pinFile : places.wrappingKeyFile)

/** Null while the store is not activated. */
export async function readActivation(places: CardKeyPlaces): Promise<Uint8Array | null> {
  const bytes = await readIfThere(fileOf(places))
  if (bytes === null || places.kind === 'file') return bytes
  return new TextEncoder().encode(bytes.toString('utf8').trim())
}

export async function writeActivation(places: CardKeyPlaces, secret: Uint8Array): Promise<void> {
  const file = fileOf(places)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx' })
  await rename(draft, file)
}

export async function removeActivation(places: CardKeyPlaces): Promise<void> {
  await rm(fileOf(places), { force: true })
}
