import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { chipProfiles } from '../../../core/card/chip-profile.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { sequence, setOf, tags, objectIdentifier, unsignedInteger } from '../../../core/der.ts'
import { readDg14 } from '../../../core/lds/dg14.ts'
import { readDg15 } from '../../../core/lds/dg15.ts'
import { encodeTlv } from '../../../core/lds/tlv.ts'
import { curves, type CurveName } from '../../../core/pki/curves.ts'
import { holderReference, issueCvCertificate, type CvOrder } from '../../../core/pki/cv-certificate.ts'
import { encodePublicKey } from '../../../core/pki/public-key.ts'
import type { SigningKey } from '../../../core/pki/signing-key.ts'
import { authenticateActively } from '../../../card-printer-driver/chip/active-authentication.ts'
import { command } from '../../../card-printer-driver/chip/apdu.ts'
import {
  authenticateChip,
  checkMapping,
  chipKeys,
  chooseChipAuthentication,
} from '../../../card-printer-driver/chip/chip-authentication.ts'
import { openWithBac, openWithPace } from '../../../card-printer-driver/chip/open-chip.ts'
import { chipAuthenticationCiphers } from '../../../card-printer-driver/chip/pace-algorithms.ts'
import { readChip } from '../../../card-printer-driver/chip/read-chip.ts'
import { readFile } from '../../../card-printer-driver/chip/read-files.ts'
import type { SecureChannel } from '../../../card-printer-driver/chip/secure-channel.ts'
import { authenticateTerminal } from '../../../card-printer-driver/chip/terminal-authentication.ts'
import { there } from '../../../card-printer-driver/chip/test-scripted-chip.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { random, writtenChip, type Writing, type WrittenChip } from './written-chip.ts'

const openByCan = ({ channel, can }: WrittenChip) => openWithPace(channel(), can, random)
const openByBac = ({ channel, mrz }: WrittenChip) => openWithBac(channel(), mrz.text, random)
async function proveActive(channel: SecureChannel) {
  const key = readDg15(await readFile(channel, 'DG15'))
  await authenticateActively(channel, { key, infos: readDg14(await readFile(channel, 'DG14')) }, random)
}

async function proveChip(channel: SecureChannel) {
  const choice = there(chooseChipAuthentication(readDg14(await readFile(channel, 'DG14'))))
  return authenticateChip(channel, choice, random)
}

async function proveMapping(channel: SecureChannel) {
  const [known] = chipKeys(readDg14(await readFile(channel, 'DG14')))
  checkMapping(channel, there(known).key)
}

const cam = chipProfiles['cc-2024-cam']
const brainpool = { ...chipProfiles['cc-2024'], activeAuthentication: 'brainpoolP384r1' } as const
const proofs: readonly (readonly [string, Writing, (channel: SecureChannel) => Promise<unknown>, string])[] =
  [
    ['Active Authentication on P-256', {}, proveActive, 'ACTIVE_AUTHENTICATION'],
    [
      'Active Authentication on brainpoolP384r1',
      { profile: brainpool },
      proveActive,
      'ACTIVE_AUTHENTICATION',
    ],
    ['Chip Authentication', {}, proveChip, 'CHIP_AUTHENTICATION'],
    ['Chip Authentication Mapping', { profile: cam }, proveMapping, 'CHIP_AUTHENTICATION_MAPPING'],
  ]

describe.each(proofs)('%s', (_, writing, prove, proof) => {
  test('holds for the chip whose files name its key', async () => {
    await prove(await openByCan(await writtenChip(writing)))
  })

  test('does not hold for a copy of those files on another chip', async () => {
    const copy = await writtenChip({ ...writing, otherKeys: true })
    await expect(openByCan(copy).then(prove)).rejects.toMatchObject({
      code: 'CHIP_NOT_GENUINE',
      facts: { proof },
    })
  })
})

describe.each([1024, 2048])('Active Authentication with RSA of %i bits', (modulusLength) => {
  const pair = () => generateKeyPairSync('rsa', { modulusLength })
  const number = (text: string | undefined) => Uint8Array.from(Buffer.from(there(text), 'base64url'))
  const rsaChip = async (named: KeyPairKeyObjectResult, held: KeyPairKeyObjectResult) => {
    const { n, d } = held.privateKey.export({ format: 'jwk' })
    const spki = named.publicKey.export({ type: 'spki', format: 'der' })
    return writtenChip({
      files: [['DG15', encodeTlv(0x6f, spki)]],
      activeKey: [command(0x00da0060, number(n)), command(0x00da0061, number(d))],
    })
  }

  test('holds for the chip that has the key, and not for a copy', async () => {
    const [own, other] = [pair(), pair()]
    await proveActive(await openByCan(await rsaChip(own, own)))
    await expect(openByCan(await rsaChip(own, other)).then(proveActive)).rejects.toMatchObject({
      code: 'CHIP_NOT_GENUINE',
    })
  })
})

