/** The security object: ASN.1 that is not DER, CMS, attributes, hashes. */
import { concatBytes } from '../../../../core/bytes.ts'
import {
  constructed,
  encodeAsn,
  indefinite,
  longLength,
  nullValue,
  oid,
  parseAsn,
  partAt,
  partsIn,
  primitive,
  rawAsn,
  sequenceOf,
  textOf,
} from '../../../support/asn.ts'
import type { Asn } from '../../../support/asn.ts'
import { crypto } from '../../../support/chip-forge.ts'
import { common, without } from './files.ts'
import { forged, type ForgedCase } from './forged-case.ts'

const signedData = (contentInfo: Asn) => partAt(contentInfo, 1, 0)
/** SignedData: 0 version, 1 digests, 2 content, 3 certificates, 4 signers. */
const partOfData = (contentInfo: Asn, ...path: readonly number[]) => partAt(signedData(contentInfo), ...path)
const sha512 = '2.16.840.1.101.3.4.2.3'
/** Attributes stand in the order contentType, signingTime, messageDigest. */
const valueOf = (attributes: readonly Asn[], place: number) => partAt(attributes[place] ?? nullValue(), 1)
const generalizedTime = (text: string) => textOf(0x18, text)
const lds18 =
  (info: Asn | null, version = 1) =>
  (object: Asn) => {
    partsIn(object)[0] = primitive(0x02, version)
    if (info) partsIn(object).push(info)
  }
const versions = sequenceOf(textOf(0x13, '0108'), textOf(0x13, '040000'))

const derCases: readonly ForgedCase[] = [
  forged('DER_STRUCTURE', 'LDSSecurityObject ends in the middle of a value', {
    lds: (object) => void partsIn(object).push(rawAsn(Uint8Array.of(0x04, 0x09, 1))),
  }),
  forged('DER_TRAILING_BYTES', 'a byte follows the ContentInfo inside EF.SOD', {
    cms: (info) => void Object.assign(info, rawAsn(encodeAsn(info), Uint8Array.of(0))),
  }),
  forged('DER_INDEFINITE_LENGTH', 'SignedData has an indefinite length', {
    cms: (info) => (partsIn(info, 1)[0] = indefinite(signedData(info))),
  }),
  forged('DER_LENGTH', 'signerInfos has a length with one byte more than needed', {
    cms: (info) => (partsIn(signedData(info))[4] = longLength(partOfData(info, 4))),
  }),
  forged('DER_LENGTH', 'a hash in LDSSecurityObject has a long length', {
    lds: (object) => (partsIn(object, 2, 0)[1] = longLength(partAt(object, 2, 0, 1))),
  }),
  forged('DER_CONSTRUCTED_STRING', 'eContent is an OCTET STRING in two pieces', {
    cms: (info) => {
      const wrapper = partOfData(info, 2, 1)
      const { bytes } = partAt(wrapper, 0)
      partsIn(wrapper)[0] = constructed(
        0x24,
        primitive(0x04, ...bytes.subarray(0, 50)),
        primitive(0x04, ...bytes.subarray(50)),
      )
    },
  }),
  forged('DER_CONSTRUCTED_STRING', 'the signature is an OCTET STRING in one piece', {
    signer: (signer) => (partsIn(signer)[5] = constructed(0x24, partAt(signer, 5))),
  }),
  forged('DER_INTEGER', 'the version of LDSSecurityObject has a zero before it', {
    lds: (object) => (partsIn(object)[0] = primitive(0x02, 0, 0)),
  }),
  forged('DER_OBJECT_IDENTIFIER', 'the hash algorithm has an arc with a leading zero', {
    lds: (object) =>
      (partsIn(object, 1)[0] = primitive(0x06, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x80, 0x01)),
  }),
  forged('DER_SET_ORDER', 'signed attributes are signed and written out of order', {
    attributes: (list) => void list.reverse(),
  }),
  forged('DER_SET_ORDER', 'signed attributes are signed in order and written out of it', {
    signer: (signer) => void partsIn(signer, 3).reverse(),
  }),
]

