/** Extensions read: those known here typed, all of them listed. Whether they should be there is for an inspection to say. */
import {
  asciiText,
  context,
  contextPrimitive,
  type Cursor,
  DerError,
  element,
  enter,
  expectBytes,
  expectEnd,
  nextTag,
  readDer,
  readObjectIdentifier,
  tags,
  tlv,
} from '../der.ts'
import { extensionTypes } from './extensions.ts'
import { latinText, type ReadName, readName } from './names.ts'

export interface Extension {
  /** Dotted. */
  readonly type: string
  readonly isCritical: boolean
  /** The contents of extnValue. */
  readonly value: Uint8Array
}

export type GeneralName =
  | { readonly kind: 'MAIL' | 'DNS' | 'URI'; readonly text: string }
  | { readonly kind: 'DIRECTORY'; readonly name: ReadName }
  | { readonly kind: 'OTHER'; readonly tag: number }

/** Absent ones are null. */
export interface KnownExtensions {
  readonly subjectKeyIdentifier: Uint8Array | null
  readonly authorityKeyIdentifier: Uint8Array | null
  /** The first octet: `keyUses`. Bits beyond it are in `Extension.value`. */
  readonly keyUsage: number | null
  readonly basicConstraints: { readonly isAuthority: boolean; readonly pathLength: number | null } | null
  readonly extendedKeyUsage: readonly string[] | null
  readonly privateKeyUsage: { readonly from: Date | null; readonly until: Date | null } | null
  readonly subjectAltName: readonly GeneralName[] | null
  readonly issuerAltName: readonly GeneralName[] | null
  readonly crlDistributionPoints: readonly string[] | null
  readonly documentTypes: readonly string[] | null
}

const yes = tlv(tags.boolean, Uint8Array.of(0xff))

/** Extensions ::= SEQUENCE OF Extension. The same type twice is refused (RFC 5280, 4.2). Throws DerError. */
export function readExtensionList(list: Cursor): readonly Extension[] {
  const found: Extension[] = []
  const types = new Set<string>()
  while (nextTag(list) !== null) {
    const one = enter(list, tags.sequence)
    const type = readObjectIdentifier(one)
    const isCritical = nextTag(one) === tags.boolean
    // FALSE is the default and is not written (X.690 11.5).
    if (isCritical) expectBytes(one, yes)
    const { content: value } = element(one, tags.octetString)
    expectEnd(one)
    if (types.has(type)) throw new DerError(list.part, `${type} twice`)
    types.add(type)
    found.push({ type, isCritical, value })
  }
  return found
}

export function knownExtensions(list: readonly Extension[]): KnownExtensions {
  const read = <T>(name: keyof typeof extensionTypes, reader: (value: Cursor) => T): T | null => {
    const found = list.find(({ type }) => type === extensionTypes[name])
    if (found === undefined) return null
    const cursor = readDer(found.value, name)
    const value = reader(cursor)
    expectEnd(cursor)
    return value
  }
  return {
    subjectKeyIdentifier: read('subjectKeyIdentifier', (c) => element(c, tags.octetString).content),
    authorityKeyIdentifier: read('authorityKeyIdentifier', readAuthorityKey),
    keyUsage: read('keyUsage', readKeyUsage),
    basicConstraints: read('basicConstraints', readConstraints),
    extendedKeyUsage: read('extendedKeyUsage', (c) => each(enter(c, tags.sequence), readObjectIdentifier)),
    privateKeyUsage: read('privateKeyUsagePeriod', readUsagePeriod),
    subjectAltName: read('subjectAltName', readGeneralNames),
    issuerAltName: read('issuerAltName', readGeneralNames),
    crlDistributionPoints: read('crlDistributionPoints', readDistributionPoints),
    documentTypes: read('documentType', readDocumentTypes),
  }
}

function each<T>(list: Cursor, reader: (list: Cursor) => T): readonly T[] {
  const found: T[] = []
  while (nextTag(list) !== null) found.push(reader(list))
  return found
}

