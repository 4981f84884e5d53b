import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { isSharedField, labelOf } from '../../../core/sharing/fields.ts'
import { isSharingPurpose, purposeRule } from '../../../core/sharing/purposes.ts'
import type { App } from '../../kernel/app.ts'
import { behind, newestFirst, type PageArgs, pageOf, pageSize } from './log-page.ts'

/** One use of a person's data, as the person may see it. */
export interface Disclosure {
  readonly id: string
  readonly on: CalendarDate
  /** Name of the agency. */
  readonly agency: string
  readonly purpose: Bilingual
  /** False: the agency asked with another name or birth date, and was told nothing. */
  readonly told: boolean
  readonly fields: readonly Bilingual[]
}

export interface DisclosurePage {
  readonly disclosures: readonly Disclosure[]
  /** Cursor of the next page, null after the last. */
  readonly next: string | null
}

/**
 * Which agencies asked about a person, the newest first. The caller has made sure that it is this person who wants to
 * know, or an officer on their behalf. Throws IllegalCursor.
 */
export async function disclosuresForCitizen(
  app: App,
  residentId: string,
  args: PageArgs = {},
): Promise<DisclosurePage> {
  const size = pageSize(args)
  const rows = await app.db.agencyQuery.findMany({
    where: { residentId, ...behind(args) },
    orderBy: newestFirst,
    take: size + 1,
    select: {
      id: true,
      at: true,
      purpose: true,
      fields: true,
      outcome: true,
      relyingParty: { select: { name: true } },
    },
  })
  const { page, next } = pageOf(rows, size)
  const disclosures = page.map(({ id, at, purpose, fields, outcome, relyingParty }) => ({
    id,
    on: calendarDateAt(at.getTime()),
    agency: relyingParty.name,
    purpose: isSharingPurpose(purpose) ? purposeRule(purpose).text : { vi: purpose, en: purpose },
    told: outcome === 'ANSWERED',
    fields: fields.filter(isSharedField).map(labelOf),
  }))
  return { disclosures, next }
}
