import { z } from 'zod'
import { normaliseText } from '../text/vietnamese.ts'
import { absenceReasons } from './declarations.ts'
import { visitOutcomes } from './visits.ts'

/** One visit as it is written down at the door, perhaps without network; `clientId` is drawn there, once. */
export const visitReportSchema = z.strictObject({
  clientId: z.uuid(),
  assignmentId: z.uuid().nullish(),
  residentId: z.uuid(),
  outcome: z.enum(visitOutcomes),
  reason: z.enum(absenceReasons).nullish(),
  /** ISO 8601 with zone. */
  visitedAt: z.iso.datetime({ offset: true }),
  note: z.string().transform(normaliseText).pipe(z.string().max(500)).nullish(),
})
export type VisitReport = z.infer<typeof visitReportSchema>

/** As many as a phone sends at once; more go in further lists. */
export const mostVisitsAtOnce = 200