const cmsCases: readonly ForgedCase[] = [
  forged('SOD_MISSING', 'there is no EF.SOD', { after: (files) => void files.delete('SOD') }),
  forged('CMS_STRUCTURE', 'SignedData has a part too many', {
    cms: (info) => void partsIn(signedData(info)).push(nullValue()),
  }),
  forged('CMS_STRUCTURE', 'SignedData has no signerInfos', {
    cms: (info) => void partsIn(signedData(info)).pop(),
  }),
  forged('CMS_TYPE', 'the content type is id-data', {
    cms: (info) => (partsIn(info)[0] = oid('1.2.840.113549.1.7.1')),
  }),
  forged('CMS_VERSION', 'SignedData is of version 1', {
    cms: (info) => (partsIn(signedData(info))[0] = primitive(0x02, 1)),
  }),
  forged('CMS_DIGEST_ALGORITHMS', 'digestAlgorithms has another algorithm than the signer', {
    cms: (info) => (partsIn(signedData(info), 1)[0] = sequenceOf(oid(sha512))),
  }),
  forged('CMS_DIGEST_ALGORITHMS', 'digestAlgorithms is empty', {
    cms: (info) => void partsIn(signedData(info), 1).pop(),
  }),
  forged('CMS_DIGEST_PARAMETERS', 'digestAlgorithms has NULL parameters', {
    cms: (info) => void partsIn(signedData(info), 1, 0).push(nullValue()),
  }),
  forged('CMS_DIGEST_PARAMETERS', 'the signer’s digest algorithm has NULL parameters', {
    signer: (signer) => void partsIn(signer, 2).push(nullValue()),
  }),
  forged('CMS_CONTENT_TYPE', 'the signed content is of another type', {
    attributes: (list) => (partsIn(valueOf(list, 0))[0] = oid('1.2.840.113549.1.7.1')),
    cms: (info) => (partsIn(signedData(info), 2)[0] = oid('1.2.840.113549.1.7.1')),
  }),
  forged('CMS_CONTENT_MISSING', 'the signed content is not there', {
    cms: (info) => void partsIn(signedData(info), 2).pop(),
  }),
  forged('CMS_CERTIFICATES', 'there is no certificate', {
    cms: (info) => void partsIn(signedData(info)).splice(3, 1),
  }),
  forged(
    'CMS_CERTIFICATES',
    'the CSCA’s certificate is there too',
    {
      cms: (info, csca) => void partsIn(signedData(info), 3).unshift(csca),
    },
    ['DER_SET_ORDER'],
  ),
  forged('CMS_LISTS', 'EF.SOD carries a revocation list', {
    cms: (info) => void partsIn(signedData(info)).splice(4, 0, constructed(0xa1, sequenceOf())),
  }),
  forged('CMS_SIGNERS', 'two have signed', {
    cms: (info) => void partsIn(signedData(info), 4).push(partOfData(info, 4, 0)),
  }),
  forged('CMS_SIGNERS', 'nobody has signed', { cms: (info) => void partsIn(signedData(info), 4).pop() }),
  forged('SIGNER_STRUCTURE', 'SignerInfo has a part too many', {
    signer: (signer) => void partsIn(signer).push(nullValue()),
  }),
  forged('SIGNER_VERSION', 'SignerInfo is of version 3 and names issuer and serial number', {
    signer: (signer) => (partsIn(signer)[0] = primitive(0x02, 3)),
  }),
  forged('SIGNER_IDENTIFIER', 'the signer has another serial number', {
    signer: (signer) => (partsIn(signer, 1)[1] = primitive(0x02, 1, 2, 3)),
  }),
  forged('SIGNER_IDENTIFIER', 'the signer has another issuer', {
    signer: (signer) => void partsIn(signer, 1, 0).pop(),
  }),
  forged('SIGNED_ATTRIBUTES_MISSING', 'the content is signed without attributes', {
    signer: async (signer, { key, content }) => {
      partsIn(signer).splice(3, 1)
      partsIn(signer)[4] = primitive(0x04, ...(await key.sign('ECDSA_SHA256', content)))
    },
  }),
  forged('UNSIGNED_ATTRIBUTES', 'there are unsigned attributes', {
    signer: (signer) => void partsIn(signer).push(constructed(0xa1, sequenceOf())),
  }),
]

