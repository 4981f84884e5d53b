import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChipPerson } from '../../../core/card/chip-person.ts'
import { chipProfiles } from '../../../core/card/chip-profile.ts'
import { concatBytes, equalBytes } from '../../../core/bytes.ts'
import { chipInspector, inspectChip, type InspectionTrust } from '../../../core/inspection/inspect-chip.ts'
import type { InspectionReport } from '../../../core/inspection/report.ts'
import type { ChipFileName, ChipImage } from '../../../core/lds/chip-files.ts'
import { encodeTlv } from '../../../core/lds/tlv.ts'
import { encodePublicKey, readPublicKey } from '../../../core/pki/public-key.ts'
import { certificateTerm } from '../../../core/pki/terms.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { issueCsca, issueCscaLink, issueSigner } from '../../../core/pki/issue-certificate.ts'
import { signRevocationList } from '../../../core/pki/revocation-list.ts'
import { cscaName, issuerPlaces } from '../../../core/pki/issuing-country.ts'
import { plainHolder } from '../../../core/lds/test-holders.ts'
import type { SigningKey } from '../../../core/pki/signing-key.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { formatTd1 } from '../../../core/mrz/td1.ts'
import { crypto, forge, genuineChip, type GenuineChip, lookedAt } from '../../support/chip-forge.ts'
import { type Asn, constructed, encodeAsn, parseAsn, partAt, partsIn } from '../../support/asn.ts'
import { signerSince } from '../../support/chips.ts'

const nothing = { genuine: true, failures: [], warnings: [], revocation: 'unknown' } as const

const trusting = (...trusted: readonly Uint8Array[]): InspectionTrust => ({
  trusted,
  revocationLists: [],
  crypto,
})
const look = ({ image, signer }: GenuineChip, more: Partial<InspectionTrust> = {}): InspectionReport =>
  inspectChip(image, { ...trusting(signer.csca), ...more, at: lookedAt })

/** The same person, born another day, with a zone that says so. */
function bornOn(person: ChipPerson, day: string): Partial<ChipPerson> {
  const birthDate = parseCalendarDate(day)
  const { name, sex } = person
  const number = parseCitizenNumber(person.number)
  return { birthDate, mrz: formatTd1({ number, birthDate, sex, expiresOn: person.expiresOn, name }) }
}
const rulesOf = (report: InspectionReport) => [...report.failures, ...report.warnings].map(({ rule }) => rule)

describe('a genuine chip has neither failures nor warnings', () => {
  it.each(Object.values(chipProfiles))('by profile $name', async (profile) => {
    expect(look(await genuineChip(profile))).toEqual(nothing)
  })

  it('without fingers', async () => {
    expect(look(await genuineChip(undefined, { biometrics: { fingers: [] } }))).toEqual(nothing)
  })

  it('with named curves, where they are allowed', async () => {
    const chip = await genuineChip(undefined, { parameters: 'NAMED' })
    expect(look(chip, { allowNamed: true })).toEqual(nothing)
    expect(rulesOf(look(chip))).toEqual(['CERT_CURVE_NAMED', 'CERT_CURVE_NAMED'])
  })

  it('with its hashes in any order', async () => {
    const base = await genuineChip()
    const { image, csca } = await forge(base, { lds: ({ parts }) => void parts?.[2]?.parts?.reverse() })
    expect(inspectChip(image, { ...trusting(csca), at: lookedAt })).toEqual(nothing)
  })

  it('with named curves in DG14 and DG15, where they are right', async () => {
    const base = await genuineChip()
    const named = (spki: Asn) => {
      const { key } = readPublicKey(encodeAsn(spki))
      return key ? parseAsn(encodePublicKey(key, 'NAMED')) : spki
    }
    const { image, csca } = await forge(base, {
      files: (files) => {
        const [infos, active] = (['DG14', 'DG15'] as const).map((name) =>
          partAt(parseAsn(files.get(name) ?? new Uint8Array()), 0),
        )
        if (!infos || !active) return
        for (const info of partsIn(infos))
          if (partAt(info, 1).tag === 0x30) partsIn(info)[1] = named(partAt(info, 1))
        partsIn(infos).sort((a, b) => Buffer.compare(encodeAsn(a), encodeAsn(b)))
        files.set('DG14', encodeAsn(constructed(0x6e, infos)))
        files.set('DG15', encodeAsn(constructed(0x6f, named(active))))
      },
    })
    expect(image.get('DG14')?.length).toBeLessThan(base.image.get('DG14')?.length ?? 0)
    expect(image.get('DG15')?.length).toBeLessThan(base.image.get('DG15')?.length ?? 0)
    expect(inspectChip(image, { ...trusting(csca), at: lookedAt })).toEqual(nothing)
  })

  it('that is looked at a second time, by what is known of its signer', async () => {
    const { image, signer } = await genuineChip()
    const inspect = chipInspector(trusting(signer.csca))
    expect([inspect(image, lookedAt), inspect(image, lookedAt)]).toEqual([nothing, nothing])
    const later = new Date('2090-01-01T00:00:00Z')
    expect(rulesOf(inspect(image, later))).toContain('CERT_EXPIRED')
  })
})

