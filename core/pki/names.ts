/**
 * Names of issuers and holders (Doc 9303-12, 7.1.1, table 6): the country as PrintableString in upper case, all else in letters that a
 * PrintableString may have.
 *   Name ::= SEQUENCE OF SET { SEQUENCE { type OID, value } }
 */
import {
  asciiBytes,
  element,
  enter,
  expectEnd,
  nextTag,
  objectIdentifier,
  readDer,
  readObjectIdentifier,
  sequence,
  tags,
  tlv,
} from '../der.ts'

export interface DirectoryName {
  /** ISO 3166-1, two letters. */
  readonly country: string
  readonly organization?: string
  readonly commonName: string
}

/** One attribute as it stands: `tag` says as what kind of string. */
export interface NameAttribute {
  readonly type: string
  readonly tag: number
  readonly text: string
}

export interface ReadName {
  readonly der: Uint8Array
  readonly attributes: readonly NameAttribute[]
}

// X.520
const nameTypes = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organization: '2.5.4.10',
} as const

const printable = /^[A-Za-z0-9 '()+,./:=?-]{1,64}$/

function attribute(type: string, text: string): Uint8Array {
  if (!printable.test(text)) throw new RangeError('not a PrintableString')
  return tlv(tags.set, sequence(objectIdentifier(type), tlv(tags.printableString, asciiBytes(text))))
}

export function encodeName({ country, organization, commonName }: DirectoryName): Uint8Array<ArrayBuffer> {
  if (!/^[A-Z]{2}$/.test(country)) throw new RangeError('not a country code')
  return sequence(
    attribute(nameTypes.country, country),
    ...(organization === undefined ? [] : [attribute(nameTypes.organization, organization)]),
    attribute(nameTypes.commonName, commonName),
  )
}

/** The name of a place alone, as the alternative names have it. */
export const encodeLocality = (place: string) => sequence(attribute(nameTypes.locality, place))

/** Reads any Name. Throws DerError. */
export function readName(der: Uint8Array, part: string): ReadName {
  const outer = readDer(der, part)
  const parts = enter(outer, tags.sequence)
  expectEnd(outer)
  const attributes: NameAttribute[] = []
  while (nextTag(parts) !== null) {
    const set = enter(parts, tags.set)
    while (nextTag(set) !== null) {
      const pair = enter(set, tags.sequence)
      const type = readObjectIdentifier(pair)
      const tag = nextTag(pair) ?? 0
      const { content } = element(pair, tag)
      expectEnd(pair)
      attributes.push({ type, tag, text: latinText(content) })
    }
  }
  return { der, attributes }
}

/** Each byte as a letter: names are compared by their bytes and only shown as text. */
export const latinText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

export const countryOf = (name: ReadName): string | null =>
  name.attributes.find(({ type }) => type === nameTypes.country)?.text ?? null
