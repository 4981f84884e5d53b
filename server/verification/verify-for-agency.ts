import { inspectionPath, inspectionSchema, inspectionType } from '../../core/contracts/chip-inspection.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { InspectionReport } from '../../core/inspection/report.ts'
import { SharingRefused } from '../../core/sharing/refusals.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { isInForce } from '../registry/sharing/agency.ts'
import { takeAllowance } from '../registry/sharing/allowance.ts'
import { readAgencyMessage } from '../registry/sharing/read-agency-message.ts'
import { inspectAndNote } from './verify-chip.ts'

const inspections = { type: inspectionType, path: inspectionPath, schema: inspectionSchema }

/**
 * Inspects the chip in an agency's signed message (core/contracts/chip-inspection.ts). It counts among the agency's questions; the
 * register is not asked anything. Throws SharingRefused, QuotaUsed.
 */
export async function verifyForAgency(app: App, input: { readonly jws: string }): Promise<InspectionReport> {
  const { agency, message } = await readAgencyMessage(app, input.jws, inspections)
  if (!isInForce(agency, calendarDateAt(app.clock()))) throw new SharingRefused('AGENCY_NOT_ACTIVE')
  await takeAllowance(app, agency)
  return inspectAndNote(app, message, { actor: systemActor, agency: agency.code })
}