const attributeCases: readonly ForgedCase[] = [
  forged('ATTRIBUTE_FORM', 'contentType stands there twice', {
    attributes: (list) => void list.splice(1, 0, parseAsn(encodeAsn(list[0] ?? nullValue()))),
  }),
  forged('ATTRIBUTE_FORM', 'messageDigest has two values', {
    attributes: (list) => void partsIn(valueOf(list, 2)).push(partAt(valueOf(list, 2), 0)),
  }),
  forged('ATTRIBUTE_CONTENT_TYPE', 'the attribute contentType is missing', {
    attributes: (list) => void list.splice(0, 1),
  }),
  forged('ATTRIBUTE_CONTENT_TYPE', 'the attribute contentType is another', {
    attributes: (list) => (partsIn(valueOf(list, 0))[0] = oid('1.2.840.113549.1.7.1')),
  }),
  forged('MESSAGE_DIGEST_MISSING', 'the attribute messageDigest is missing', {
    attributes: (list) => void list.splice(2, 1),
  }),
  forged('MESSAGE_DIGEST', 'messageDigest is of something else', {
    attributes: (list) => (partsIn(valueOf(list, 2))[0] = primitive(0x04, ...new Uint8Array(32))),
  }),
  forged('SIGNING_TIME_MISSING', 'there is no signing time', {
    attributes: (list) => void list.splice(1, 1),
  }),
  forged('SIGNING_TIME_FORM', 'the signing time has fractions of a second', {
    attributes: (list) => (partsIn(valueOf(list, 1))[0] = generalizedTime('20261122030000.5Z')),
  }),
  forged('SIGNING_TIME_FORM', 'the signing time is a GeneralizedTime before 2050', {
    attributes: (list) => (partsIn(valueOf(list, 1))[0] = generalizedTime('20261122030000Z')),
  }),
  forged('SIGNING_TIME_FUTURE', 'the chip was signed tomorrow', {
    signedAt: new Date('2026-11-23T03:00:00Z'),
  }),
  forged('SIGNING_TIME_USAGE', 'the chip was signed after the signer’s usage period', {
    signedAt: new Date('2027-03-01T00:00:00Z'),
    at: new Date('2027-03-02T00:00:00Z'),
  }),
  forged('SIGNING_TIME_VALIDITY', 'the chip was signed before there was a signer', {
    signedAt: new Date('2026-10-01T00:00:00Z'),
  }),
]

const algorithmCases: readonly ForgedCase[] = [
  forged('SIGNATURE_ALGORITHM', 'the signature is said to be with SHA-1', {
    signer: (signer) => (partsIn(signer, 4)[0] = oid('1.2.840.10045.4.1')),
  }),
  forged('SIGNATURE_PARAMETERS', 'the signature algorithm has NULL parameters', {
    signer: (signer) => void partsIn(signer, 4).push(nullValue()),
  }),
  forged('SIGNER_DIGEST', 'attributes are of SHA-512, the signature of SHA-256', { digest: 'SHA-512' }),
  forged('SIGNATURE_ENCODING', 'the signature’s value is BER', {
    signer: (signer) =>
      (partsIn(signer)[5] = primitive(0x04, ...encodeAsn(longLength(parseAsn(partAt(signer, 5).bytes))))),
  }),
  forged('SIGNATURE', 'another key has signed', {
    signer: async (signer, { content }) => {
      const { softwareKey } = await import('../../../../server/pki/software-key.ts')
      partsIn(signer)[5] = primitive(0x04, ...(await softwareKey('P-256').sign('ECDSA_SHA256', content)))
    },
  }),
  forged('SIGNATURE', 'an attribute was changed after it was signed', {
    signer: (signer) => (partsIn(signer, 3, 1, 1)[0] = textOf(0x17, '261122030001Z')),
  }),
]

