/**
 * Extensions of the card PKI's certificates, written (RFC 5280, 4.2.1; Doc 9303-12, table 6):
 *   Extension ::= SEQUENCE { extnID OID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
 */
import {
  asciiBytes,
  context,
  contextPrimitive,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tags,
  tlv,
  unsignedInteger,
} from '../der.ts'
import { encodeLocality } from './names.ts'

export const extensionTypes = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  privateKeyUsagePeriod: '2.5.29.16',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  crlDistributionPoints: '2.5.29.31',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  /** Doc 9303-12, 7.1.1: the new name of a CSCA, in a link certificate. */
  nameChange: '2.23.136.1.1.6.1',
  documentType: '2.23.136.1.1.6.2',
} as const

/** Bits of the first octet of KeyUsage (RFC 5280, 4.2.1.3). */
export const keyUses = { digitalSignature: 0x80, keyCertSign: 0x04, crlSign: 0x02 } as const

/** What a certificate other than of a CSCA and of a document signer is for; those two have no such extension (Doc 9303-12, table 6). */
export const extendedKeyUses = {
  /** Doc 9303-12, table 6. */
  masterListSigner: '2.23.136.1.1.3',
  /** The bar code signer of Doc 9303-13: nothing that only makes QR codes is ever taken for a signer of chips. */
  barCodeSigner: '2.23.136.1.1.11.1',
  /** id-kp-documentSigning (RFC 9336). */
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const

/** Who answers for the certificate, in its alternative names. */
export interface Contact {
  /** As in the machine-readable zone: three letters. */
  readonly country: string
  readonly mail: string
  readonly web: string
}

const yes = tlv(tags.boolean, Uint8Array.of(0xff))

export function extension(type: string, isCritical: boolean, value: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(objectIdentifier(type), ...(isCritical ? [yes] : []), octetString(value))
}

export const subjectKeyIdentifier = (id: Uint8Array) =>
  extension(extensionTypes.subjectKeyIdentifier, false, octetString(id))

export const authorityKeyIdentifier = (id: Uint8Array) =>
  extension(extensionTypes.authorityKeyIdentifier, false, sequence(tlv(contextPrimitive(0), id)))

export function keyUsage(bits: number): Uint8Array<ArrayBuffer> {
  const unused = 31 - Math.clz32(bits & -bits)
  return extension(extensionTypes.keyUsage, true, tlv(tags.bitString, Uint8Array.of(unused, bits)))
}

/** A CSCA certifies signers and no further authority: pathLenConstraint 0. */
export const authorityConstraints = () =>
  extension(extensionTypes.basicConstraints, true, sequence(yes, unsignedInteger(Uint8Array.of(0))))

export function extendedKeyUsage(purpose: string): Uint8Array<ArrayBuffer> {
  return extension(extensionTypes.extendedKeyUsage, true, sequence(objectIdentifier(purpose)))
}

/** PrivateKeyUsagePeriod ::= SEQUENCE { [0] notBefore GeneralizedTime, [1] notAfter GeneralizedTime } (RFC 3280, 4.2.1.4) */
export function privateKeyUsagePeriod(from: Date, until: Date): Uint8Array<ArrayBuffer> {
  const at = (number: number, date: Date) => tlv(contextPrimitive(number), generalizedDigits(date))
  return extension(extensionTypes.privateKeyUsagePeriod, false, sequence(at(0, from), at(1, until)))
}

const generalizedDigits = (date: Date) =>
  asciiBytes(`${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`)

/**
 * GeneralNames { [1] rfc822Name, [4] directoryName { L = country }, [6] uniformResourceIdentifier }: at least one way to write to the
 * issuer, and the country as the zone has it.
 */
export function alternativeName(
  which: 'subjectAltName' | 'issuerAltName',
  { country, mail, web }: Contact,
): Uint8Array<ArrayBuffer> {
  const names = sequence(
    tlv(contextPrimitive(1), asciiBytes(mail)),
    tlv(context(4), encodeLocality(country)),
    tlv(contextPrimitive(6), asciiBytes(web)),
  )
  return extension(extensionTypes[which], false, names)
}

/** DistributionPoint ::= SEQUENCE { [0] { [0] fullName { [6] URI } } } */
export function crlDistributionPoints(urls: readonly string[]): Uint8Array<ArrayBuffer> {
  const points = urls.map((url) =>
    sequence(tlv(context(0), tlv(context(0), tlv(contextPrimitive(6), asciiBytes(url))))),
  )
  return extension(extensionTypes.crlDistributionPoints, false, sequence(...points))
}

/** DocumentTypeList ::= SEQUENCE { version 0, docTypeList SET OF PrintableString }: the first letters of the machine-readable zone. */
export function documentTypes(types: readonly string[]): Uint8Array<ArrayBuffer> {
  const list = types.map((type) => tlv(tags.printableString, asciiBytes(type)))
  return extension(
    extensionTypes.documentType,
    false,
    sequence(unsignedInteger(Uint8Array.of(0)), setOf(tags.set, list)),
  )
}