describe('a CSCA that rolled over', () => {
  const order = (profile: 'CSCA' | 'DOCUMENT_SIGNER', key: SigningKey, serial: number) => ({
    key,
    serialRandom: new Uint8Array(20).fill(serial),
    term: certificateTerm(profile, signerSince),
    parameters: 'EXPLICIT' as const,
    ...issuerPlaces('https://csca.example', 'csca@csca.example'),
  })

  async function rolledOver() {
    const { signer } = await genuineChip()
    const previous = signer.csca
    const cscaKey = softwareKey('P-384')
    const next = await issueCsca({ ...order('CSCA', cscaKey, 2), name: cscaName }, crypto)
    const link = await issueCscaLink({ ...order('CSCA', signer.cscaKey, 3), previous, next }, crypto)
    const subject = { issuer: next, subjectPoint: signer.key, commonName: 'Document Signer Next' }
    const signing = { ...order('DOCUMENT_SIGNER', cscaKey, 4), profile: 'DOCUMENT_SIGNER' as const }
    const certificate = await issueSigner({ ...signing, ...subject }, crypto)
    const { image } = await genuineChip(undefined, {
      signer: { key: signer.key, certificate, csca: next, cscaKey },
    })
    const look = (...trusted: readonly Uint8Array[]) =>
      inspectChip(image, { ...trusting(...trusted), at: lookedAt })
    return { look, previous, next, link, cscaKey }
  }

  it('revokes by its list what its former key issued, where it is trusted', async () => {
    const { previous, next, link, cscaKey } = await rolledOver()
    const chip = await genuineChip()
    const csca = readCardCertificate(next)
    const { serial } = readCardCertificate(chip.signer.certificate)
    const list = await signRevocationList({
      key: cscaKey,
      issuer: csca.subject.der,
      issuerKeyId: csca.subjectKeyIdentifier ?? new Uint8Array(),
      number: 2,
      thisUpdate: signerSince,
      nextUpdate: new Date('2027-01-01T00:00:00Z'),
      revoked: [{ serial, revokedAt: lookedAt, reason: 'KEY_COMPROMISE' }],
    })
    const by = (...trusted: readonly Uint8Array[]) =>
      look(chip, { trusted: [chip.signer.csca, ...trusted], revocationLists: [list] })
    expect(rulesOf(by(next))).toEqual(['REVOKED'])
    expect(rulesOf(by(previous, link))).toEqual(['REVOKED'])
    expect(by()).toEqual(nothing)
  })

  it('is trusted by itself, and by the link from its predecessor', async () => {
    const { look, previous, next, link } = await rolledOver()
    expect(look(next)).toEqual(nothing)
    expect(look(previous, link)).toEqual(nothing)
    expect(look(link, next, previous)).toEqual(nothing)
  })

  it('is not trusted by its predecessor alone, nor by a link whose predecessor is not trusted', async () => {
    const { look, previous, link } = await rolledOver()
    expect(rulesOf(look(previous))).toEqual(['ISSUER_UNTRUSTED'])
    expect(rulesOf(look(link))).toEqual(['ISSUER_UNTRUSTED'])
  })
})

