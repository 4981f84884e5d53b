import { meetsEnrollmentGrade } from '../../core/enrollment/evidence.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import type { CheckedEvidence } from './check-evidence.ts'

/** What a file falls short of; a flag for the approver, or with ENROLLMENT_GRADE=strict the reason why it is returned. */
export type GradeShortfall = Extract<ApplicationReason, 'BELOW_ENROLLMENT_GRADE' | 'IRIS_MISSING'>

/** Fingers that were taken below the grade for enrollment, and an iris that is excused by no waiver in force. */
export async function gradeShortfalls(
  app: App,
  manifest: PacketManifest,
  { captures }: CheckedEvidence,
): Promise<readonly GradeShortfall[]> {
  const impressions = manifest.fingers.flatMap((finger) => finger.impressions)
  const slaps = new Set(manifest.slaps.map(({ position }) => position as number))
  const poorSlap = captures.some(
    ({ record }) => record.kind === 'SLAP' && slaps.has(record.position) && record.enrolls === false,
  )
  const poor = poorSlap || impressions.some((impression) => !meetsEnrollmentGrade(impression))
  const irisMissing = manifest.iris?.status === 'WAIVED' && !(await waiverHolds(app, manifest, manifest.iris))
  return [
    ...(poor ? (['BELOW_ENROLLMENT_GRADE'] as const) : []),
    ...(irisMissing ? (['IRIS_MISSING'] as const) : []),
  ]
}

/** Of this centre, for irises, and in force on the day of the capture. */
async function waiverHolds(
  app: App,
  { centre, begunAt }: PacketManifest,
  { waiver }: { readonly waiver: string },
): Promise<boolean> {
  const on = dateOf(calendarDateAt(Date.parse(begunAt)))
  const known = await app.db.hardwareWaiver.findFirst({
    where: { id: waiver, centreCode: centre, subject: 'IRIS', validFrom: { lte: on }, validTo: { gte: on } },
    select: { id: true },
  })
  return known !== null
}
