import type { FingerFinding } from '../../core/biometrics/finger-checks.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { fingerPositions } from '../../core/biometrics/positions.ts'
import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import { unpackTemplate } from '../../core/biometrics/template-bytes.ts'
import { isUnlikeEarlier } from '../../core/biometrics/unlike-earlier.ts'
import type { App } from '../kernel/app.ts'
import type { WithFingerReader } from './examine-captures.ts'

/** What people must look at before the file goes on to a card. */
export const earlierFlags = [
  'FINGERS_SWAPPED',
  'FINGERS_UNLIKE_EARLIER',
] as const satisfies readonly ApplicationFlag[]
export type EarlierFlag = (typeof earlierFlags)[number]

export interface CompareVerdict {
  /** One finger lies in the places of two: an error at the desk, whatever came before. */
  readonly repeated: boolean
  /** Neither file is known to be the wrong one, so nothing is sent back by it. */
  readonly flags: readonly EarlierFlag[]
}

/** How the fingers of a file stand to each other and to those of the person's last file. */
export async function compareFingers(
  app: WithFingerReader,
  file: { readonly id: string; readonly residentId: string },
  fingers: readonly EnrolledFinger[],
): Promise<CompareVerdict> {
  const earlier = await earlierFingers(app, file)
  const findings = fingers.length > 0 ? await app.fingers.compare({ fingers, earlier }) : []
  const has = (kind: FingerFinding['kind']) => findings.some((finding) => finding.kind === kind)
  const unlike = !has('SWAPPED') && isUnlikeEarlier(fingers, earlier)
  return {
    repeated: has('REPEATED'),
    flags: [
      ...(has('SWAPPED') ? (['FINGERS_SWAPPED'] as const) : []),
      ...(unlike ? (['FINGERS_UNLIKE_EARLIER'] as const) : []),
    ],
  }
}

async function earlierFingers(
  app: App,
  { id, residentId }: { readonly id: string; readonly residentId: string },
): Promise<readonly EnrolledFinger[]> {
  const earlier = await app.db.biometricReference.findFirst({
    where: { residentId, applicationId: { not: id }, withdrawnAt: null },
    orderBy: { createdAt: 'desc' },
    select: { templates: { select: { position: true, bytes: true } } },
  })
  return (earlier?.templates ?? []).flatMap(({ position, bytes }) => {
    const known = fingerPositions.find((one) => one === position)
    return known ? [{ position: known, template: unpackTemplate(bytes) }] : []
  })
}
