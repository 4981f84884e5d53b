/** The document signer, its CSCA and revocation lists. */
import { fromHex } from '../../../../core/bytes.ts'
import { curves } from '../../../../core/pki/curves.ts'
import { encodePublicKey } from '../../../../core/pki/public-key.ts'

import {
  constructed,
  nullValue,
  oid,
  parseAsn,
  partAt,
  partsIn,
  primitive,
  sequenceOf,
  textOf,
} from '../../../support/asn.ts'

import { forged, type ForgedCase } from './forged-case.ts'

import {
  types,
  extensions,
  extension,
  wrapped,
  made,
  removed,
  added,
  valued,
  criticality,
  named,
  period,
  validity,
  utc,
  key,
  pointOf,
} from './bend-certificate.ts'

const structureCases: readonly ForgedCase[] = [
  forged('DER_BOOLEAN', 'a critical extension says so with 01', {
    ds: criticality(types.keyUsage, primitive(0x01, 0x01)),
  }),
  forged('DER_BIT_STRING', 'KeyUsage has bits that it does not use', {
    ds: valued(types.keyUsage, () => primitive(0x03, 7, 0x81)),
  }),
  forged('DER_NAMED_BITS', 'KeyUsage ends with zero bits', {
    ds: valued(types.keyUsage, () => primitive(0x03, 0, 0x80)),
  }),
  forged('DER_DEFAULT', 'an extension says that it is not critical', {
    ds: criticality(types.authorityKey, primitive(0x01, 0)),
  }),
  forged('DER_INTEGER', 'the signer’s serial number has zeros before it', {
    ds: (tbs) => (partsIn(tbs)[1] = primitive(0x02, 0, 1, 2)),
  }),
  forged('CERT_STRUCTURE', 'the signer’s certificate has a part too many', {
    ds: (tbs) => void partsIn(tbs).push(nullValue()),
  }),
  forged('CERT_STRUCTURE', 'the CSCA’s signature has unused bits', {
    dsSigned: (certificate) =>
      (partsIn(certificate)[2] = primitive(0x03, 1, ...partAt(certificate, 2).bytes.subarray(1, -1), 0)),
  }),
  forged('CERT_VERSION', 'the signer’s certificate is version 2', {
    ds: (tbs) => (partsIn(tbs, 0)[0] = primitive(0x02, 1)),
  }),
  forged('CERT_VERSION', 'the signer’s certificate tells no version', {
    ds: (tbs) => void partsIn(tbs).shift(),
  }),
  forged('CERT_SERIAL', 'the signer’s serial number is negative', {
    ds: (tbs) => (partsIn(tbs)[1] = primitive(0x02, 0x80, 1)),
  }),
  forged('CERT_SERIAL', 'the signer’s serial number has 21 bytes', {
    ds: (tbs) => (partsIn(tbs)[1] = primitive(0x02, 1, ...new Uint8Array(20))),
  }),
  forged('CERT_SERIAL', 'the CSCA’s serial number is zero', {
    csca: (tbs) => (partsIn(tbs)[1] = primitive(0x02, 0)),
  }),
  forged('CERT_ALGORITHMS_DIFFER', 'the algorithm outside is another', {
    dsSigned: (certificate) => (partsIn(certificate)[1] = sequenceOf(oid('1.2.840.10045.4.3.4'))),
  }),
  forged('CERT_ALGORITHM', 'the signer’s certificate is signed with SHA-1', {
    ds: (tbs) => (partsIn(tbs)[2] = sequenceOf(oid('1.2.840.10045.4.1'))),
  }),
  forged('CERT_ALGORITHM', 'the CSCA is signed with SHA-1', {
    csca: (tbs) => (partsIn(tbs)[2] = sequenceOf(oid('1.2.840.10045.4.1'))),
  }),
  forged('CERT_ALGORITHM_PARAMETERS', 'the algorithm has NULL parameters', {
    ds: (tbs) => void partsIn(tbs, 2).push(nullValue()),
  }),
  forged('CERT_NAME', 'the signer has no common name', { ds: (tbs) => void partsIn(tbs, 5).pop() }),
  forged('CERT_NAME', 'the signer has two countries', {
    ds: (tbs) => void partsIn(tbs, 5).push(partAt(tbs, 5, 0)),
  }),
  forged('CERT_NAME', 'the signer’s common name is a TeletexString', {
    ds: named(5, -1, 0x14, 'Document Signer'),
  }),
  forged('CERT_NAME', 'the signer’s common name has a letter that a PrintableString has not', {
    ds: named(5, -1, 0x13, 'Document_Signer'),
  }),
  forged('CERT_COUNTRY_FORM', 'the signer’s country is in lower case', { ds: named(5, 0, 0x13, 'vn') }),
  forged('CERT_COUNTRY_FORM', 'the signer’s country is a UTF8String', { ds: named(5, 0, 0x0c, 'VN') }),
  forged('CERT_COUNTRIES_DIFFER', 'the signer is of another country than its CSCA', {
    ds: named(5, 0, 0x13, 'LA'),
  }),
  forged('CERT_TIME_FORM', 'the validity has fractions of a second', {
    ds: validity(utc('261101000000Z'), textOf(0x18, '20480101000000.5Z')),
  }),
  forged('CERT_TIME_FORM', 'the validity is a GeneralizedTime before 2050', {
    csca: validity(textOf(0x18, '20261101000000Z'), textOf(0x18, '20520201000000Z')),
  }),
  forged('CERT_TIME_FORM', 'the validity has no seconds', {
    ds: validity(utc('2611010000Z'), utc('480101000000Z')),
  }),
  forged('CERT_TIME_ORDER', 'the validity ends before it begins', {
    ds: validity(utc('261110000000Z'), utc('261105000000Z')),
  }),
  forged('CERT_UNIQUE_ID', 'the signer has a unique identifier', {
    ds: (tbs) => void partsIn(tbs).splice(7, 0, primitive(0x82, 0, 1)),
  }),
]

