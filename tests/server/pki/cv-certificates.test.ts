import { describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { LdsError } from '../../../core/lds/lds-error.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import {
  type CvOrder,
  type CvRole,
  holderReference,
  issueCvCertificate,
} from '../../../core/pki/cv-certificate.ts'
import { readCvCertificate } from '../../../core/pki/read-cv-certificate.ts'
import type { SigningKey } from '../../../core/pki/signing-key.ts'
import { cvTrustPoint, followCvCertificate, verifyCvChain } from '../../../core/pki/verify-cv-chain.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'

const crypto = publicCrypto()
const options = { today: parseCalendarDate('2026-11-22'), crypto }
const both = { fingers: true, irises: true }

interface Holder {
  readonly key: SigningKey
  readonly holder: string
}

const holderOf = (mnemonic: string, curve: CurveName = 'brainpoolP256r1'): Holder => ({
  key: softwareKey(curve),
  holder: holderReference('VN', mnemonic, 1),
})

async function certify(by: Holder, of: Holder, role: CvRole, changes: Partial<CvOrder> = {}) {
  const bytes = await issueCvCertificate({
    key: by.key,
    authority: by.holder,
    holder: of.holder,
    subjectPoint: of.key,
    role,
    rights: both,
    effective: parseCalendarDate('2026-11-01'),
    expires: parseCalendarDate('2026-12-31'),
    ...changes,
  })
  return { bytes, read: readCvCertificate(bytes) }
}

async function threeLevels(
  changes: Partial<Record<'cvca' | 'verifier' | 'terminal', Partial<CvOrder>>> = {},
) {
  const [cvca, verifier, terminal] = [holderOf('CVCA'), holderOf('DVPOLICE'), holderOf('IS001')]
  const root = await certify(cvca, cvca, 'CVCA', changes.cvca)
  const trust = cvTrustPoint(root.read)
  if (!trust) throw new RangeError('no trust point')
  return {
    cvca,
    trust,
    verifier: await certify(cvca, verifier, 'DV_DOMESTIC', changes.verifier),
    terminal: await certify(verifier, terminal, 'TERMINAL', changes.terminal),
    terminalKey: terminal.key,
  }
}

describe('card-verifiable certificates', () => {
  test('lead from the CVCA in the card to a terminal that may read fingers and irises', async () => {
    const { trust, verifier, terminal, terminalKey } = await threeLevels()
    const reached = verifyCvChain(trust, [verifier.read, terminal.read], options)
    if (typeof reached === 'string') throw new RangeError(reached)
    expect(reached).toMatchObject({ holder: 'VNIS00100001', role: 'TERMINAL', rights: both })
    expect(reached.key.curve).toBe('brainpoolP256r1')
    expect(toHex(reached.key.point)).toBe(toHex(terminalKey.point))
  })

  test('have the bytes of TR-03110-3: digits of dates, rights, domain parameters of the CVCA alone', async () => {
    const cvca = holderOf('CVCA')
    const root = toHex((await certify(cvca, cvca, 'CVCA')).bytes)
    expect(root).toContain('5f290100420b564e435643413030303031')
    expect(root).toContain('060a04007f00070202020203')
    expect(root).toContain('7f4c0e060904007f0007030102015301c3')
    expect(root).toContain('5f25060206010100015f2406020601020301')
    expect(root).toContain('870101')
    const { verifier } = await threeLevels()
    const bytes = toHex(verifier.bytes)
    expect(bytes).toContain('530183')
    expect(bytes).not.toContain('870101')
  })

  test('a right is only what every certificate above grants too', async () => {
    const { trust, verifier, terminal } = await threeLevels({
      verifier: { rights: { fingers: true, irises: false } },
    })
    expect(verifyCvChain(trust, [verifier.read, terminal.read], options)).toMatchObject({
      rights: { fingers: true, irises: false },
    })
  })

  test('the new CVCA key comes by a link under the old one, even when the card slept past its end', async () => {
    const { cvca, trust } = await threeLevels()
    const next: Holder = { key: softwareKey('brainpoolP384r1'), holder: holderReference('VN', 'CVCA', 2) }
    const link = await certify(cvca, next, 'CVCA', { expires: parseCalendarDate('2026-11-02') })
    const verifier = holderOf('DVPOLICE', 'brainpoolP384r1')
    const below = await certify(next, verifier, 'DV_DOMESTIC')
    expect(verifyCvChain(trust, [link.read, below.read], options)).toMatchObject({
      holder: 'VNDVPOLICE00001',
      key: { curve: 'brainpoolP384r1' },
      algorithm: 'ECDSA_SHA384',
    })
  })

  test('are refused by name: another issuer, a changed byte, a passed day, a terminal that certifies', async () => {
    const { trust, verifier, terminal, terminalKey } = await threeLevels({
      terminal: { expires: parseCalendarDate('2026-11-21') },
    })
    expect(followCvCertificate(trust, terminal.read, options)).toBe('UNKNOWN_AUTHORITY')
    expect(verifyCvChain(trust, [verifier.read, terminal.read], options)).toBe('EXPIRED')
    const changed = Uint8Array.from(verifier.bytes)
    const at = toHex(changed).indexOf('530183') / 2 + 2
    changed[at] = 0x80
    expect(followCvCertificate(trust, readCvCertificate(changed), options)).toBe('SIGNATURE')
    const early = { ...options, today: parseCalendarDate('2026-11-20') }
    const below = verifyCvChain(trust, [verifier.read, terminal.read], early)
    if (typeof below === 'string') throw new RangeError(below)
    const further = await certify({ key: terminalKey, holder: below.holder }, holderOf('IS002'), 'TERMINAL')
    expect(followCvCertificate(below, further.read, early)).toBe('ROLE')
  })

  test('no certificate but a CVCA’s brings a curve of its own', async () => {
    const { cvca, trust } = await threeLevels()
    const other = holderOf('DVOTHER', 'P-256')
    const odd = await certify(cvca, other, 'CVCA')
    const asVerifier = { ...odd.read, role: 'DV_DOMESTIC' as const }
    expect(followCvCertificate(trust, asVerifier, options)).toBe('DOMAIN_PARAMETERS')
    expect(cvTrustPoint(asVerifier)).toBeNull()
  })

  test('cut or changed at any byte they are refused or verify no more', async () => {
    const { trust, verifier } = await threeLevels()
    for (let length = 0; length < verifier.bytes.length; length++)
      expect(() => readCvCertificate(verifier.bytes.subarray(0, length))).toThrow(LdsError)
    for (const i of verifier.bytes.keys()) {
      const changed = Uint8Array.from(verifier.bytes)
      changed[i] = (changed[i] ?? 0) ^ 0x01
      let outcome: unknown
      try {
        outcome = followCvCertificate(trust, readCvCertificate(changed), options)
      } catch (error) {
        outcome = error instanceof LdsError ? 'REFUSED' : error
      }
      expect(['REFUSED', 'SIGNATURE', 'UNKNOWN_AUTHORITY']).toContain(outcome)
    }
  })
})
