import { randomBytes } from 'node:crypto'
import { toHex } from '../../../core/bytes.ts'
import type { ChipBiometrics } from '../../../core/card/chip-person.ts'
import { type ChipProfile, type ChipProfileName, chipProfiles } from '../../../core/card/chip-profile.ts'
import { cardFaceSchema, type ChipOrder } from '../../../core/contracts/print-job.ts'
import { declaredPersonSchema } from '../../../core/enrollment/packet.ts'
import { DomainError } from '../../../core/errors.ts'
import { buildChip } from '../../../core/lds/build-chip.ts'
import type { ChipImage } from '../../../core/lds/chip-files.ts'
import { writeChipArchive } from '../../../core/lds/chip-archive.ts'
import type { ChipPublicKeys } from '../../../core/lds/security-infos.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { App } from '../../kernel/app.ts'
import { publicCrypto } from '../../pki/public-crypto.ts'
import type { WithCardKeys } from '../../pki/card-keys.ts'
import { type Signer, signerAt } from '../../pki/signer-at.ts'
import { LeaseLost, statesAtEncoder } from '../print-job-row.ts'
import { chipKeyPair, type InjectedKeys, sealChipKeys } from './chip-keys.ts'
import { chipPerson } from './chip-person.ts'
import { chipSerialOfBlank } from './chip-serial.ts'
import { type PreparedChip, preparedChipSchema } from './prepare-chip.ts'

export type ChipMakingApp = WithCardKeys & {
  /** 32 bytes: the chips' private keys lie sealed under it until their chips are locked. */
  readonly chipKeySecret: Uint8Array
}

/** A profile or a picture that this installation no longer has. */
export class ChipNotPrepared extends DomainError<'CHIP_NOT_PREPARED'> {
  constructor() {
    super('CHIP_NOT_PREPARED', {
      vi: 'Thiếu dữ liệu chip của lệnh in. Người phụ trách sản xuất hãy lập lại lệnh in.',
      en: 'The data for the chip of this print job are missing. The production manager has to plan the job again.',
    })
  }
}

interface JobWithChip {
  readonly id: string
  readonly applicationId: string
  readonly lease: number
  readonly blankSerial: string | null
  readonly face: unknown
  readonly chip: unknown
}

const { hash } = publicCrypto()

export function profileOf({ profile }: PreparedChip): ChipProfile {
  if (!(profile in chipProfiles)) throw new ChipNotPrepared()
  return chipProfiles[profile as ChipProfileName]
}

/**
 * Composes and signs what a claimed job's chip gets, for the blank that the station holds; a chip that was made for another blank and never
 * locked is forgotten. A chip that makes its own keys waits for them: the order then has no hashes yet.
 */
export async function makeChip(app: ChipMakingApp, job: JobWithChip): Promise<ChipOrder> {
  const prepared = preparedChipSchema.parse(job.chip)
  const { keyOrigin, activeAuthentication, chipAuthentication } = profileOf(prepared)
  if (keyOrigin === 'ON_CHIP') {
    // Keys told under an earlier claim are another blank's, or were made anew since: their files are delivered no more.
    await app.db.chipRecord.deleteMany({ where: { printJobId: job.id } })
    const chipSerial = await chipSerialOfBlank(app.db, job.blankSerial ?? '')
    return { profile: prepared.profile, chipSerial, imageSha256: null, sodSha256: null }
  }
  const [own, agreement] = [chipKeyPair(activeAuthentication), chipKeyPair(chipAuthentication)]
  return signChip(app, job, {
    keys: { activeAuthentication: own.point, chipAuthentication: agreement.point },
    injected: { activeAuthentication: own.pkcs8, chipAuthentication: agreement.pkcs8 },
  })
}

export interface ChipKeysToSign {
  readonly keys: ChipPublicKeys
  /** Null where they never left the chip. */
  readonly injected: InjectedKeys | null
}

/**
 * Signs, keeps the files, and records them; a record of the same blank from another job that gave it back untouched goes. Throws LeaseLost
 * where a key store was so slow that the job is somebody else's by now: what is signed for their blank stays.
 */
export async function signChip(
  app: ChipMakingApp,
  job: JobWithChip,
  { keys, injected }: ChipKeysToSign,
): Promise<ChipOrder> {
  const prepared = preparedChipSchema.parse(job.chip)
  const { profile } = prepared
  const chipSerial = await chipSerialOfBlank(app.db, job.blankSerial ?? '')
  const signedAt = instantAt(app.clock())
  // By the job's own profile, which may be an earlier one than that of new jobs.
  const { curve } = profileOf(prepared).documentSigner
  const signer = await signerAt(app, 'DOCUMENT_SIGNER', { purpose: 'SOD', curve })
  const image = await composeChip(app, job, { chipSerial, keys, signer, signedAt })
  const imageSha256 = await app.blobs.put(writeChipArchive(image))
  const sodSha256 = toHex(hash('SHA-256', image.get('SOD') ?? new Uint8Array()))
  const sealedKeys = injected && sealChipKeys(injected, { secret: app.chipKeySecret, jobId: job.id })
  const signed = { profile, chipSerial, signerSerial: signer.serial, signedAt, sodSha256, imageSha256 }
  const record = { ...signed, sealedKeys, verifiedAt: null }
  const printJobId = job.id
  return app.db.$transaction(async (tx) => {
    const [held] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "PrintJob" WHERE "id" = ${printJobId}::uuid AND "lease" = ${job.lease}
        AND "status" = ANY(${[...statesAtEncoder]}) FOR UPDATE`
    if (!held) throw new LeaseLost()
    // The chip's own keys, told twice at once: what was signed first may be at the station already.
    const first =
      injected === null ? await tx.chipRecord.findFirst({ where: { printJobId, chipSerial } }) : null
    if (first) return { profile, chipSerial, imageSha256: first.imageSha256, sodSha256: first.sodSha256 }
    await tx.chipRecord.deleteMany({
      where: { chipSerial, verifiedAt: null, printJobId: { not: printJobId } },
    })
    await tx.chipRecord.upsert({ where: { printJobId }, create: { printJobId, ...record }, update: record })
    return { profile, chipSerial, imageSha256, sodSha256 }
  })
}

async function composeChip(
  app: ChipMakingApp,
  job: JobWithChip,
  { chipSerial, keys, signer, signedAt }: Composing,
): Promise<ChipImage> {
  const prepared = preparedChipSchema.parse(job.chip)
  const where = { id: job.applicationId }
  const [biometrics, { person, marks }] = await Promise.all([
    picturesOf(app, prepared),
    app.db.application.findUniqueOrThrow({ where, select: { person: true, marks: true } }),
  ])
  const details = { person: declaredPersonSchema.parse(person), marks, chipSerial }
  return buildChip({
    person: chipPerson(cardFaceSchema.parse(job.face), details),
    biometrics,
    profile: profileOf(prepared),
    chipKeys: keys,
    signer,
    signedAt,
    hash,
    random: (length) => randomBytes(length),
  })
}

interface Composing {
  readonly chipSerial: string
  readonly keys: ChipPublicKeys
  readonly signer: Signer
  readonly signedAt: Date
}

async function picturesOf(app: App, { portrait, fingers }: PreparedChip): Promise<ChipBiometrics> {
  const withBytes = async <P extends { readonly sha256: string }>(picture: P) => {
    const bytes = await app.blobs.get(picture.sha256)
    if (!bytes) throw new ChipNotPrepared()
    return { ...picture, bytes }
  }
  return {
    portrait: portrait && (await withBytes(portrait)),
    fingers: await Promise.all(fingers.map(withBytes)),
  } as ChipBiometrics
}