describe('EF.CardSecurity', () => {
  const profile = chipProfiles['cc-2024-cam']
  const exchanged = (chip: GenuineChip, file: Uint8Array | null): ChipImage => {
    const image = new Map(chip.image)
    if (file) image.set('CARD_SECURITY', file)
    else image.delete('CARD_SECURITY')
    return image
  }

  it('of another chip is not taken', async () => {
    const chip = await genuineChip(profile)
    const other = await genuineChip(profile, { signer: chip.signer })
    const image = exchanged(chip, other.image.get('CARD_SECURITY') ?? null)
    expect(rulesOf(look({ ...chip, image }))).toEqual(['CARD_SECURITY_DIFFERS'])
  })

  it('by a signer nobody trusts is refused, and one that was not read is only remarked', async () => {
    const chip = await genuineChip(profile)
    const other = await genuineChip(profile)
    const foreign = look({ ...chip, image: exchanged(chip, other.image.get('CARD_SECURITY') ?? null) })
    expect(rulesOf(foreign)).toEqual(['ISSUER_UNTRUSTED', 'CARD_SECURITY_DIFFERS'])
    const unread = look({ ...chip, image: exchanged(chip, null) })
    expect([unread.genuine, rulesOf(unread)]).toEqual([true, ['CARD_SECURITY_NOT_READ']])
  })
})

it('a hash weaker than the curve is remarked', async () => {
  const profile = chipProfiles['cc-2024']
  const weak = { ...profile, documentSigner: { curve: 'P-384', algorithm: 'ECDSA_SHA256' } } as const
  expect(rulesOf(look(await genuineChip(weak)))).toEqual(['SIGNATURE_STRENGTH'])
})

it('a child under six has no portrait, and nobody misses it', async () => {
  const child = bornOn(plainHolder(), '2022-05-06')
  const chip = await genuineChip(undefined, { person: child, biometrics: { portrait: null, fingers: [] } })
  expect(look(chip)).toEqual(nothing)
})

it('a file that breaks a rule thousands of times is told so sixteen times', async () => {
  const chip = await genuineChip()
  const empty = Uint8Array.from({ length: 60_000 }, (_, i) => (i % 2 === 0 ? 0x02 : 0))
  const image = new Map([...chip.image, ['DG14', encodeTlv(0x6e, encodeTlv(0x31, empty))] as const])
  const told = rulesOf(look({ ...chip, image })).filter((rule) => rule === 'DER_INTEGER')
  expect(told).toHaveLength(16)
})

describe('a chip that is damaged at random', () => {
  type Damage = readonly [
    file: number,
    at: number,
    kind: 'FLIP' | 'CUT' | 'GROW' | 'LOSE' | 'SWAP',
    byte: number,
  ]

  const damage: fc.Arbitrary<Damage> = fc.tuple(
    fc.nat(20),
    fc.nat(40_000),
    fc.constantFrom('FLIP', 'CUT', 'GROW', 'LOSE', 'SWAP'),
    fc.integer({ min: 1, max: 255 }),
  )

  function damaged(image: ChipImage, [nth, place, kind, byte]: Damage): ChipImage {
    const names = [...image.keys()]
    const name = names[nth % names.length] ?? 'COM'
    const bytes = image.get(name) ?? new Uint8Array()
    if (bytes.length === 0) return image
    const at = place % bytes.length
    const bent = new Map(image)
    if (kind === 'LOSE') bent.delete(name)
    else if (kind === 'SWAP') bent.set(name, image.get(names[(nth + byte) % names.length] ?? name) ?? bytes)
    else if (kind === 'CUT') bent.set(name, bytes.slice(0, at))
    else if (kind === 'GROW')
      bent.set(name, concatBytes(bytes.subarray(0, at), Uint8Array.of(byte), bytes.subarray(at)))
    else bent.set(name, bytes.with(at, (bytes[at] ?? 0) ^ byte))
    return bent
  }

  const isSame = (a: ChipImage, b: ChipImage) =>
    a.size === b.size && [...a].every(([name, bytes]) => equalBytes(bytes, b.get(name) ?? new Uint8Array()))

  it('is never called genuine, and never more than a finding', async () => {
    const { image, signer } = await genuineChip(chipProfiles['cc-2024-cam'])
    const inspect = chipInspector(trusting(signer.csca))
    // What a reader without rights does not see may be missing (DG3), and what nobody signs for passive authentication.
    const unread: readonly ChipFileName[] = ['DG3', 'CARD_SECURITY']
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const bent = damages.reduce(damaged, image)
        const report = inspect(bent, lookedAt)
        const lost = [...image.keys()].filter((name) => !bent.has(name))
        const seen = new Map([...image].filter(([name]) => !lost.includes(name)))
        const isWhole = isSame(bent, seen) && lost.every((name) => unread.includes(name))
        expect(report.failures.map(({ rule }) => rule)).not.toContain('UNREADABLE')
        expect(report.genuine).toBe(isWhole)
      }),
      { numRuns: 2000 },
    )
  })
})