const keyCases: readonly ForgedCase[] = [
  forged('CERT_KEY', 'the signer’s key is said to be RSA', {
    ds: key((spki) => (partsIn(spki, 0)[0] = oid('1.2.840.113549.1.1.1'))),
  }),
  forged('CERT_CURVE_NAMED', 'the signer’s curve is named', {
    ds: (tbs) => (partsIn(tbs)[6] = parseAsn(encodePublicKey(pointOf(tbs), 'NAMED'))),
  }),
  forged('CERT_CURVE_UNKNOWN', 'the signer’s curve has another b', {
    ds: key((spki) => (partsIn(spki, 0, 1, 2)[1] = primitive(0x04, ...fromHex(curves.brainpoolP256r1.b)))),
  }),
  forged('CERT_CURVE_UNKNOWN', 'the signer’s curve has another base point', {
    ds: key((spki) => (partsIn(spki, 0, 1)[3] = primitive(0x04, ...partAt(spki, 1).bytes.subarray(1)))),
  }),
  forged('CERT_CURVE_PARAMETERS', 'the signer’s curve has no cofactor', {
    ds: key((spki) => void partsIn(spki, 0, 1).pop()),
  }),
  forged('CERT_CURVE_PARAMETERS', 'the signer’s base point is compressed', {
    ds: key((spki) => (partsIn(spki, 0, 1)[3] = primitive(0x04, 0x03, ...fromHex(curves['P-256'].x)))),
  }),
  forged('CERT_POINT_FORM', 'the signer’s point is compressed', {
    ds: key(
      (spki) => (partsIn(spki)[1] = primitive(0x03, 0, 0x02, ...partAt(spki, 1).bytes.subarray(2, 34))),
    ),
  }),
  forged('CERT_POINT_OFF_CURVE', 'the signer’s point is not on its curve', {
    ds: key(
      (spki) =>
        (partsIn(spki)[1] = primitive(
          0x03,
          0,
          4,
          ...partAt(spki, 1).bytes.subarray(2, 65),
          (partAt(spki, 1).bytes.at(-1) ?? 0) ^ 1,
        )),
    ),
  }),
]

