/**
 * What the chip can do, in EF.CardAccess, DG14 and EF.CardSecurity (Doc 9303-11, 9.2):
 *   SecurityInfos ::= SET OF SEQUENCE { protocol OID, required ANY, optional ANY OPTIONAL }
 *   PACEInfo                        { id-PACE-…, version 2, parameterId }
 *   ChipAuthenticationInfo          { id-CA-…, version 1, keyId OPTIONAL }
 *   ChipAuthenticationPublicKeyInfo { id-PK-ECDH, SubjectPublicKeyInfo, keyId OPTIONAL }
 *   TerminalAuthenticationInfo      { id-TA, version 1 }
 *   ActiveAuthenticationInfo        { id-icao-mrtd-security-aaProtocolObject, version 1, signature algorithm OID }
 */
import {
  type Cursor,
  DerError,
  element,
  enter,
  expectEnd,
  nextTag,
  objectIdentifier,
  readDer,
  readObjectIdentifier,
  readShortInteger,
  sequence,
  setOf,
  tags,
  unsignedInteger,
} from '../der.ts'
import type { ChipProfile } from '../card/chip-profile.ts'
import { curves } from '../pki/curves.ts'
import { encodePublicKey } from '../pki/public-key.ts'
import { algorithmOf, type PublicPoint, type SignatureAlgorithm } from '../pki/signing-key.ts'
import type { ChipFileName } from './chip-files.ts'
import { readingDer } from './lds-der.ts'

/** Doc 9303-11, 9.2: AES with 128 bits everywhere, as hard-wired in readers of Vietnamese cards. */
const protocolOids = {
  paceGenericMapping: '0.4.0.127.0.7.2.2.4.2.2',
  paceChipAuthenticationMapping: '0.4.0.127.0.7.2.2.4.6.2',
  chipAuthentication: '0.4.0.127.0.7.2.2.3.2.2',
  chipAuthenticationPublicKey: '0.4.0.127.0.7.2.2.1.2',
  terminalAuthentication: '0.4.0.127.0.7.2.2.2',
  activeAuthentication: '2.23.136.1.1.5',
} as const

/** ecdsa-plain-SHA2: r ‖ s, as chips sign (TR-03111, 5.2.1.1; Doc 9303-11, 9.2.5). */
export const plainSignatureOids: Readonly<Record<SignatureAlgorithm, string>> = {
  ECDSA_SHA256: '0.4.0.127.0.7.1.1.4.1.3',
  ECDSA_SHA384: '0.4.0.127.0.7.1.1.4.1.4',
  ECDSA_SHA512: '0.4.0.127.0.7.1.1.4.1.5',
}

const protocols = {
  paceGenericMapping: objectIdentifier(protocolOids.paceGenericMapping),
  paceChipAuthenticationMapping: objectIdentifier(protocolOids.paceChipAuthenticationMapping),
  chipAuthentication: objectIdentifier(protocolOids.chipAuthentication),
  chipAuthenticationPublicKey: objectIdentifier(protocolOids.chipAuthenticationPublicKey),
  terminalAuthentication: objectIdentifier(protocolOids.terminalAuthentication),
  activeAuthentication: objectIdentifier(protocolOids.activeAuthentication),
} as const

const integer = (value: number) => unsignedInteger(Uint8Array.of(value))

type AccessProfile = Pick<ChipProfile, 'pace'>

/** EF.CardAccess: readable before any access; all of it stands in DG14 again, under the signature (Doc 9303-11, 9.2.11). */
export const writeCardAccess = (profile: AccessProfile): Uint8Array<ArrayBuffer> =>
  setOf(tags.set, accessInfos(profile))

function accessInfos({ pace }: AccessProfile): Uint8Array[] {
  const parameterId = integer(curves[pace.curve].parameterId)
  const paceInfo = (protocol: Uint8Array) => sequence(protocol, integer(2), parameterId)
  return [
    paceInfo(protocols.paceGenericMapping),
    // A chip with Chip Authentication Mapping has another mapping too (Doc 9303-11, 4.4.3.5).
    ...(pace.mapping === 'CAM' ? [paceInfo(protocols.paceChipAuthenticationMapping)] : []),
    sequence(protocols.chipAuthentication, integer(1)),
    sequence(protocols.terminalAuthentication, integer(1)),
  ]
}

/** The public halves of the chip's own keys. */
export interface ChipPublicKeys {
  readonly activeAuthentication: PublicPoint
  readonly chipAuthentication: PublicPoint
}

/** Explicit parameters: older readers know no other form. The chip has one key, which needs no id (Doc 9303-11, 9.2.6). */
const chipAuthenticationKey = (key: PublicPoint) =>
  sequence(protocols.chipAuthenticationPublicKey, encodePublicKey(key, 'EXPLICIT'))

