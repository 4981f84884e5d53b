import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { DerError } from '../../../core/der.ts'
import { isSignedBy, readCardCertificate } from '../../../core/pki/certificate.ts'
import { type CurveName } from '../../../core/pki/curves.ts'
import { issueCsca, issueCscaLink, issueSigner } from '../../../core/pki/issue-certificate.ts'
import { type SignerProfile, signerProfiles } from '../../../core/pki/signer-profile.ts'
import { keyUses } from '../../../core/pki/extensions.ts'
import { cscaName, issuerPlaces } from '../../../core/pki/issuing-country.ts'
import { readMasterList, signMasterList } from '../../../core/pki/master-list.ts'
import { countryOf } from '../../../core/pki/names.ts'
import type { CurveParameters } from '../../../core/pki/public-key.ts'
import { readRevocationList, signRevocationList } from '../../../core/pki/revocation-list.ts'
import type { SigningKey } from '../../../core/pki/signing-key.ts'
import { certificateTerm } from '../../../core/pki/terms.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { isOpensslMissing, openssl, openWorkshop, type Workshop } from './openssl.ts'

const crypto = publicCrypto()
const now = new Date('2026-11-22T04:05:06.789Z')
const places = issuerPlaces('https://csca.example', 'csca@example.vn')

const order = (parameters: CurveParameters) => ({
  ...places,
  parameters,
  serialRandom: randomBytes(20),
})

async function makeCsca(curve: CurveName, parameters: CurveParameters, key = softwareKey(curve)) {
  const certificate = await issueCsca(
    { ...order(parameters), key, name: cscaName, term: certificateTerm('CSCA', now) },
    crypto,
  )
  return { key, certificate }
}

async function makeSigner(
  csca: { readonly key: SigningKey; readonly certificate: Uint8Array },
  profile: SignerProfile,
  parameters: CurveParameters,
) {
  const key = softwareKey('P-256')
  const certificate = await issueSigner(
    {
      ...order(parameters),
      key: csca.key,
      issuer: csca.certificate,
      profile,
      subjectPoint: key,
      commonName: `Signer ${profile.toLowerCase().replaceAll('_', ' ')}`,
      term: certificateTerm(profile, now),
    },
    crypto,
  )
  return { key, certificate }
}

function save(workshop: Workshop, name: string, label: string, der: Uint8Array): string {
  const pem = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')
  writeFileSync(workshop.path(name), `-----BEGIN ${label}-----\n${pem}\n-----END ${label}-----\n`)
  return workshop.path(name)
}

