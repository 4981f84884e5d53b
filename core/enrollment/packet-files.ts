/**
 * The ZIP inside a sealed packet (see packet.ts): stored, in one order, without dates, so that equal files
 * make equal bytes.
 */
import { strFromU8, strToU8, type UnzipFileInfo, unzipSync, zipSync, type Zippable } from 'fflate'
import { toHex } from '../bytes.ts'
import { DomainError } from '../errors.ts'
import { countersignatureFile, manifestFile, type PacketManifest, packetManifestSchema } from './packet.ts'
import { filesOf } from './resubmission.ts'

/** As many files as a manifest lists at most; itself and its countersignature are two more. */
export const packetLimits = { files: 162, fileBytes: 8 * 1024 * 1024, totalBytes: 20 * 1024 * 1024 } as const

/**
 * SHA-256, passed in because core has no hash of its own: `async (bytes) => new Uint8Array(await
 * crypto.subtle.digest(…))`.
 */
export type Sha256 = (bytes: Uint8Array) => Promise<Uint8Array>

/** Not the ZIP that `packFiles` writes: damaged, compressed, too many files, too large, or unsafe names. */
export class PacketArchiveInvalid extends DomainError<'PACKET_ARCHIVE_INVALID'> {
  constructor(reason: 'UNREADABLE' | 'COMPRESSED' | 'NAME' | 'REPEATED' | 'TOO_MANY' | 'TOO_LARGE') {
    super(
      'PACKET_ARCHIVE_INVALID',
      {
        vi: 'Tệp nén trong gói hồ sơ không đọc được hoặc vượt giới hạn cho phép.',
        en: 'The archive inside the packet cannot be read, or exceeds the limits.',
      },
      { reason },
    )
  }
}

/** A file that must be in the packet is not. */
export class PacketIncomplete extends DomainError<'PACKET_INCOMPLETE'> {
  constructor(missing: string) {
    super(
      'PACKET_INCOMPLETE',
      {
        vi: `Gói hồ sơ thiếu tệp ${missing}.`,
        en: `The packet lacks the file ${missing}.`,
      },
      { missing },
    )
  }
}

/** The manifest and the files do not agree. */
export class PacketManifestMismatch extends DomainError<'PACKET_MANIFEST_MISMATCH'> {
  constructor(file: string, reason: 'FORM' | 'SIZE' | 'HASH' | 'UNLISTED' | 'REPEATED') {
    super(
      'PACKET_MANIFEST_MISMATCH',
      {
        vi: `Tệp ${file} không khớp với bản kê của gói hồ sơ.`,
        en: `The file ${file} does not match the manifest of the packet.`,
      },
      { file, reason },
    )
  }
}

// A plain name in lower case: no folders, no hidden files, nothing that a file system or a log could misread.
const safeName = /^[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9])){0,62}$/

// Wall-clock time without a zone: ZIP stores local time, so the same digits are written everywhere.
const zipTime = '1980-01-01T00:00:00'

/**
 * The bytes of manifest.json: what is hashed for the countersignature. The manifest is written in the
 * schema's order.
 */
export function encodeManifest(manifest: PacketManifest): Uint8Array {
  return strToU8(JSON.stringify(packetManifestSchema.parse(manifest)))
}

/**
 * The packet's content. `files` are all those the manifest lists, and countersignature.jws.
 * Throws PacketIncomplete, PacketManifestMismatch or PacketArchiveInvalid rather than pack what would be refused.
 */
export async function packFiles(
  manifest: PacketManifest,
  files: ReadonlyMap<string, Uint8Array>,
  sha256: Sha256,
): Promise<Uint8Array> {
  checkNamesAndSizes([...files].map(([name, { length }]) => ({ name, size: length })))
  await checkAgainstManifest(manifest, files, sha256)
  const names = [...files.keys()].sort()
  const entries: Zippable = { [manifestFile]: encodeManifest(manifest) }
  for (const name of names) entries[name] = files.get(name) ?? new Uint8Array()
  return zipSync(entries, { level: 0, mtime: zipTime })
}