/** The SecurityInfos of DG14. */
export function writeSecurityInfos(profile: AccessProfile, keys: ChipPublicKeys): Uint8Array<ArrayBuffer> {
  const algorithm = objectIdentifier(plainSignatureOids[algorithmOf[keys.activeAuthentication.curve]])
  return setOf(tags.set, [
    ...accessInfos(profile),
    chipAuthenticationKey(keys.chipAuthentication),
    sequence(protocols.activeAuthentication, integer(1), algorithm),
  ])
}

/** What EF.CardSecurity signs: by its key a terminal checks Chip Authentication Mapping before it reads DG14 (9303-11, 9.2.12). */
export const writeCardSecurityInfos = (profile: AccessProfile, key: PublicPoint): Uint8Array<ArrayBuffer> =>
  setOf(tags.set, [...accessInfos(profile), chipAuthenticationKey(key)])

export type SecurityInfo = { readonly oid: string; readonly whole: Uint8Array } & (
  | { readonly kind: 'PACE'; readonly version: number; readonly parameterId: number | null }
  | { readonly kind: 'CHIP_AUTHENTICATION'; readonly version: number; readonly keyId: number | null }
  | { readonly kind: 'CHIP_AUTHENTICATION_KEY'; readonly spki: Uint8Array; readonly keyId: number | null }
  | { readonly kind: 'TERMINAL_AUTHENTICATION'; readonly version: number }
  | { readonly kind: 'ACTIVE_AUTHENTICATION'; readonly version: number; readonly signatureOid: string }
  | { readonly kind: 'OTHER' }
)
type InfoContent<Info = SecurityInfo> = Info extends unknown ? Omit<Info, 'oid' | 'whole'> : never

const optionalInteger = (cursor: Cursor) =>
  nextTag(cursor) === tags.integer ? readShortInteger(cursor) : null

/** id-PACE, id-CA, id-PK and their arcs below; the longest that fits is taken. */
const readers: readonly (readonly [arc: string, read: (cursor: Cursor) => InfoContent])[] = [
  ['0.4.0.127.0.7.2.2.4', readPace],
  [
    '0.4.0.127.0.7.2.2.3',
    (cursor) => ({
      kind: 'CHIP_AUTHENTICATION',
      version: readShortInteger(cursor),
      keyId: optionalInteger(cursor),
    }),
  ],
  ['0.4.0.127.0.7.2.2.1', readKey],
  [protocolOids.terminalAuthentication, readTerminalAuthentication],
  [
    protocolOids.activeAuthentication,
    (cursor) => ({
      kind: 'ACTIVE_AUTHENTICATION',
      version: readShortInteger(cursor),
      signatureOid: readObjectIdentifier(cursor),
    }),
  ],
]

/** PACEDomainParameterInfo has a structure where PACEInfo has its version: parameters of somebody's own, not understood. */
function readPace(cursor: Cursor): InfoContent {
  if (nextTag(cursor) !== tags.integer) return skip(cursor)
  return { kind: 'PACE', version: readShortInteger(cursor), parameterId: optionalInteger(cursor) }
}

function readKey(cursor: Cursor): InfoContent {
  const spki = element(cursor, tags.sequence).whole
  return { kind: 'CHIP_AUTHENTICATION_KEY', spki, keyId: optionalInteger(cursor) }
}

function readTerminalAuthentication(cursor: Cursor): InfoContent {
  const version = readShortInteger(cursor)
  if (nextTag(cursor) === tags.sequence) element(cursor, tags.sequence)
  return { kind: 'TERMINAL_AUTHENTICATION', version }
}

function skip(cursor: Cursor): InfoContent {
  cursor.at = cursor.bytes.length
  return { kind: 'OTHER' }
}

/** More than any chip announces. */
const mostInfos = 64

/** In the order of the file; protocols that are not known are `OTHER`. Throws LdsError. */
export function readSecurityInfos(der: Uint8Array, file: ChipFileName): readonly SecurityInfo[] {
  return readingDer(file, 'SECURITY_INFOS', () => {
    const outer = readDer(der, 'securityInfos')
    const list = enter(outer, tags.set)
    expectEnd(outer)
    const infos: SecurityInfo[] = []
    while (nextTag(list) !== null) {
      if (infos.length === mostInfos) throw new DerError('securityInfos', 'too many')
      infos.push(readInfo(list))
    }
    return infos
  })
}

function readInfo(list: Cursor): SecurityInfo {
  const { whole, content } = element(list, tags.sequence)
  const cursor = readDer(content, 'securityInfo')
  const oid = readObjectIdentifier(cursor)
  const [, read] = readers.find(([arc]) => oid === arc || oid.startsWith(`${arc}.`)) ?? []
  const info = read === undefined ? skip(cursor) : read(cursor)
  expectEnd(cursor)
  return { oid, whole, ...info }
}

/** EF.CardAccess as read. Throws LdsError. */
export const readCardAccess = (file: Uint8Array) => readSecurityInfos(file, 'CARD_ACCESS')
