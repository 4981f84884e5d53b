import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import type { App } from '../kernel/app.ts'
import { checkPortrait, type PortraitFinding } from './check-portrait.ts'
import type { FaceEngine } from './face-engine.ts'
import { FaceEngineBusy, FaceEngineFailed } from './face-refused.ts'

/** A row of BiometricSample, of the face. */
export interface PortraitRow {
  readonly id: string
  readonly sha256: string | null
  readonly quality: number | null
  readonly evidence: string | null
}

export interface ExaminedPortrait {
  readonly sample: PortraitRow
  readonly quality: number | null
  readonly reasons: readonly ApplicationReason[]
}

/**
 * The portrait measured again, in a thread of its own, where there is a doubt or the file was drawn; null where the desk's
 * word stands. In doubt is what no page of the desk found good: measuring takes 0,1 s of a processor. Older kiosks measured
 * nothing and promised nothing: of theirs the share alone is looked at. Only a picture that shows nobody, or several people,
 * goes back to the desk: everything else is for the approver's eyes.
 */
export async function examinePortrait(
  app: Pick<App, 'blobs'> & { readonly faces: FaceEngine },
  sample: PortraitRow | null,
  { recheck }: { readonly recheck: boolean },
): Promise<ExaminedPortrait | null> {
  if (!sample?.sha256) return null
  const doubted = sample.evidence !== null && sample.quality === null
  if (!recheck && !doubted) return null
  try {
    const finding = await checkPortrait(app, sample.sha256)
    const quality = finding.outcome === 'MEASURED' ? finding.score : null
    return { sample, quality, reasons: isHopeless(finding) ? ['PORTRAIT_UNSUITABLE'] : [] }
  } catch (error) {
    // An engine that is busy or broken holds up no file: people look at the portrait before it is approved.
    if (error instanceof FaceEngineBusy || error instanceof FaceEngineFailed) return null
    throw error
  }
}

const hopeless: ReadonlySet<string> = new Set(['NOT_AN_IMAGE', 'NO_FACE', 'SEVERAL_FACES'])

function isHopeless(finding: PortraitFinding): boolean {
  return finding.outcome === 'UNUSABLE'
    ? hopeless.has(finding.cause)
    : finding.hints.includes('SEVERAL_FACES')
}