export type PacketFiles = {
  readonly manifest: PacketManifest
  /** The bytes of manifest.json as they were packed: what the countersignature covers. */
  readonly manifestBytes: Uint8Array
  /** Every other file by name, countersignature.jws included. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Throws PacketArchiveInvalid, PacketIncomplete or PacketManifestMismatch. */
export async function unpackFiles(bytes: Uint8Array, sha256: Sha256): Promise<PacketFiles> {
  const files = unzip(bytes)
  const manifestBytes = files.get(manifestFile)
  if (manifestBytes === undefined) throw new PacketIncomplete(manifestFile)
  files.delete(manifestFile)
  const manifest = readManifest(manifestBytes)
  await checkAgainstManifest(manifest, files, sha256)
  return { manifest, manifestBytes, files }
}

function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  const entries: { name: string; size: number }[] = []
  // Called before each entry is copied out, so nothing is allocated for a refused archive.
  const filter = ({ name, size, originalSize, compression }: UnzipFileInfo) => {
    if (compression !== 0 || size !== originalSize) throw new PacketArchiveInvalid('COMPRESSED')
    entries.push({ name, size })
    checkNamesAndSizes(entries)
    return true
  }
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })))
  } catch (fault) {
    throw fault instanceof DomainError ? fault : new PacketArchiveInvalid('UNREADABLE')
  }
}

function checkNamesAndSizes(entries: readonly { name: string; size: number }[]): void {
  if (entries.length > packetLimits.files) throw new PacketArchiveInvalid('TOO_MANY')
  if (!entries.every(({ name }) => safeName.test(name))) throw new PacketArchiveInvalid('NAME')
  if (new Set(entries.map(({ name }) => name)).size !== entries.length)
    throw new PacketArchiveInvalid('REPEATED')
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const isTooLarge =
    entries.some(({ size }) => size > packetLimits.fileBytes) || total > packetLimits.totalBytes
  if (isTooLarge) throw new PacketArchiveInvalid('TOO_LARGE')
}

function readManifest(bytes: Uint8Array): PacketManifest {
  try {
    return packetManifestSchema.parse(JSON.parse(strFromU8(bytes)))
  } catch {
    throw new PacketManifestMismatch(manifestFile, 'FORM')
  }
}

async function checkAgainstManifest(
  manifest: PacketManifest,
  files: ReadonlyMap<string, Uint8Array>,
  sha256: Sha256,
): Promise<void> {
  const listed = new Set(manifest.files.map(({ name }) => name))
  if (![...listed].every((name) => safeName.test(name)))
    throw new PacketManifestMismatch(manifestFile, 'FORM')
  if (listed.size !== manifest.files.length) throw new PacketManifestMismatch(manifestFile, 'REPEATED')
  for (const name of files.keys()) {
    if (name !== countersignatureFile && !listed.has(name)) throw new PacketManifestMismatch(name, 'UNLISTED')
  }
  const missing = [countersignatureFile, ...listed, ...mentionedFiles(manifest)].find(
    (name) => !files.has(name),
  )
  if (missing !== undefined) throw new PacketIncomplete(safeName.test(missing) ? missing : manifestFile)
  for (const { name, sha256: expected, bytes } of manifest.files) {
    const file = files.get(name) ?? new Uint8Array()
    if (file.length !== bytes) throw new PacketManifestMismatch(name, 'SIZE')
    if (toHex(await sha256(file)) !== expected) throw new PacketManifestMismatch(name, 'HASH')
  }
}

/** Files that the parts of a manifest point to. */
function mentionedFiles(manifest: PacketManifest): readonly string[] {
  const { signature, consent } = manifest
  return [...filesOf(manifest), ...[signature?.file, consent?.signature].filter((name) => name != null)]
}
