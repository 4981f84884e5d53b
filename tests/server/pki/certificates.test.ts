import { webcrypto, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCertificate } from '../../../core/cms/certificate.ts'
import { encodeCertificateRequest } from '../../../core/cms/certificate-request.ts'
import { type CertificateRole, certificateRoles } from '../../../core/cms/subject.ts'
import { agreementKeys, signingKeys, testIds } from '../../../core/cms/test-identities.ts'
import { verifyTrust } from '../../../core/cms/trust.ts'
import { readCertificateRequest } from '../../../server/pki/certificate-request.ts'
import {
  certificateSerial,
  certifyKey,
  certifyRequest,
  createIssuingAuthority,
  type IssuingAuthority,
  issuingAuthority,
} from '../../../server/pki/certificates.ts'
import { isOpensslMissing, openssl, openWorkshop } from './openssl.ts'

const today = new Date('2026-03-02T00:00:00Z')
const nextYear = new Date('2027-03-02T00:00:00Z')
const serial = () => certificateSerial(webcrypto.getRandomValues(new Uint8Array(20)))

async function makeIssuer(namedCurve: 'P-256' | 'P-384' = 'P-256') {
  const keys = await signingKeys(namedCurve)
  const term = { serial: serial(), notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01') }
  const issued = await createIssuingAuthority(keys, { name: 'Citizen ID Issuing CA 1', ...term })
  return { issued, authority: await issuingAuthority(issued.der, keys) }
}

const subject = (role: CertificateRole) => ({ id: testIds[role], role, centre: '01TEST' })

let issuer: Awaited<ReturnType<typeof makeIssuer>>
let authority: IssuingAuthority

beforeAll(async () => {
  issuer = await makeIssuer()
  authority = issuer.authority
})

async function certifyRole(role: CertificateRole, by = authority) {
  const term = { serial: serial(), notBefore: today, notAfter: nextYear }
  if (role !== 'CENTRE') {
    const requestDer = await encodeCertificateRequest(await signingKeys())
    return certifyRequest(by, { requestDer, subject: subject(role), ...term })
  }
  const { publicKey } = await agreementKeys()
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', publicKey))
  return certifyKey(by, { publicKey: spki, subject: subject(role), ...term })
}

describe('an issued certificate', () => {
  test.each(certificateRoles)('for %s names identifier, role and centre, and no person', async (role) => {
    const issued = await certifyRole(role)
    const certificate = readCertificate(issued.der)
    expect(certificate.subject).toEqual(subject(role))
    expect(new X509Certificate(issued.pem).subject).toBe(`C=VN\nO=01TEST\nOU=${role}\nCN=${testIds[role]}`)
    const use = role === 'CENTRE' ? 'keyAgreement' : 'digitalSignature'
    const question = { issuers: [authority.certificate], at: today, use, roles: [role] } as const
    expect(await verifyTrust(certificate, question)).toEqual(subject(role))
  })

  test('is described as other software reads it', async () => {
    const issued = await certifyRole('KIOSK')
    const other = new X509Certificate(issued.der)
    expect(other.serialNumber.toLowerCase()).toBe(issued.serial)
    expect(other.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(issued.fingerprint)
    expect(other.publicKey.export({ type: 'spki', format: 'der' }).equals(issued.publicKey)).toBe(true)
    expect(new Date(other.validTo)).toEqual(issued.notAfter)
    expect(other.verify(new X509Certificate(issuer.issued.der).publicKey)).toBe(true)
  })

  test('never outlives its profile or its authority', async () => {
    const requestDer = await encodeCertificateRequest(await signingKeys())
    const ask = (role: CertificateRole, notBefore: string, notAfter: string) =>
      certifyRequest(authority, {
        requestDer,
        subject: subject(role),
        serial: serial(),
        notBefore: new Date(notBefore),
        notAfter: new Date(notAfter),
      })
    const refused = { code: 'CERTIFICATE_TERM_REFUSED' }
    await expect(ask('OPERATOR', '2026-03-02', '2028-03-02')).rejects.toMatchObject(refused)
    await expect(ask('OPERATOR', '2026-03-02', '2026-03-01')).rejects.toMatchObject(refused)
    await expect(ask('OPERATOR', '2025-12-01', '2026-03-01')).rejects.toMatchObject(refused)
    await expect(ask('OPERATOR', '2035-12-01', '2036-03-01')).rejects.toMatchObject(refused)
  })
})

describe('a serial number', () => {
  test('is positive and at most 20 octets whatever the chance', async () => {
    for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
      const drawn = certificateSerial(new Uint8Array(20).fill(byte))
      expect(drawn).toHaveLength(20)
      expect(drawn[0]).toBeLessThan(0x80)
      expect(drawn[0]).toBeGreaterThan(0)
    }
  })
})

describe('a certificate request', () => {
  test('shows the key that it asks for', async () => {
    const keys = await signingKeys()
    const request = await readCertificateRequest(await encodeCertificateRequest(keys))
    expect(request.publicKey).toEqual(
      new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey)),
    )
    const issued = await certifyRole('KIOSK')
    expect(issued.keyId).toMatch(/^[0-9a-f]{40}$/)
  })

  test('for a key that its sender does not hold is refused', async () => {
    const [own, stolen] = [await signingKeys(), await signingKeys()]
    const mixed = { privateKey: own.privateKey, publicKey: stolen.publicKey }
    await expect(readCertificateRequest(await encodeCertificateRequest(mixed))).rejects.toMatchObject({
      code: 'CERTIFICATE_REQUEST_INVALID',
      facts: { reason: 'POSSESSION' },
    })
  })

  test('changed in any byte is refused', async () => {
    const der = await encodeCertificateRequest(await signingKeys())
    for (let at = 0; at < der.length; at++) {
      const altered = Uint8Array.from(der)
      altered[at] = (altered[at] ?? 0) ^ 0x55
      await expect(readCertificateRequest(altered), `byte ${at}`).rejects.toMatchObject({
        code: 'CERTIFICATE_REQUEST_INVALID',
      })
    }
  })
})

