import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { type ChipProfile, chipProfiles } from '../../../core/card/chip-profile.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { ChipDelivery } from '../../../core/contracts/chip-order.ts'
import { buildChip } from '../../../core/lds/build-chip.ts'
import { writeChipArchive } from '../../../core/lds/chip-archive.ts'
import type { ChipPublicKeys } from '../../../core/lds/security-infos.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import { holderReference, issueCvCertificate } from '../../../core/pki/cv-certificate.ts'
import type { PublicPoint, SigningKey } from '../../../core/pki/signing-key.ts'
import type { ChipContents } from '../../../card-printer-driver/chip/chip-contents.ts'
import type { ChipPrivateKey } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { sampleCard, type SampleCard } from '../../../server/demo-chip.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { publicPoint } from '../../../server/pki/public-point.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { sampleSigner } from '../../support/chips.ts'

export const random = (length: number) => new Uint8Array(randomBytes(length))

/** A key of the chip as the server would inject it. */
export interface ChipKeyPair {
  readonly secret: ChipPrivateKey
  readonly point: PublicPoint
  readonly pkcs8: Uint8Array
}

export function chipKeyPair(curve: CurveName): ChipKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curves[curve].opensslName })
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  return {
    secret: { curve, secret: secretOf(privateKey.export({ type: 'sec1', format: 'der' }), curve) },
    point: publicPoint(publicKey.export({ type: 'spki', format: 'der' })),
    pkcs8: new Uint8Array(pkcs8),
  }
}

/** The OCTET STRING behind the version of an ECPrivateKey (RFC 5915, 3). */
function secretOf(sec1: Uint8Array, curve: CurveName): Uint8Array {
  const at = sec1.findIndex((byte, i) => byte === 0x04 && sec1[i + 1] === curves[curve].size)
  return Uint8Array.from(sec1.subarray(at + 2, at + 2 + curves[curve].size))
}

/** A country verifying authority with its first certificate. */
export async function verifyingAuthority(): Promise<{
  key: SigningKey
  holder: string
  certificate: Uint8Array
}> {
  const key = softwareKey('P-256')
  const holder = holderReference('VN', 'TESTCVCA', 1)
  const certificate = await issueCvCertificate({
    key,
    authority: holder,
    holder,
    subjectPoint: key,
    role: 'CVCA',
    rights: { fingers: true, irises: true },
    effective: parseCalendarDate('2026-11-01'),
    expires: parseCalendarDate('2029-11-01'),
  })
  return { key, holder, certificate }
}

const cards = new Map<string, Promise<SampleCard>>()

/** The sample's card; its pictures are made once for all tests. */
function card(profile: ChipProfile, fingers: boolean): Promise<SampleCard> {
  const key = `${profile.capacity.portrait} ${fingers}`
  const known = cards.get(key)
  if (known) return known
  const made = sampleCard(profile, { issuedOn: parseCalendarDate('2026-11-20'), fingers })
  cards.set(key, made)
  return made
}

export interface SampleChip extends ChipContents {
  readonly pairs: Readonly<Record<'ACTIVE_AUTHENTICATION' | 'CHIP_AUTHENTICATION', ChipKeyPair>>
  readonly authority: Awaited<ReturnType<typeof verifyingAuthority>>
  /** Signs the files for other public halves: what a chip that makes its own keys waits for. */
  signedFor(keys: ChipPublicKeys): Promise<ChipContents>
}

export interface SampleOptions {
  readonly fingers?: boolean
  readonly portrait?: boolean
  readonly profile?: ChipProfile
}

/** Everything for one chip, signed, with keys at hand. */
export async function sampleContents({
  fingers = true,
  portrait = true,
  profile = chipProfiles['cc-2024'],
}: SampleOptions = {}): Promise<SampleChip> {
  const { person: somebody, biometrics: pictures } = await card(profile, fingers)
  const biometrics = portrait ? pictures : { ...pictures, portrait: null }
  const person = { ...somebody, chipSerial: 'MAU0000000000001' }
  const pairs = {
    ACTIVE_AUTHENTICATION: chipKeyPair(profile.activeAuthentication),
    CHIP_AUTHENTICATION: chipKeyPair(profile.chipAuthentication),
  }
  const signer = await sampleSigner(profile)
  const authority = await verifyingAuthority()
  const signedFor = async (chipKeys: ChipPublicKeys): Promise<ChipContents> => ({
    chipSerial: person.chipSerial,
    image: await buildChip({
      person,
      biometrics,
      profile,
      chipKeys,
      signer,
      signedAt: new Date('2026-11-20T02:00:00Z'),
      hash: publicCrypto().hash,
      random,
    }),
    keys: null,
    access: { can: person.number.slice(-6), mrz: person.mrz.join('') },
    cvca: authority.certificate,
  })
  const contents = await signedFor({
    activeAuthentication: pairs.ACTIVE_AUTHENTICATION.point,
    chipAuthentication: pairs.CHIP_AUTHENTICATION.point,
  })
  const keys = {
    ACTIVE_AUTHENTICATION: pairs.ACTIVE_AUTHENTICATION.secret,
    CHIP_AUTHENTICATION: pairs.CHIP_AUTHENTICATION.secret,
  }
  return { ...contents, keys, pairs, authority, signedFor }
}

/** As the server answers it. */
export function deliveryOf(
  { chipSerial, image, access, cvca }: ChipContents,
  pairs: SampleChip['pairs'] | null,
) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const archive = writeChipArchive(image)
  return {
    archive,
    delivery: {
      chipSerial,
      archive: base64(archive),
      keys: pairs && {
        activeAuthentication: base64(pairs.ACTIVE_AUTHENTICATION.pkcs8),
        chipAuthentication: base64(pairs.CHIP_AUTHENTICATION.pkcs8),
      },
      access,
      cvca: cvca && base64(cvca),
    } satisfies ChipDelivery,
  }
}
