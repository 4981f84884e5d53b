/**
 * Chips with one thing wrong: built as real ones, bent at one place, and everything after it hashed and signed again, so that only the
 * bent place can tell. Every key is the test's own.
 */
import { concatBytes, fromHex } from '../../core/bytes.ts'
import { wrapJp2 } from '../../core/biometrics/jp2.ts'
import type { ChipBiometrics, ChipPerson, ChipPicture } from '../../core/card/chip-person.ts'
import { type ChipProfile, chipProfiles } from '../../core/card/chip-profile.ts'
import { objectIdentifier, time } from '../../core/der.ts'
import { inspectChip, type InspectionTrust } from '../../core/inspection/inspect-chip.ts'
import type { InspectionReport } from '../../core/inspection/report.ts'
import { buildChip } from '../../core/lds/build-chip.ts'
import {
  type ChipFileName,
  type ChipImage,
  dataGroupName,
  dataGroupNumbers,
} from '../../core/lds/chip-files.ts'
import { plainHolder, wsqOf } from '../../core/lds/test-holders.ts'
import {
  algorithmOf,
  type HashName,
  type SignatureAlgorithm,
  type SigningKey,
} from '../../core/pki/signing-key.ts'
import type { CurveParameters } from '../../core/pki/public-key.ts'
import { publicCrypto } from '../../server/pki/public-crypto.ts'
import { softwareKey } from '../../server/pki/software-key.ts'
import {
  type Asn,
  constructed,
  encodeAsn,
  oid,
  parseAsn,
  partAt,
  partsIn,
  primitive,
  sequenceOf,
} from './asn.ts'
import { sampleSigner, type SampleSigner } from './chips.ts'

export const crypto = publicCrypto()

/** When the chip was signed, and when it is looked at. */
export const signedAt = new Date('2026-11-22T03:00:00Z')
export const lookedAt = new Date('2026-11-22T04:00:00Z')

export type Files = Map<ChipFileName, Uint8Array>

/** Where a chip is bent. Each place stands before whatever hashes or signs it. */
export interface Forgery {
  /** Files that get hashed, EF.COM and EF.CardAccess. */
  readonly files?: (files: Files) => void
  /** tbsCertificate, before the CSCA signs it. */
  readonly csca?: (tbs: Asn) => void
  readonly ds?: (tbs: Asn) => void
  /** The whole certificate, after it was signed. */
  readonly dsSigned?: (certificate: Asn) => void
  readonly cscaSigned?: (certificate: Asn) => void
  /** LDSSecurityObject; its hashes are right already. */
  readonly lds?: (object: Asn) => void
  /** Signed attributes in their order, before they are signed. */
  readonly attributes?: (attributes: Asn[]) => void
  readonly signer?: (
    signer: Asn,
    forge: { readonly key: SigningKey; readonly content: Uint8Array },
  ) => unknown
  /** ContentInfo, when all is signed. */
  readonly cms?: (contentInfo: Asn, csca: Asn) => void
  /** The chip as it is handed in. */
  readonly after?: (files: Files) => void
  readonly signedAt?: Date
  readonly trust?: (trust: InspectionTrust, base: GenuineChip) => Promise<InspectionTrust> | InspectionTrust
  readonly at?: Date
  /** The hash that attributes and data groups are hashed with; the signature's stays. */
  readonly digest?: HashName
}

export interface GenuineChip {
  readonly image: ChipImage
  readonly signer: SampleSigner
  readonly person: ChipPerson
}

/** JP2 with one tile and nothing in it, which is all that an inspection looks at: nobody decodes it. */
export function emptyJp2(width: number, height: number, components = 3): ChipPicture {
  const four = (value: number) => Uint8Array.of(value >>> 24, value >> 16, value >> 8, value)
  const zeros = new Uint8Array(8)
  const size = concatBytes(four(width), four(height), zeros, four(width), four(height), zeros)
  const codestream = concatBytes(
    fromHex('ff4fff51'),
    Uint8Array.of(0, 38 + 3 * components, 0, 0),
    size,
    Uint8Array.of(0, components),
    ...Array.from({ length: components }, () => Uint8Array.of(7, 1, 1)),
    fromHex('ff52000c00000001000104040001'),
    fromHex('ff90000a0000000000120001ff93 01020304'),
    fromHex('ffd9'),
  )
  return { format: 'JP2', bytes: wrapJp2(codestream), width, height }
}

interface ChipChoice {
  readonly parameters?: CurveParameters
  readonly biometrics?: Partial<ChipBiometrics>
  readonly person?: Partial<ChipPerson>
  readonly signer?: SampleSigner
}

export async function genuineChip(
  profile: ChipProfile = chipProfiles['cc-2024'],
  { parameters, biometrics, person: changes, ...chosen }: ChipChoice = {},
): Promise<GenuineChip> {
  const signer = chosen.signer ?? (await sampleSigner(profile, parameters))
  const person = plainHolder({ legacyNumber: '012345678', chipSerial: '0123456789ABCDEF', ...changes })
  const fingers = [2, 7] as const
  const image = await buildChip({
    person,
    biometrics: {
      portrait: emptyJp2(300, 400),
      fingers: fingers.map((position) => ({ ...wsqOf(96, 128), position })),
      ...biometrics,
    },
    profile,
    chipKeys: {
      activeAuthentication: softwareKey(profile.activeAuthentication),
      chipAuthentication: softwareKey(profile.chipAuthentication),
    },
    signer,
    signedAt,
    hash: crypto.hash,
    random: (length) => new Uint8Array(length).fill(0x5a),
  })
  return { image, signer, person }
}