describe.skipIf(isOpensslMissing())('certificates as OpenSSL reads them', () => {
  test.each(['P-384', 'brainpoolP512r1'] as const)(
    'named curves: every signer under a CSCA of %s verifies, and the extensions say what they should',
    async (curve) => {
      using workshop = openWorkshop()
      const csca = await makeCsca(curve, 'NAMED')
      const cscaFile = save(workshop, 'csca.pem', 'CERTIFICATE', csca.certificate)
      for (const profile of signerProfiles) {
        const { certificate } = await makeSigner(csca, profile, 'NAMED')
        const file = save(workshop, `${profile}.pem`, 'CERTIFICATE', certificate)
        const said = openssl([
          'verify',
          '-x509_strict',
          '-purpose',
          'any',
          '-CAfile',
          cscaFile,
          file,
        ]).toString()
        expect(said).toContain('OK')
      }
      const text = openssl([
        'x509',
        '-noout',
        '-text',
        '-in',
        workshop.path('DOCUMENT_SIGNER.pem'),
      ]).toString()
      expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/)
      expect(text).toMatch(
        /Private Key Usage Period: \s+Not Before: Nov 22 04:05:06 2026 GMT, Not After: Feb 22 04:05:06 2027 GMT/,
      )
      expect(text).toContain('DirName:/L=VNM')
      expect(text).toContain('URI:https://csca.example/pki/crl.crl')
      expect(text).toContain('2.23.136.1.1.6.2')
      expect(text).not.toContain('Extended Key Usage')
    },
  )

  test.each(['P-256', 'P-384', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'] as const)(
    'explicit %s: OpenSSL prints the whole curve, and every element parses',
    async (curve) => {
      using workshop = openWorkshop()
      const { certificate } = await makeCsca(curve, 'EXPLICIT')
      const file = save(workshop, 'csca.pem', 'CERTIFICATE', certificate)
      const text = openssl(['x509', '-noout', '-text', '-in', file]).toString()
      expect(text).toContain('Field Type: prime-field')
      expect(text).toContain('Generator (uncompressed):')
      expect(text).toContain('Cofactor:  1 (0x1)')
      expect(text).toContain('Subject: C = VN, O = Citizen ID, CN = CSCA Citizen ID Viet Nam')
      expect(openssl(['asn1parse', '-in', file]).toString()).toContain('PRINTABLESTRING   :VN')
    },
  )

  test('a revocation list verifies under its CSCA, empty and with reasons', async () => {
    using workshop = openWorkshop()
    const csca = await makeCsca('P-384', 'NAMED')
    const cscaFile = save(workshop, 'csca.pem', 'CERTIFICATE', csca.certificate)
    const { subject, subjectKeyIdentifier } = readCardCertificate(csca.certificate)
    const list = {
      key: csca.key,
      issuer: subject.der,
      issuerKeyId: subjectKeyIdentifier ?? new Uint8Array(),
      thisUpdate: now,
      nextUpdate: new Date('2027-01-01T00:00:00Z'),
    }
    const empty = await signRevocationList({ ...list, number: 1, revoked: [] })
    const full = await signRevocationList({
      ...list,
      number: 300,
      revoked: [
        { serial: Uint8Array.of(0x7f, 1), revokedAt: now, reason: 'KEY_COMPROMISE' },
        { serial: Uint8Array.of(2), revokedAt: now, reason: 'UNSPECIFIED' },
      ],
    })
    for (const [name, der] of [
      ['empty.pem', empty],
      ['full.pem', full],
    ] as const) {
      const file = save(workshop, name, 'X509 CRL', der)
      expect(openssl(['crl', '-noout', '-crlnumber', '-in', file]).toString()).toContain('crlNumber=')
      // The verdict stands on the error stream; the exit status is 0 either way.
      const said = spawnSync('openssl', ['crl', '-verify', '-CAfile', cscaFile, '-in', file, '-noout'])
      expect(said.stderr.toString()).toContain('verify OK')
    }
    const text = openssl(['crl', '-noout', '-text', '-in', workshop.path('full.pem')]).toString()
    expect(text).toMatch(/Serial Number: 7F01\n[^]*Key Compromise[^]*Serial Number: 02/)
    const read = readRevocationList(full)
    expect(read.number).toBe(300)
    expect(read.revoked.map(({ serial }) => toHex(serial))).toEqual(['7f01', '02'])
    expect(isSignedBy(read, csca.key, crypto)).toBe(true)
    expect(readRevocationList(empty).revoked).toEqual([])
  })

  test('a link certificate carries trust from the old CSCA to the new one', async () => {
    using workshop = openWorkshop()
    const old = await makeCsca('P-384', 'NAMED')
    const next = await makeCsca('brainpoolP512r1', 'NAMED')
    const link = await issueCscaLink(
      { ...order('NAMED'), key: old.key, previous: old.certificate, next: next.certificate },
      crypto,
    )
    const signer = await makeSigner(next, 'DOCUMENT_SIGNER', 'NAMED')
    const oldFile = save(workshop, 'old.pem', 'CERTIFICATE', old.certificate)
    const linkFile = save(workshop, 'link.pem', 'CERTIFICATE', link)
    const signerFile = save(workshop, 'ds.pem', 'CERTIFICATE', signer.certificate)
    expect(openssl(['verify', '-partial_chain', '-CAfile', oldFile, linkFile]).toString()).toContain('OK')
    // Issuer and subject bear one name, so that the link does not count against the old CSCA's path length of 0.
    const chain = ['-x509_strict', '-CAfile', oldFile, '-untrusted', linkFile, signerFile]
    expect(openssl(['verify', ...chain]).toString()).toContain('OK')
    const read = readCardCertificate(link)
    expect(read.basicConstraints).toEqual({ isAuthority: true, pathLength: 0 })
    expect(read.publicKey.key).toEqual(readCardCertificate(next.certificate).publicKey.key)
  })

  test('a master list holds the CSCAs under the master list signer', async () => {
    using workshop = openWorkshop()
    const csca = await makeCsca('P-384', 'NAMED')
    const other = await makeCsca('P-256', 'EXPLICIT')
    const signer = await makeSigner(csca, 'MASTER_LIST_SIGNER', 'NAMED')
    const list = await signMasterList(
      { signer, csca: csca.certificate, certificates: [csca.certificate, other.certificate], signedAt: now },
      crypto,
    )
    writeFileSync(workshop.path('list.ml'), list)
    const cscaFile = save(workshop, 'csca.pem', 'CERTIFICATE', csca.certificate)
    const parameters = ['cms', '-verify', '-inform', 'DER', '-in', workshop.path('list.ml'), '-binary']
    const content = openssl([...parameters, '-CAfile', cscaFile, '-purpose', 'any'])
    const read = readMasterList(list)
    expect(toHex(content)).toBe(toHex(read.signed.content))
    expect(new Set(read.certificates.map(toHex))).toEqual(
      new Set([toHex(csca.certificate), toHex(other.certificate)]),
    )
  })
})

