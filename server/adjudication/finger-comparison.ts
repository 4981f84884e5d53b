import sharp from 'sharp'
import { matchThreshold } from '../../core/biometrics/minutiae-match.ts'
import { extractMinutiae, type MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import { pairMinutiae, type PairedMinutiae } from '../../core/biometrics/pair-minutiae.ts'
import { unpackTemplate } from '../../core/biometrics/template-bytes.ts'
import { DomainError } from '../../core/errors.ts'
import type { BiometricSample } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { NotFound } from '../kernel/errors.ts'
import { unitsNow } from '../kernel/units.ts'
import { auditCase, authoriseCase, loadCase } from './load-case.ts'
import { shownApplications } from './shown-applications.ts'

/** One of the two files has no usable print of this finger. */
export class NoPrintToCompare extends DomainError<'NO_PRINT_TO_COMPARE'> {
  constructor(side: 'APPLICANT' | 'CANDIDATE') {
    super(
      'NO_PRINT_TO_COMPARE',
      {
        vi: 'Một trong hai hồ sơ không có ảnh vân tay đọc được của ngón này. Hãy chọn ngón khác.',
        en: 'One of the two files has no readable print of this finger. Choose another finger.',
      },
      { side },
    )
  }
}

export interface ComparedPrint {
  readonly template: MinutiaeTemplate
  readonly position: number
  /** The image in which the minutiae were found. */
  readonly sampleId: string
}

export interface FingerComparison extends PairedMinutiae {
  readonly threshold: number
  readonly applicant: ComparedPrint
  readonly candidate: ComparedPrint
}

export interface ComparedFingers {
  readonly caseId: string
  readonly candidateId: string
  readonly position: number
  /** Another finger of the candidate, where hands may have been mixed up; the same where left out. */
  readonly candidatePosition: number | null
}

/** What the matcher sees in two prints, for the officers who look: minutiae of both, and which it takes for each other. */
export async function compareCaseFingers(
  app: App,
  actor: Actor,
  asked: ComparedFingers,
): Promise<FingerComparison> {
  await unitsNow(app)
  const { position } = asked
  const [one, other] = await app.db.$transaction(async (tx) => {
    const found = await loadCase(tx, asked.caseId)
    await authoriseCase(app, actor, { action: 'duplicate-case.read', unitCode: found.unitCode })
    const row = found.candidates.find(({ id }) => id === asked.candidateId)
    if (!row) throw new NotFound('candidate')
    await auditCase(tx, found, { actor, at: app.clock(), act: 'compare-fingers', details: { position } })
    const shown = await shownApplications(tx, found)
    const samples = (applicationId: string, finger: number) =>
      tx.biometricSample.findMany({
        where: { applicationId, kind: 'FINGER', position: finger, sha256: { not: null } },
        orderBy: { impression: 'asc' },
      })
    return [
      await samples(found.applicationId, position),
      await samples(shown.get(row.id) ?? '', asked.candidatePosition ?? position),
    ]
  })
  const applicant = await readPrint(app, one)
  if (!applicant) throw new NoPrintToCompare('APPLICANT')
  const candidate = await readPrint(app, other)
  if (!candidate) throw new NoPrintToCompare('CANDIDATE')
  const paired = pairMinutiae(applicant.template, candidate.template)
  return { ...paired, threshold: matchThreshold, applicant, candidate }
}

/** The desk's own minutiae where they came along; else one image is read, and no more than one. */
async function readPrint(app: App, samples: readonly BiometricSample[]): Promise<ComparedPrint | null> {
  const best = samples.find(({ template }) => template !== null) ?? samples[0]
  if (!best) return null
  const template = best.template ? unpackTemplate(best.template) : await readImage(app, best)
  return template && { template, position: best.position, sampleId: best.id }
}

/** A scanner's largest slap at 1000 dpi. */
const mostDots = 10_000_000

async function readImage(app: App, { sha256, dpi }: BiometricSample): Promise<MinutiaeTemplate | null> {
  const bytes = await app.blobs.get(sha256 ?? '')
  if (!bytes) return null
  const decoded = sharp(bytes, { limitInputPixels: mostDots }).greyscale().raw()
  // The decoder has one kind of error for all that it cannot read.
  const image = await decoded.toBuffer({ resolveWithObject: true }).catch(() => null)
  if (!image) return null
  const { width, height } = image.info
  try {
    return extractMinutiae({ width, height, dpi: dpi ?? 500, pixels: new Uint8Array(image.data) })
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