const extensionCases: readonly ForgedCase[] = [
  forged('CERT_EXTENSIONS', 'the signer has no extensions', { ds: (tbs) => void partsIn(tbs).pop() }),
  forged('CERT_EXTENSION_FORM', 'an extension has a part too many', {
    ds: added(sequenceOf(oid('2.5.29.32'), wrapped(sequenceOf()), nullValue())),
  }),
  forged('CERT_EXTENSION_DUPLICATE', 'AuthorityKeyIdentifier is there twice', {
    ds: (tbs) => void extensions(tbs).push(extension(tbs, types.authorityKey)),
  }),
  forged('CERT_EXTENSION_CRITICAL', 'an unknown extension is critical', {
    ds: added(made('1.2.3.4', nullValue(), true)),
  }),
  forged('CERT_EXTENSION_PROHIBITED', 'the signer has an extended key usage', {
    ds: added(made('2.5.29.37', sequenceOf(oid('2.23.136.1.1.3')))),
  }),
  forged('CERT_EXTENSION_PROHIBITED', 'the signer has BasicConstraints', {
    ds: added(made(types.constraints, sequenceOf(), true)),
  }),
  forged('CERT_EXTENSION_PROHIBITED', 'the CSCA has a DocumentType', {
    csca: added(
      made(types.documentType, sequenceOf(primitive(0x02, 0), constructed(0x31, textOf(0x13, 'ID')))),
    ),
  }),
  forged('KEY_USAGE_MISSING', 'the signer has no KeyUsage', { ds: removed(types.keyUsage) }),
  forged('KEY_USAGE_CRITICAL', 'KeyUsage is not critical', { ds: criticality(types.keyUsage, null) }),
  forged('KEY_USAGE', 'the signer may certify', {
    ds: valued(types.keyUsage, () => primitive(0x03, 2, 0x84)),
  }),
  forged('KEY_USAGE', 'the CSCA may not sign revocation lists', {
    csca: valued(types.keyUsage, () => primitive(0x03, 2, 0x04)),
  }),
  forged('BASIC_CONSTRAINTS_MISSING', 'the CSCA has no BasicConstraints', {
    csca: removed(types.constraints),
  }),
  forged('BASIC_CONSTRAINTS_CRITICAL', 'BasicConstraints is not critical', {
    csca: criticality(types.constraints, null),
  }),
  forged('BASIC_CONSTRAINTS_CA', 'the CSCA is no CA', {
    csca: valued(types.constraints, () => sequenceOf(primitive(0x02, 0))),
  }),
  forged('BASIC_CONSTRAINTS_PATH', 'the CSCA may certify CAs', {
    csca: valued(types.constraints, () => sequenceOf(primitive(0x01, 0xff), primitive(0x02, 1))),
  }),
  forged('BASIC_CONSTRAINTS_PATH', 'the CSCA has no pathLenConstraint', {
    csca: valued(types.constraints, () => sequenceOf(primitive(0x01, 0xff))),
  }),
  forged('EXTENSION_CRITICAL', 'DocumentType is critical', {
    ds: criticality(types.documentType, primitive(0x01, 0xff)),
  }),
  forged('SUBJECT_KEY_MISSING', 'the CSCA has no key identifier', { csca: removed(types.subjectKey) }),
  forged('AUTHORITY_KEY_MISSING', 'the signer does not name its issuer’s key', {
    ds: removed(types.authorityKey),
  }),
  forged('KEY_IDENTIFIER_FORM', 'the issuer’s key identifier is empty', {
    ds: valued(types.authorityKey, () => sequenceOf(primitive(0x80))),
  }),
  forged('USAGE_PERIOD_MISSING', 'the signer has no usage period', { ds: removed(types.usagePeriod) }),
  forged('USAGE_PERIOD', 'the usage period has fractions of a second', {
    ds: valued(types.usagePeriod, () => period('20261101000000.0Z', '20270201000000Z')),
  }),
  forged('USAGE_PERIOD', 'the usage period begins before the certificate', {
    ds: valued(types.usagePeriod, () => period('20261001000000Z', '20261231000000Z')),
  }),
  forged('USAGE_PERIOD', 'the usage period is empty', {
    ds: valued(types.usagePeriod, () => period(null, null)),
  }),
  forged('USAGE_PERIOD_LONG', 'the signer signs for a year', {
    ds: valued(types.usagePeriod, () => period('20261101000000Z', '20271101000000Z')),
  }),
  forged('ALTERNATIVE_NAME_MISSING', 'the signer has no IssuerAltName', { ds: removed(types.issuerName) }),
  forged('ALTERNATIVE_NAME', 'SubjectAltName has no country', {
    ds: valued(
      types.subjectName,
      (value) => void (value.parts = partsIn(value).filter(({ tag }) => tag !== 0xa4)),
    ),
  }),
  forged('ALTERNATIVE_NAME', 'SubjectAltName has nobody to write to', {
    ds: valued(
      types.subjectName,
      (value) => void (value.parts = partsIn(value).filter(({ tag }) => tag === 0xa4)),
    ),
  }),
  forged('ALTERNATIVE_NAMES_DIFFER', 'the CSCA’s alternative names differ', {
    csca: valued(types.issuerName, (value) => void (partsIn(value)[0] = textOf(0x81, 'other@csca.example'))),
  }),
  forged('DISTRIBUTION_POINTS_MISSING', 'nothing says where the revocation list is', {
    ds: removed(types.distribution),
  }),
  forged('DISTRIBUTION_POINTS', 'the revocation list is at an address of another kind', {
    ds: valued(
      types.distribution,
      (value) => void (partsIn(value, 0, 0, 0)[0] = textOf(0x86, 'ftp://csca.example/crl')),
    ),
  }),
  forged('DOCUMENT_TYPE_MISSING', 'the signer has no DocumentType', { ds: removed(types.documentType) }),
  forged('DOCUMENT_TYPE', 'DocumentType is of version 1', {
    ds: valued(types.documentType, (value) => void (partsIn(value)[0] = primitive(0x02, 1))),
  }),
  forged('DOCUMENT_TYPE', 'DocumentType has a UTF8String', {
    ds: valued(types.documentType, (value) => void (partsIn(value, 1)[0] = textOf(0x0c, 'ID'))),
  }),
  forged('DOCUMENT_TYPE_DIFFERS', 'the signer may sign passports only', {
    ds: valued(types.documentType, (value) => void (partsIn(value, 1)[0] = textOf(0x13, 'P'))),
  }),
]

export const certificateCases: readonly ForgedCase[] = [...structureCases, ...keyCases, ...extensionCases]
