import { type FingerLikeness, fingerLikeness } from '../../core/adjudication/finger-bands.ts'
import { matchTemplates } from '../../core/biometrics/minutiae-match.ts'
import { unpackTemplate } from '../../core/biometrics/template-bytes.ts'
import type { Transaction } from '../kernel/db.ts'
import type { FingerPairScore } from './case-candidates.ts'

/** The fingers of one file. */
export interface Fingers {
  /** BiometricReference */
  readonly id: string
  readonly templates: readonly { readonly position: number; readonly bytes: Uint8Array }[]
}

/** Two files, finger by finger. */
export interface ComparedFingers {
  readonly referenceId: string
  /** Of the fingers that both have. */
  readonly fingers: readonly FingerPairScore[]
  readonly score: number
  readonly likeness: FingerLikeness
}

/**
 * The fingers of a file against those of the newest other file of these residents that has any of the same fingers, about a
 * millisecond each; null where there is none. Compared here and not by an ABIS, so that a doubt never hangs on what a search of
 * many has passed over.
 */
export async function compareWithResident(
  tx: Transaction,
  probe: Fingers,
  residentIds: readonly string[],
): Promise<ComparedFingers | null> {
  const newest = await tx.biometricReference.findFirst({
    where: {
      residentId: { in: [...residentIds] },
      id: { not: probe.id },
      withdrawnAt: null,
      templates: { some: { position: { in: probe.templates.map(({ position }) => position) } } },
    },
    select: { id: true, templates: { select: { position: true, bytes: true } } },
    orderBy: { createdAt: 'desc' },
  })
  if (!newest) return null
  const fingers = compareFingers(probe, newest)
  const scores = fingers.map(({ score }) => score)
  return {
    referenceId: newest.id,
    fingers,
    score: scores.reduce((sum, score) => sum + score, 0),
    likeness: fingerLikeness(scores),
  }
}

function compareFingers(one: Fingers, other: Fingers): FingerPairScore[] {
  return one.templates.flatMap(({ position, bytes }) => {
    const same = other.templates.find((template) => template.position === position)
    return same
      ? [{ position, score: matchTemplates(unpackTemplate(bytes), unpackTemplate(same.bytes)) }]
      : []
  })
}
