import { z } from 'zod'
import type { FingerPosition } from '../../../core/biometrics/positions.ts'
import type { ChipBiometrics, ChipPerson } from '../../../core/card/chip-person.ts'
import { type ChipProfile, chipProfiles } from '../../../core/card/chip-profile.ts'
import type { ApplicationReason } from '../../../core/enrollment/reasons.ts'
import { DomainError } from '../../../core/errors.ts'
import { writeDg13 } from '../../../core/lds/dg13.ts'
import type { App } from '../../kernel/app.ts'
import { NotYet } from '../../kernel/stages.ts'

/** Brings captures into the chip's encodings: server/biometrics/chip-pictures.ts. */
export interface WithChipPictures {
  readonly chipPictures: {
    make(captures: {
      readonly portrait: Uint8Array | null
      readonly mostPortraitBytes: number
      readonly fingers: readonly { readonly position: FingerPosition; readonly bytes: Uint8Array }[]
    }): Promise<ChipBiometrics | { readonly unreadable: 'PORTRAIT' | FingerPosition }>
  }
}

const picture = {
  sha256: z.string(),
  format: z.enum(['JP2', 'JPEG', 'WSQ']),
  width: z.int(),
  height: z.int(),
}

/** PrintJob.chip: what a job's chip will hold, with its pictures as blobs. */
export const preparedChipSchema = z.strictObject({
  profile: z.string(),
  portrait: z.strictObject(picture).nullable(),
  fingers: z.array(z.strictObject({ ...picture, position: z.int().min(1).max(10) })),
})
export type PreparedChip = z.infer<typeof preparedChipSchema>

/** Two fingers go into the chip, index fingers first (domain: two index fingers; the next best where one is missing). */
const fingersOnChip = 2
const preferred: readonly number[] = [2, 7, 1, 6, 3, 8, 4, 9, 5, 10]

export interface Preparation {
  readonly chip?: PreparedChip
  readonly reason: ApplicationReason | null
  /** Those to be captured again. */
  readonly fingers?: readonly number[]
}

/**
 * Makes the pictures of a file's chip, once: a job that is planned again finds them as blobs. Nothing where the installation makes cards
 * without a chip; a reason where something of the person cannot go into one.
 */
export async function prepareChip(
  app: App & WithChipPictures,
  file: {
    readonly id: string
    readonly portraitSha256: string | null
    readonly person: ChipPerson
  },
): Promise<Preparation> {
  const name = app.env.chipProfile
  if (name === null) return { reason: null }
  if (!fits(file.person, chipProfiles[name])) return { reason: 'DOES_NOT_FIT' }
  const fingers = await fingersOf(app, file.id)
  const portrait = file.portraitSha256 === null ? null : await captureOf(app, file.portraitSha256)
  const mostPortraitBytes = chipProfiles[name].capacity.portrait
  const made = await app.chipPictures
    .make({ portrait, mostPortraitBytes, fingers })
    .catch((error: unknown) => {
      app.log.warn({ err: error, applicationId: file.id }, 'chip pictures')
      throw new NotYet('CHIP_PICTURES')
    })
  if ('unreadable' in made) {
    const { unreadable } = made
    if (unreadable === 'PORTRAIT') return { reason: 'PORTRAIT_UNSUITABLE' }
    return { reason: 'FINGERS_UNCLEAR', fingers: [unreadable] }
  }
  const chip = {
    profile: name,
    portrait: made.portrait && (await kept(app, made.portrait)),
    fingers: await Promise.all(
      made.fingers.map(async (finger) => ({ ...(await kept(app, finger)), position: finger.position })),
    ),
  }
  return { chip, reason: null }
}

/** A capture that is not there for the moment must not make a card without it. */
async function captureOf(app: App, sha256: string): Promise<Uint8Array> {
  const bytes = await app.blobs.get(sha256)
  if (!bytes) throw new NotYet('CAPTURE_MISSING')
  return bytes
}

/** Found out now, and not when a station waits with a blank. */
function fits(person: ChipPerson, profile: ChipProfile): boolean {
  try {
    writeDg13(person, profile)
    return true
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

async function fingersOf(app: App, applicationId: string) {
  const samples = await app.db.biometricSample.findMany({
    where: { applicationId, kind: 'FINGER', sha256: { not: null }, dpi: 500 },
    select: { position: true, sha256: true, quality: true },
  })
  const best = preferred.flatMap((position) => {
    const [first] = samples
      .filter((sample) => sample.position === position)
      .sort((a, b) => (b.quality ?? 0) - (a.quality ?? 0))
    return first ? [first] : []
  })
  return Promise.all(
    best.slice(0, fingersOnChip).map(async ({ position, sha256 }) => {
      const bytes = await captureOf(app, sha256 ?? '')
      return { position: position as FingerPosition, bytes }
    }),
  )
}

async function kept(app: App, { bytes, format, width, height }: NonNullable<ChipBiometrics['portrait']>) {
  return { sha256: await app.blobs.put(bytes), format, width, height }
}
