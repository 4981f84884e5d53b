import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { type FingerPosition, fingerPositions } from '../../core/biometrics/positions.ts'
import { unpackTemplate } from '../../core/biometrics/template-bytes.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import { readFingerFile } from '../biometrics/finger-file.ts'

/** Index fingers and thumbs first: they are the easiest to lay down, and mostly the best prints. */
const inOrderOfUse: readonly FingerPosition[] = [2, 7, 1, 6, 3, 8, 4, 9, 5, 10]

/** What a file keeps of its applicant's fingers. */
export interface HolderFingers {
  /** Positions that can be compared, those to take first in front. */
  readonly positions: readonly FingerPosition[]
  templatesOf(wanted: readonly FingerPosition[]): Promise<readonly EnrolledFinger[]>
}

/** The templates of a file; where it was admitted without any, they are computed from its images when they are asked for. */
export async function holderFingers(app: WithFingerReader, applicationId: string): Promise<HolderFingers> {
  const reference = await app.db.biometricReference.findUnique({
    where: { applicationId },
    include: { templates: true },
  })
  const enrolled = (reference?.templates ?? []).flatMap(({ position, bytes }) => {
    const known = fingerPositions.find((one) => one === position)
    return known ? [{ position: known, template: unpackTemplate(bytes) }] : []
  })
  if (enrolled.length === 0) return fingersInImages(app, applicationId)
  return {
    positions: inOrderOfUse.filter((wanted) => enrolled.some(({ position }) => position === wanted)),
    templatesOf: async (wanted) => enrolled.filter(({ position }) => wanted.includes(position)),
  }
}

async function fingersInImages(app: WithFingerReader, applicationId: string): Promise<HolderFingers> {
  const samples = await app.db.biometricSample.findMany({
    where: { applicationId, kind: 'FINGER', sha256: { not: null } },
    orderBy: { impression: 'asc' },
  })
  const imageOf = (position: FingerPosition) => samples.find((sample) => sample.position === position)
  const read = async (position: FingerPosition): Promise<EnrolledFinger[]> => {
    const sample = imageOf(position)
    const file = sample && (await app.blobs.get(sample.sha256 ?? ''))
    if (!file) return []
    const reading = await app.fingers.read({
      image: await readFingerFile(file, sample.dpi ?? 500),
      desk: null,
    })
    return reading.outcome === 'READ' ? [{ position, template: reading.template }] : []
  }
  return {
    positions: inOrderOfUse.filter((position) => imageOf(position)),
    templatesOf: async (wanted) => (await Promise.all(wanted.map(read))).flat(),
  }
}