const ldsCases: readonly ForgedCase[] = [
  forged('LDS_SO_STRUCTURE', 'LDSSecurityObject has a part too many', {
    lds: (object) => void partsIn(object).push(nullValue()),
  }),
  forged('LDS_SO_VERSION', 'LDSSecurityObject is of version 2', { lds: lds18(null, 2) }),
  forged('LDS_VERSION_INFO_MISSING', 'LDSSecurityObject of version 1 tells no versions', {
    files: (files) => common(files, (com) => (com.lds = '0108')),
    lds: lds18(null),
  }),
  forged('LDS_VERSION_INFO_UNEXPECTED', 'LDSSecurityObject of version 0 tells versions', {
    lds: (object) => void partsIn(object).push(versions),
  }),
  forged('LDS_VERSION_INFO', 'the versions are no digits', {
    files: (files) => common(files, (com) => (com.lds = '0108')),
    lds: lds18(sequenceOf(textOf(0x13, '1.8'), textOf(0x13, '4.0'))),
  }),
  forged('HASH_ALGORITHM', 'data groups are hashed with SHA-1', {
    lds: (object) => {
      partsIn(object, 1)[0] = oid('1.3.14.3.2.26')
      for (const one of partsIn(object, 2)) partsIn(one)[1] = primitive(0x04, ...new Uint8Array(20))
    },
  }),
  forged('HASH_PARAMETERS', 'the hash algorithm has NULL parameters', {
    lds: (object) => void partsIn(object, 1).push(nullValue()),
  }),
  forged(
    'HASH_COUNT',
    'a single data group is signed',
    {
      files: (files) => {
        for (const [name, tag] of [
          ['DG2', 0x75],
          ['DG3', 0x63],
          ['DG13', 0x6d],
          ['DG14', 0x6e],
          ['DG15', 0x6f],
        ] as const)
          without(name, tag)(files)
        files.delete('CARD_ACCESS')
      },
    },
    ['DG2_MISSING'],
  ),
  forged('HASH_NUMBER', 'there is a hash of a data group 17', {
    lds: (object) =>
      void partsIn(object, 2).push(sequenceOf(primitive(0x02, 17), primitive(0x04, ...new Uint8Array(32)))),
  }),
  forged('HASH_DUPLICATE', 'DG1 has two hashes', {
    lds: (object) => void partsIn(object, 2).push(partAt(object, 2, 0)),
  }),
  forged('HASH_LENGTH', 'the hash of DG13 is one byte short', {
    lds: (object) =>
      (partsIn(object, 2, 3)[1] = primitive(0x04, ...partAt(object, 2, 3, 1).bytes.subarray(1))),
  }),
  forged('HASH_MISMATCH', 'DG2 has another hash', {
    lds: (object) => (partsIn(object, 2, 1)[1] = primitive(0x04, ...crypto.hash('SHA-256', concatBytes()))),
  }),
  forged(
    'HASH_MISMATCH',
    'a finger was changed after it was signed',
    {
      after: (files) => {
        const dg3 = Uint8Array.from(files.get('DG3') ?? [])
        dg3[dg3.length - 1] = 0xa2
        files.set('DG3', dg3)
      },
    },
    ['FINGER_IMAGE'],
  ),
]

export const signatureCases: readonly ForgedCase[] = [
  ...derCases,
  ...cmsCases,
  ...attributeCases,
  ...algorithmCases,
  ...ldsCases,
]
