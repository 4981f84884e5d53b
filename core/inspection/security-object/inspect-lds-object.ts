/*
 * LDSSecurityObject ::= SEQUENCE { version 0 | 1, hashAlgorithm, SEQUENCE OF { dataGroupNumber INTEGER, hash OCTET STRING },
 *                                  ldsVersionInfo SEQUENCE { PrintableString, PrintableString } OPTIONAL }   (9303-10, 4.6.2.2)
 */
import { equalBytes } from '../../bytes.ts'
import {
  type ChipImage,
  dataGroupName,
  type DataGroupNumber,
  dataGroupNumbers,
} from '../../lds/chip-files.ts'
import type { HashName, PublicCrypto } from '../../pki/signing-key.ts'
import { type DerNode, readDerTree } from '../der/der-tree.ts'
import { algorithmOf, letters, Misfit, numberOf, partsOf } from '../der/parts.ts'
import type { CommonData } from '../files.ts'
import { type Place, reading, type Tell, treeIn } from '../findings.ts'
import { hashBytes, hashNames } from './algorithms.ts'

export interface LdsObject {
  readonly version: number
  readonly hashName: HashName | null
  /** Data groups that a hash is told of, also one that cannot be right. */
  readonly listed: ReadonlySet<DataGroupNumber>
  readonly hashes: ReadonlyMap<DataGroupNumber, Uint8Array>
  readonly versions: { readonly lds: string; readonly unicode: string } | null
}

export function inspectLdsObject(content: Uint8Array, tell: Tell): LdsObject | null {
  const place: Place = { tell, file: 'SOD' }
  const root = treeIn(place, readDerTree(content), 'LDSSecurityObject')
  return root && reading(place, 'LDS_SO_STRUCTURE', () => ldsObjectIn(root, tell))
}

function ldsObjectIn(root: DerNode, tell: Tell): LdsObject {
  if (root.tag !== 0x30) throw new Misfit('LDSSecurityObject')
  const parts = partsOf(root)
  const version = numberOf(parts.take(0x02, 'version'))
  const algorithm = algorithmOf(parts.take(0x30, 'hashAlgorithm'), 'hashAlgorithm')
  const list = parts.take(0x30, 'dataGroupHashValues').children
  const info = parts.takeIf(0x30)
  parts.end('LDSSecurityObject')
  const hashName = hashNames[algorithm.oid] ?? null
  if (version !== 0 && version !== 1) tell('LDS_SO_VERSION', 'SOD')
  if (hashName === null) tell('HASH_ALGORITHM', 'SOD', algorithm.oid)
  if (algorithm.parameters) tell('HASH_PARAMETERS', 'SOD')
  if (version === 1 && !info) tell('LDS_VERSION_INFO_MISSING', 'SOD')
  if (version === 0 && info) tell('LDS_VERSION_INFO_UNEXPECTED', 'SOD')
  const hashes = inspectHashes(list, hashName, tell)
  return { version, hashName, ...hashes, versions: info && versionsIn(info, tell) }
}

function inspectHashes(
  list: readonly DerNode[],
  hashName: HashName | null,
  tell: Tell,
): Pick<LdsObject, 'listed' | 'hashes'> {
  const listed = new Set<DataGroupNumber>()
  const hashes = new Map<DataGroupNumber, Uint8Array>()
  if (list.length < 2 || list.length > 16) tell('HASH_COUNT', 'SOD', `${list.length}`)
  for (const node of list) {
    const parts = partsOf(node)
    const told = numberOf(parts.take(0x02, 'dataGroupNumber'))
    const hash = parts.take(0x04, 'dataGroupHashValue').content
    parts.end('DataGroupHash')
    const number = dataGroupNumbers.find((one) => one === told)
    if (number === undefined) {
      tell('HASH_NUMBER', 'SOD', `${told}`)
      continue
    }
    if (listed.has(number)) tell('HASH_DUPLICATE', 'SOD', `DG${number}`)
    listed.add(number)
    if (hashName !== null && hash.length !== hashBytes[hashName])
      tell('HASH_LENGTH', 'SOD', `DG${number} ${hash.length}`)
    else hashes.set(number, hash)
  }
  return { listed, hashes }
}

function versionsIn(info: DerNode, tell: Tell): LdsObject['versions'] {
  return reading({ tell, file: 'SOD' }, 'LDS_VERSION_INFO', () => {
    const parts = partsOf(info)
    const lds = letters(parts.take(0x13, 'ldsVersion').content)
    const unicode = letters(parts.take(0x13, 'unicodeVersion').content)
    parts.end('ldsVersionInfo')
    if (!/^\d{4}$/.test(lds) || !/^\d{6}$/.test(unicode)) throw new Misfit('digits')
    return { lds, unicode }
  })
}

/** LDS 1.7 is signed as version 0, LDS 1.8 as version 1, which says its versions itself (9303-10, 4.6.2.2). */
export function inspectVersions(common: CommonData, { version, versions }: LdsObject, tell: Tell): void {
  if (version === 0 && common.ldsVersion === '0108') tell('LDS_VERSION_DIFFERS', 'SOD', '0108 as version 0')
  if (!versions || version !== 1) return
  if (versions.lds !== common.ldsVersion) tell('LDS_VERSION_DIFFERS', 'SOD')
  if (versions.unicode !== common.unicodeVersion) tell('UNICODE_VERSION_DIFFERS', 'SOD')
}

/** Each file against its hash, EF.SOD's order being free. */
export function inspectHashesOfFiles(
  image: ChipImage,
  { hashName, hashes }: LdsObject,
  { crypto, tell }: { readonly crypto: PublicCrypto; readonly tell: Tell },
): void {
  if (hashName === null) return
  for (const [number, hash] of hashes) {
    const name = dataGroupName(number)
    const bytes = image.get(name)
    if (bytes && !equalBytes(crypto.hash(hashName, bytes), hash)) tell('HASH_MISMATCH', name)
  }
}
