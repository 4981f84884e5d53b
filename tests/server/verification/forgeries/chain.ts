/** The way from a signer to its CSCA, and revocation lists. */

import { readCardCertificate } from '../../../../core/pki/certificate.ts'
import { signRevocationList } from '../../../../core/pki/revocation-list.ts'

import { partsIn, primitive, sequenceOf, textOf } from '../../../support/asn.ts'
import { type Forgery, type GenuineChip, lookedAt } from '../../../support/chip-forge.ts'
import { sampleSigner } from '../../../support/chips.ts'
import { chipProfiles } from '../../../../core/card/chip-profile.ts'
import { forged, type ForgedCase } from './forged-case.ts'

import { types, valued, both, named, period, validity, utc } from './bend-certificate.ts'

const foreign = both(named(5, 0, 0x13, 'LA'), named(3, 0, 0x13, 'LA'))

const chainCases: readonly ForgedCase[] = [
  forged('ISSUER_UNTRUSTED', 'the CSCA is another one', {
    trust: async (trust) => ({ ...trust, trusted: [(await sampleSigner(chipProfiles['cc-2024'])).csca] }),
  }),
  forged('ISSUER_UNTRUSTED', 'nobody is trusted', { trust: (trust) => ({ ...trust, trusted: [] }) }),
  forged('ISSUER_NAME', 'the signer calls its issuer by another name', {
    ds: named(3, -1, 0x13, 'CSCA of somebody'),
  }),
  forged('ISSUER_KEY', 'the signer names another key of its issuer', {
    ds: valued(types.authorityKey, () => sequenceOf(primitive(0x80, 1, 2, 3))),
  }),
  forged('CERT_SIGNATURE', 'the signer’s certificate was changed', {
    dsSigned: (certificate) => (partsIn(certificate, 0)[1] = primitive(0x02, 7)),
  }),
  forged('CERT_SIGNATURE', 'the CSCA’s certificate was changed', {
    cscaSigned: (certificate) => (partsIn(certificate, 0)[1] = primitive(0x02, 7)),
  }),
  forged('CERT_NOT_YET_VALID', 'the CSCA is not valid yet', {
    csca: both(
      validity(utc('270101000000Z'), textOf(0x18, '20520201000000Z')),
      valued(types.usagePeriod, () => period(null, '20300101000000Z')),
    ),
  }),
  forged('CERT_EXPIRED', 'the signer has expired', {
    ds: both(
      validity(utc('261101000000Z'), utc('261121000000Z')),
      valued(types.usagePeriod, () => period('20261101000000Z', '20261121000000Z')),
    ),
    signedAt: new Date('2026-11-20T00:00:00Z'),
  }),
  forged('ISSUED_OUTSIDE_USAGE', 'the signer was issued before the CSCA’s key was in use', {
    csca: valued(types.usagePeriod, () => period('20261102000000Z', '20291101000000Z')),
  }),
  forged('OUTLIVES_ISSUER', 'the signer outlives its CSCA', {
    csca: both(validity(utc('261101000000Z'), utc('301101000000Z'))),
  }),
  forged('DOCUMENT_COUNTRY', 'another country signed', { csca: foreign, ds: foreign }),
]

const serialOf = ({ signer }: GenuineChip) => readCardCertificate(signer.certificate).serial

async function listOf(
  base: GenuineChip,
  { revoked = false, until = '2027-01-01', other = false },
): Promise<Uint8Array> {
  const csca = readCardCertificate(base.signer.csca)
  const key = other ? (await sampleSigner(chipProfiles['cc-2024'])).cscaKey : base.signer.cscaKey
  return signRevocationList({
    key,
    issuer: csca.subject.der,
    issuerKeyId: csca.subjectKeyIdentifier ?? new Uint8Array(),
    number: 1,
    thisUpdate: new Date('2026-11-01T00:00:00Z'),
    nextUpdate: new Date(`${until}T00:00:00Z`),
    revoked: revoked ? [{ serial: serialOf(base), revokedAt: lookedAt, reason: 'KEY_COMPROMISE' }] : [],
  })
}

const withList = (change: Parameters<typeof listOf>[1]): Forgery => ({
  trust: async (trust, base) => ({ ...trust, revocationLists: [await listOf(base, change)] }),
})

const revocationCases: readonly ForgedCase[] = [
  forged('REVOKED', 'the signer was revoked', withList({ revoked: true })),
  forged(
    'REVOKED',
    'the signer was revoked by a list that is old now',
    withList({ revoked: true, until: '2026-11-02' }),
  ),
  forged('CRL_STRUCTURE', 'the revocation list is something else', {
    trust: (trust) => ({ ...trust, revocationLists: [Uint8Array.of(1, 2, 3)] }),
  }),
  forged('CRL_SIGNATURE', 'somebody else signed the revocation list', withList({ other: true })),
  forged('CRL_STALE', 'the revocation list is out of date', withList({ until: '2026-11-02' })),
  forged('CRL_NEEDED', 'a list is demanded and there is none', {
    trust: (trust) => ({ ...trust, requireCrl: true }),
  }),
]

export const chainAndListCases: readonly ForgedCase[] = [...chainCases, ...revocationCases]