describe('reading', () => {
  test('no byte of a certificate can be changed unnoticed', async () => {
    const csca = await makeCsca('P-256', 'EXPLICIT')
    const { certificate } = await makeSigner(csca, 'DOCUMENT_SIGNER', 'EXPLICIT')
    const isGood = (der: Uint8Array) => {
      try {
        return isSignedBy(readCardCertificate(der), csca.key, crypto)
      } catch (error) {
        if (error instanceof DerError) return false
        throw error
      }
    }
    expect(isGood(certificate)).toBe(true)
    for (const i of certificate.keys()) {
      const changed = Uint8Array.from(certificate)
      changed[i] = (changed[i] ?? 0) ^ 0x01
      expect(isGood(changed), `byte ${i}`).toBe(false)
    }
  })

  test('what was written stands in the typed extensions', async () => {
    const csca = await makeCsca('brainpoolP512r1', 'EXPLICIT')
    const root = readCardCertificate(csca.certificate)
    expect(root).toMatchObject({
      version: 2,
      basicConstraints: { isAuthority: true, pathLength: 0 },
      keyUsage: keyUses.keyCertSign | keyUses.crlSign,
      privateKeyUsage: { from: new Date('2026-11-22T04:05:06Z'), until: new Date('2029-11-22T04:05:06Z') },
      publicKey: { parameters: 'EXPLICIT', faults: [] },
      extendedKeyUsage: null,
      documentTypes: null,
    })
    expect(root.notAfter).toEqual(new Date('2052-11-22T04:05:06Z'))
    const signer = readCardCertificate((await makeSigner(csca, 'DOCUMENT_SIGNER', 'EXPLICIT')).certificate)
    expect(toHex(signer.issuer.der)).toBe(toHex(root.subject.der))
    expect(signer).toMatchObject({
      basicConstraints: null,
      keyUsage: keyUses.digitalSignature,
      documentTypes: ['ID'],
      extendedKeyUsage: null,
      crlDistributionPoints: ['https://csca.example/pki/crl.crl'],
      subjectAltName: [
        { kind: 'MAIL', text: 'csca@example.vn' },
        { kind: 'DIRECTORY', name: { attributes: [{ type: '2.5.4.7', text: 'VNM' }] } },
        { kind: 'URI', text: 'https://csca.example/pki/csca.cer' },
      ],
    })
    expect(toHex(signer.authorityKeyIdentifier ?? new Uint8Array())).toBe(
      toHex(root.subjectKeyIdentifier ?? new Uint8Array(1)),
    )
    for (const profile of ['QR_SIGNER', 'SLIP_SIGNER', 'MASTER_LIST_SIGNER'] as const) {
      const read = readCardCertificate((await makeSigner(csca, profile, 'EXPLICIT')).certificate)
      expect(read.extendedKeyUsage).toHaveLength(1)
      expect(read.documentTypes).toBeNull()
    }
  })
})

describe.skipIf(isOpensslMissing())('certificates of others', () => {
  const keys = {
    'another kind of key': '-algorithm ED25519',
    'a curve of its own': '-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1',
    'a curve written out, with its seed':
      '-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit',
  }
  const expected = {
    'another kind of key': { parameters: 'OTHER', key: null, faults: [] },
    'a curve of its own': { parameters: 'NAMED', key: null, faults: ['CURVE_UNKNOWN'] },
    'a curve written out, with its seed': { parameters: 'EXPLICIT', key: { curve: 'P-256' }, faults: [] },
  }

  test.each(Object.keys(keys) as (keyof typeof keys)[])(
    'with %s are read, unknown extensions and all',
    (kind) => {
      using workshop = openWorkshop()
      openssl(['genpkey', ...keys[kind].split(' '), '-out', workshop.path('key')])
      const request = 'req -x509 -new -days 3650 -outform DER -addext 1.2.3.4.5=critical,DER:0500'
      const certificate = openssl([
        ...request.split(' '),
        '-subj',
        '/C=de/O=Ministerium/CN=CSCA',
        '-key',
        workshop.path('key'),
      ])
      const read = readCardCertificate(certificate)
      expect(read.publicKey).toMatchObject(expected[kind])
      expect(countryOf(read.subject)).toBe('de')
      expect(read.extensions.find(({ type }) => type === '1.2.3.4.5')).toMatchObject({ isCritical: true })
    },
  )
})