const signatureOids: Readonly<Record<SignatureAlgorithm, string>> = {
  ECDSA_SHA256: '1.2.840.10045.4.3.2',
  ECDSA_SHA384: '1.2.840.10045.4.3.3',
  ECDSA_SHA512: '1.2.840.10045.4.3.4',
}
const hashOids: Readonly<Record<HashName, string>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

/** A certificate bent and signed again; as it is where nothing was bent. */
async function resign(
  der: Uint8Array,
  key: SigningKey,
  { before, after }: { readonly before: Forgery['ds']; readonly after: Forgery['dsSigned'] },
): Promise<Uint8Array> {
  if (!before && !after) return der
  const certificate = parseAsn(der)
  const tbs = partAt(certificate, 0)
  if (before) {
    before(tbs)
    const inside = partsIn(tbs).find(({ tag, parts }) => tag === 0x30 && parts?.[0]?.tag === 0x06)
    const signature = await key.sign(algorithmOf[key.curve], encodeAsn(tbs))
    if (inside) partsIn(certificate)[1] = inside
    partsIn(certificate)[2] = primitive(0x03, 0, ...signature)
  }
  after?.(certificate)
  return encodeAsn(certificate)
}

/** The chip and the CSCA, bent. */
export async function forge(
  base: GenuineChip,
  forgery: Forgery,
): Promise<{ readonly image: Files; readonly csca: Uint8Array }> {
  const { signer } = base
  const files: Files = new Map(base.image)
  forgery.files?.(files)
  const csca = await resign(signer.csca, signer.cscaKey, { before: forgery.csca, after: forgery.cscaSigned })
  const certificate = await resign(signer.certificate, signer.cscaKey, {
    before: forgery.ds,
    after: forgery.dsSigned,
  })
  const contentInfo = await signAgain({ files, certificate, key: signer.key }, forgery)
  forgery.cms?.(contentInfo, parseAsn(csca))
  files.set('SOD', encodeAsn(constructed(0x77, contentInfo)))
  forgery.after?.(files)
  return { image: files, csca }
}

interface Unsigned {
  readonly files: Files
  readonly certificate: Uint8Array
  readonly key: SigningKey
}

async function signAgain({ files, certificate, key }: Unsigned, forgery: Forgery): Promise<Asn> {
  const digest = forgery.digest ?? 'SHA-256'
  const hash = (bytes: Uint8Array) => primitive(0x04, ...crypto.hash(digest, bytes))
  const algorithm = sequenceOf(oid(hashOids[digest]))
  const groups = dataGroupNumbers.flatMap((number) => {
    const bytes = files.get(dataGroupName(number))
    return bytes ? [sequenceOf(primitive(0x02, number), hash(bytes))] : []
  })
  const object = sequenceOf(primitive(0x02, 0), parseAsn(encodeAsn(algorithm)), sequenceOf(...groups))
  forgery.lds?.(object)
  const content = encodeAsn(object)
  const contentType = oid('2.23.136.1.1.1')
  const attribute = (type: string, value: Asn) =>
    sequenceOf(oid(`1.2.840.113549.1.9.${type}`), constructed(0x31, value))
  const attributes = [
    attribute('3', contentType),
    attribute('5', parseAsn(time(forgery.signedAt ?? signedAt))),
    attribute('4', hash(content)),
  ]
  forgery.attributes?.(attributes)
  const tbs = parseAsn(certificate)
  const offset = partAt(tbs, 0, 0).tag === 0xa0 ? 1 : 0
  const signer = sequenceOf(
    primitive(0x02, 1),
    sequenceOf(partAt(tbs, 0, offset + 2), partAt(tbs, 0, offset)),
    parseAsn(encodeAsn(algorithm)),
    constructed(0xa0, ...attributes),
    sequenceOf(oid(signatureOids.ECDSA_SHA256)),
    primitive(0x04, ...(await key.sign('ECDSA_SHA256', encodeAsn(constructed(0x31, ...attributes))))),
  )
  await forgery.signer?.(signer, { key, content })
  return sequenceOf(
    parseAsn(objectIdentifier('1.2.840.113549.1.7.2')),
    constructed(
      0xa0,
      sequenceOf(
        primitive(0x02, 3),
        constructed(0x31, parseAsn(encodeAsn(algorithm))),
        sequenceOf(contentType, constructed(0xa0, { tag: 0x04, parts: null, bytes: content })),
        constructed(0xa0, { tag: 0, parts: null, bytes: certificate, raw: certificate }),
        constructed(0x31, signer),
      ),
    ),
  )
}

/** What the inspection says of a bent chip. */
export async function inspectForged(base: GenuineChip, forgery: Forgery): Promise<InspectionReport> {
  const { image, csca } = await forge(base, forgery)
  const plain: InspectionTrust = { trusted: [csca], revocationLists: [], crypto }
  const trust = forgery.trust ? await forgery.trust(plain, base) : plain
  return inspectChip(image, { ...trust, at: forgery.at ?? lookedAt })
}
