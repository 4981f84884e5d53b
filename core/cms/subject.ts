/**
 * Who a certificate speaks for: an identifier, a role and a centre; never a person's name.
 *   Name ::= RDNSequence { C=VN, O=<centre code>, OU=<role>, CN=<UUID> }      RFC 5280 4.1.2.4
 */
import { equalBytes } from '../bytes.ts'
import {
  asciiBytes,
  asciiText,
  type Cursor,
  element,
  enter,
  nextTag,
  objectIdentifier,
  readDer,
  sequence,
  tags,
  tlv,
} from '../der.ts'

/** ISSUING: an officer who hands cards over, and signs no captures. */
export const certificateRoles = [
  'KIOSK',
  'STATION',
  'OPERATOR',
  'SUPERVISOR',
  'ISSUING',
  'CENTRE',
  'SERVER',
] as const
export type CertificateRole = (typeof certificateRoles)[number]

/** Stands where other certificates name a centre. */
export const serverUnit = 'TW'

export type CertificateSubject = {
  /** UUID of the machine, officer, centre or server key. */
  readonly id: string
  readonly role: CertificateRole
  /** Code of the centre or production unit; of a server's key {@link serverUnit}. */
  readonly centre: string
}

// X.520; RFC 4519 2
const country = objectIdentifier('2.5.4.6')
const organization = objectIdentifier('2.5.4.10')
const organizationalUnit = objectIdentifier('2.5.4.11')
const commonName = objectIdentifier('2.5.4.3')

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const centrePattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,9}$/

const rdn = (type: Uint8Array, tag: number, text: string) =>
  tlv(tags.set, sequence(type, tlv(tag, asciiBytes(text))))

const isRole = (text: string): text is CertificateRole =>
  (certificateRoles as readonly string[]).includes(text)

/** The Name, DER. Throws RangeError when the id is not a UUID in lower case or the centre code is not one. */
export function subjectName({ id, role, centre }: CertificateSubject): Uint8Array<ArrayBuffer> {
  if (!uuidPattern.test(id) || !centrePattern.test(centre)) throw new RangeError('not a certificate subject')
  return sequence(
    rdn(country, tags.printableString, 'VN'),
    rdn(organization, tags.utf8String, centre),
    rdn(organizationalUnit, tags.utf8String, role),
    rdn(commonName, tags.utf8String, id),
  )
}

/** The Name of an issuing authority, DER: ASCII letters, digits and spaces. */
export function authorityName(name: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9A-Za-z .-]{1,64}$/.test(name)) throw new RangeError('not the name of an issuing authority')
  return sequence(rdn(country, tags.printableString, 'VN'), rdn(commonName, tags.utf8String, name))
}

/**
 * Reads what `subjectName` writes; null for any other Name, such as an issuing authority's. Throws DerError.
 */
export function readSubject(name: Uint8Array): CertificateSubject | null {
  const [, centre = '', role = '', id = ''] = texts(enter(readDer(name, 'subject'), tags.sequence))
  if (!uuidPattern.test(id) || !centrePattern.test(centre) || !isRole(role)) return null
  const subject = { id, role, centre }
  return equalBytes(subjectName(subject), name) ? subject : null
}

/** The first value of each part of a Name; a text too long to be one of ours counts as empty. */
function texts(names: Cursor): string[] {
  const found: string[] = []
  while (names.at < names.bytes.length) {
    const pair = enter(enter(names, tags.set), tags.sequence)
    element(pair, tags.objectIdentifier)
    const { content } = element(pair, nextTag(pair) ?? tags.utf8String)
    found.push(content.length > 64 ? '' : asciiText(content))
  }
  return found
}