function readAuthorityKey(cursor: Cursor): Uint8Array {
  const body = enter(cursor, tags.sequence)
  const identifier = nextTag(body) === contextPrimitive(0) ? element(body, contextPrimitive(0)).content : null
  // authorityCertIssuer and serial number may follow (RFC 5280, 4.2.1.1).
  while (nextTag(body) !== null) element(body, nextTag(body) ?? 0)
  return identifier ?? new Uint8Array()
}

function readKeyUsage(cursor: Cursor): number {
  const { content } = element(cursor, tags.bitString)
  const [unused = 8, first = 0] = content
  const last = content.at(-1) ?? 0
  // Named bits end with their last one (X.690 11.2.2).
  const isShortest =
    content.length > 1 && unused < 8 && ((last >> unused) & 1) === 1 && last % 2 ** unused === 0
  if (!isShortest) throw new DerError(cursor.part, 'named bits')
  return first
}

function readConstraints(cursor: Cursor): { isAuthority: boolean; pathLength: number | null } {
  const body = enter(cursor, tags.sequence)
  const isAuthority = nextTag(body) === tags.boolean
  if (isAuthority) expectBytes(body, yes)
  const pathLength = nextTag(body) === tags.integer ? readSmallInteger(body) : null
  expectEnd(body)
  return { isAuthority, pathLength }
}

/** A non-negative INTEGER below 2^31 in its shortest form. */
export function readSmallInteger(cursor: Cursor): number {
  const { content } = element(cursor, tags.integer)
  const [first = 0x80, second = 0x80] = content
  if (first >= 0x80 || content.length > 4) throw new DerError(cursor.part, 'integer out of range')
  if (first === 0 && content.length > 1 && second < 0x80)
    throw new DerError(cursor.part, 'integer not minimal')
  return content.reduce((value, byte) => value * 256 + byte, 0)
}

function readUsagePeriod(cursor: Cursor): { from: Date | null; until: Date | null } {
  const body = enter(cursor, tags.sequence)
  const at = (number: number) => {
    if (nextTag(body) !== contextPrimitive(number)) return null
    return readGeneralized(element(body, contextPrimitive(number)).content, cursor.part)
  }
  const period = { from: at(0), until: at(1) }
  expectEnd(body)
  return period
}

/** GeneralizedTime, in whole seconds of UTC, under an implicit tag: also before 2050. */
function readGeneralized(content: Uint8Array, part: string): Date {
  const digits = asciiText(content)
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const date = new Date(iso)
  if (iso === digits || Number.isNaN(date.getTime())) throw new DerError(part, 'time')
  if (date.toISOString().slice(0, 19) !== iso.slice(0, 19)) throw new DerError(part, 'time')
  return date
}

const textKinds: Readonly<Record<number, 'MAIL' | 'DNS' | 'URI'>> = { 0x81: 'MAIL', 0x82: 'DNS', 0x86: 'URI' }

function readGeneralNames(cursor: Cursor): readonly GeneralName[] {
  return each(enter(cursor, tags.sequence), (names) => {
    const tag = nextTag(names) ?? 0
    const { content } = element(names, tag)
    const kind = textKinds[tag]
    if (kind !== undefined) return { kind, text: latinText(content) }
    return tag === context(4)
      ? { kind: 'DIRECTORY', name: readName(content, cursor.part) }
      : { kind: 'OTHER', tag }
  })
}

function readDistributionPoints(cursor: Cursor): readonly string[] {
  return each(enter(cursor, tags.sequence), (points) => {
    const point = enter(points, tags.sequence)
    if (nextTag(point) !== context(0)) return []
    const name = enter(point, context(0))
    if (nextTag(name) !== context(0)) return []
    return each(enter(name, context(0)), (full) => {
      const tag = nextTag(full) ?? 0
      const { content } = element(full, tag)
      return textKinds[tag] === 'URI' ? [latinText(content)] : []
    }).flat()
  }).flat()
}

function readDocumentTypes(cursor: Cursor): readonly string[] {
  const body = enter(cursor, tags.sequence)
  readSmallInteger(body)
  const types = each(enter(body, tags.set), (set) => asciiText(element(set, tags.printableString).content))
  expectEnd(body)
  return types
}