describe.skipIf(isOpensslMissing())('openssl', () => {
  test.each(['P-256', 'P-384'] as const)(
    'accepts every kind of certificate of a %s authority, strictly',
    async (curve) => {
      using workshop = openWorkshop()
      const { issued, authority } = await makeIssuer(curve)
      writeFileSync(workshop.path('ca.pem'), issued.pem)
      for (const role of certificateRoles) {
        writeFileSync(workshop.path('one.pem'), (await certifyRole(role, authority)).pem)
        const at = String(today.getTime() / 1000 + 60)
        const strictly = [
          'verify',
          '-x509_strict',
          '-check_ss_sig',
          '-attime',
          at,
          '-CAfile',
          workshop.path('ca.pem'),
        ]
        expect(openssl([...strictly, workshop.path('one.pem')]).toString()).toMatch(/: OK\n$/)
      }
    },
  )

  test('prints the serial number, the key usage and the fingerprint that are stored', async () => {
    const issued = await certifyRole('STATION')
    const show = ['x509', '-noout', '-serial', '-fingerprint', '-sha256', '-ext', 'keyUsage']
    const printed = openssl(show, Buffer.from(issued.pem)).toString()
    expect(printed).toContain(`serial=${issued.serial.toUpperCase()}`)
    expect(printed).toContain('Digital Signature')
    expect(printed.replaceAll(':', '').toLowerCase()).toContain(issued.fingerprint)
  })

  test('verifies the kiosk’s request, and its own requests are certified', async () => {
    using workshop = openWorkshop()
    const der = await encodeCertificateRequest(await signingKeys())
    expect(() => openssl(['req', '-inform', 'DER', '-verify', '-noout'], der)).not.toThrow()
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const request = [
      'req',
      '-new',
      ...curve,
      '-keyout',
      workshop.path('key'),
      '-subj',
      '/CN=anyone',
      '-outform',
      'DER',
    ]
    const { publicKey } = await readCertificateRequest(Uint8Array.from(openssl(request)))
    expect(publicKey).toHaveLength(91)
  })

  test('makes requests for other keys, which are refused', async () => {
    using workshop = openWorkshop()
    const rest = ['-nodes', '-keyout', workshop.path('key'), '-subj', '/CN=anyone', '-outform', 'DER']
    for (const kind of [['rsa:2048'], ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384']]) {
      const der = Uint8Array.from(openssl(['req', '-new', '-newkey', ...kind, ...rest]))
      await expect(readCertificateRequest(der)).rejects.toMatchObject({ facts: { reason: 'FORM' } })
    }
  })
})