describe('Chip Authentication', () => {
  test('goes on speaking under its new keys, after PACE and after BAC', async () => {
    const written = await writtenChip()
    for (const open of [openByCan, openByBac]) {
      const channel = await open(written)
      await proveChip(channel)
      expect(await readFile(channel, 'DG13')).toEqual(written.image.get('DG13'))
      await proveActive(channel)
    }
  })

  test.each(Object.keys(chipAuthenticationCiphers))('is done by %s where DG14 says so', async (oid) => {
    const written = await writtenChip()
    const channel = await openByCan(written)
    const [known] = chipKeys(readDg14(await readFile(channel, 'DG14')))
    await authenticateChip(channel, { oid, key: there(known).key, keyId: null }, random)
    expect(await readFile(channel, 'COM')).toEqual(written.image.get('COM'))
  })

  const infos = (...all: readonly Uint8Array[]) => readDg14(encodeTlv(0x6e, setOf(tags.set, all)))
  const integer = (value: number) => unsignedInteger(Uint8Array.of(value))
  const way = (oid: string, ...rest: readonly Uint8Array[]) =>
    sequence(objectIdentifier(oid), integer(1), ...rest)
  const keyFor = (curve: CurveName, ...rest: readonly Uint8Array[]) =>
    sequence(objectIdentifier('0.4.0.127.0.7.2.2.1.2'), encodePublicKey(softwareKey(curve), 'NAMED'), ...rest)

  test('takes the strongest way of the key it takes, and triple DES where a key stands alone', () => {
    const [des = '', aes128 = '', , aes256 = ''] = Object.keys(chipAuthenticationCiphers)
    const both = infos(way(aes128, integer(1)), way(aes256, integer(1)), keyFor('P-256', integer(1)))
    expect(chooseChipAuthentication(both)).toMatchObject({ oid: aes256, keyId: 1, key: { curve: 'P-256' } })
    expect(chooseChipAuthentication(infos(keyFor('P-384')))).toMatchObject({ oid: des, keyId: null })
    expect(chooseChipAuthentication(infos(way(aes128, integer(2)), keyFor('P-256', integer(1))))).toBeNull()
    expect(chooseChipAuthentication(infos(way(aes128)))).toBeNull()
  })
})

const since = parseCalendarDate('2026-11-01')
const until = parseCalendarDate('2027-01-31')
const rights = { fingers: true, irises: false }

const references = {
  cvca: holderReference('VN', 'CVCA', 1),
  nextCvca: holderReference('VN', 'CVCA', 2),
  verifier: holderReference('VN', 'DVMAU', 1),
  own: holderReference('VN', 'ISMAU', 1),
} as const
const term = { effective: since, expires: until, rights }

function anchorOf(key: SigningKey): Promise<Uint8Array> {
  const { cvca } = references
  return issueCvCertificate({ ...term, key, authority: cvca, holder: cvca, subjectPoint: key, role: 'CVCA' })
}

/** The certificates of a verifier and of its inspection system under a CVCA, and that CVCA's own. */
async function terminalChain(
  changes: { readonly [name in 'verifier' | 'own']?: Partial<CvOrder> } = {},
  cvcaKey: SigningKey = softwareKey('brainpoolP256r1'),
) {
  const [verifierKey, key] = [softwareKey('brainpoolP256r1'), softwareKey('brainpoolP256r1')]
  const { cvca, verifier, own } = references
  const certificates = [
    await issueCvCertificate({
      ...term,
      key: cvcaKey,
      authority: cvca,
      holder: verifier,
      subjectPoint: verifierKey,
      role: 'DV_DOMESTIC',
      ...changes.verifier,
    }),
    await issueCvCertificate({
      ...term,
      key: verifierKey,
      authority: verifier,
      holder: own,
      subjectPoint: key,
      role: 'TERMINAL',
      ...changes.own,
    }),
  ]
  return { cvcaKey, anchor: await anchorOf(cvcaKey), terminal: { certificates, key } }
}

describe('Terminal Authentication', () => {
  test('opens the fingers, after PACE and after BAC', async () => {
    const { anchor, terminal } = await terminalChain()
    const written = await writtenChip({ cvca: anchor })
    for (const open of [openByCan, openByBac]) {
      const channel = await open(written)
      await authenticateTerminal(channel, terminal, await proveChip(channel))
      const { image, withheld } = await readChip(channel)
      expect(withheld).toEqual([])
      expect(image.get('DG3')).toEqual(written.image.get('DG3'))
    }
  })

  test('follows a CVCA to its next key, and trusts that from then on', async () => {
    const old = await terminalChain()
    const nextKey = softwareKey('brainpoolP256r1')
    const { cvca, nextCvca } = references
    const link = await issueCvCertificate({
      ...term,
      key: old.cvcaKey,
      authority: cvca,
      holder: nextCvca,
      subjectPoint: nextKey,
      role: 'CVCA',
    })
    const { terminal } = await terminalChain({ verifier: { authority: nextCvca } }, nextKey)
    const written = await writtenChip({ cvca: old.anchor })
    for (const certificates of [[link, ...terminal.certificates], terminal.certificates]) {
      const channel = await openByCan(written)
      await authenticateTerminal(channel, { ...terminal, certificates }, await proveChip(channel))
      expect((await readChip(channel)).withheld).toEqual([])
    }
    const channel = await openByCan(written)
    const readerKey = await proveChip(channel)
    await expect(authenticateTerminal(channel, old.terminal, readerKey)).rejects.toMatchObject({
      facts: { part: 'TRUST_ANCHOR' },
    })
  })

  test('opens no fingers to a terminal that may not read them', async () => {
    const { anchor, terminal } = await terminalChain({ own: { rights: { fingers: false, irises: false } } })
    const channel = await openByCan(await writtenChip({ cvca: anchor }))
    await authenticateTerminal(channel, terminal, await proveChip(channel))
    expect((await readChip(channel)).withheld).toEqual(['DG3'])
  })

  test('does not begin before Chip Authentication', async () => {
    const { anchor, terminal } = await terminalChain()
    const channel = await openByCan(await writtenChip({ cvca: anchor }))
    await expect(authenticateTerminal(channel, terminal, new Uint8Array(32))).rejects.toMatchObject({
      code: 'UNEXPECTED_STATUS',
    })
  })

  const expired = { effective: parseCalendarDate('2026-01-01'), expires: parseCalendarDate('2026-10-31') }
  test.each([
    ['certificates of another CVCA', async () => (await terminalChain()).terminal, 'CERTIFICATE_1'],
    [
      'an unknown CVCA',
      async () => (await terminalChain({ verifier: { authority: 'VNANDERE00001' } })).terminal,
      'TRUST_ANCHOR',
    ],
    [
      'no certificate',
      async () => ({ ...(await terminalChain()).terminal, certificates: [] }),
      'NO_CERTIFICATE',
    ],
    [
      'bytes that are none',
      async () => ({ ...(await terminalChain()).terminal, certificates: [Uint8Array.of(0x30, 0)] }),
      'CERTIFICATE_UNREADABLE',
    ],
  ] as const)('is not passed with %s', async (_, terminalOf, part) => {
    const { anchor } = await terminalChain()
    const channel = await openByCan(await writtenChip({ cvca: anchor }))
    const readerKey = await proveChip(channel)
    await expect(
      terminalOf().then((one) => authenticateTerminal(channel, one, readerKey)),
    ).rejects.toMatchObject({
      code: 'AUTHENTICATION_FAILED',
      facts: { protocol: 'TA', part },
    })
    expect((await readChip(channel)).withheld).toEqual(['DG3'])
  })

  test.each([
    ['its certificate has expired', { own: expired }, null, 'CERTIFICATE_2'],
    ['the verifier signs what only a CVCA may', { own: { role: 'DV_DOMESTIC' } }, null, 'CERTIFICATE_2'],
    ['it signs with a key that nobody certified', {}, softwareKey('brainpoolP256r1'), 'SIGNATURE'],
  ] as const)('is not passed where %s', async (_, changes, otherKey, part) => {
    const { anchor, terminal } = await terminalChain(changes)
    const channel = await openByCan(await writtenChip({ cvca: anchor }))
    const readerKey = await proveChip(channel)
    const shown = { ...terminal, key: otherKey ?? terminal.key }
    await expect(authenticateTerminal(channel, shown, readerKey)).rejects.toMatchObject({ facts: { part } })
    expect((await readChip(channel)).withheld).toEqual(['DG3'])
  })

  test('is not passed with a signature made for another session', async () => {
    const { anchor, terminal } = await terminalChain()
    const channel = await openByCan(await writtenChip({ cvca: anchor }))
    await proveChip(channel)
    const other = new Uint8Array(curves.brainpoolP256r1.size).fill(1)
    await expect(authenticateTerminal(channel, terminal, other)).rejects.toMatchObject({
      facts: { part: 'SIGNATURE' },
    })
  })
})
