import { addDays, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { behind, newestFirst, type PageArgs, pageOf, pageSize } from './log-page.ts'
import { startOfDay } from './start-of-day.ts'

export const queryOutcomes = ['ANSWERED', 'NOT_FOUND', 'REFUSED'] as const
export type QueryOutcome = (typeof queryOutcomes)[number]

/** A question as the administrator sees it: not about whom. */
export interface LoggedQuery {
  readonly id: string
  readonly at: Date
  readonly requestId: string
  readonly purpose: string
  readonly reference: string | null
  readonly fields: readonly string[]
  readonly outcome: string
  readonly refusal: string | null
  readonly refusedField: string | null
}

export interface LogPage {
  readonly queries: readonly LoggedQuery[]
  /** Cursor of the next page, null after the last. */
  readonly next: string | null
}

export interface LogSearch extends PageArgs {
  readonly agencyCode: string
  /** yyyy-MM-dd, both included. */
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
  readonly outcome?: QueryOutcome | null | undefined
}

/** An agency's questions, the newest first. Throws NotFound, IllegalDate, IllegalCursor. */
export async function agencyLog(app: App, actor: Actor, search: LogSearch): Promise<LogPage> {
  demand(actor, 'agency.manage')
  const { agencyCode, from, to, outcome } = search
  const relyingPartyId = await agencyIdOf(app, agencyCode)
  const size = pageSize(search)
  const period = {
    ...(from && { gte: startOfDay(parseCalendarDate(from)) }),
    ...(to && { lt: startOfDay(addDays(parseCalendarDate(to), 1)) }),
  }
  const rows = await app.db.agencyQuery.findMany({
    where: { relyingPartyId, ...(outcome && { outcome }), AND: [{ at: period }, behind(search)] },
    orderBy: newestFirst,
    take: size + 1,
    select: {
      id: true,
      at: true,
      requestId: true,
      purpose: true,
      reference: true,
      fields: true,
      outcome: true,
      refusal: true,
      refusedField: true,
    },
  })
  const { page, next } = pageOf(rows, size)
  return { queries: page, next }
}

/** Throws NotFound. */
export async function agencyIdOf(app: App, code: string): Promise<string> {
  const agency = await app.db.relyingParty.findUnique({ where: { code }, select: { id: true } })
  if (!agency) throw new NotFound('agency')
  return agency.id
}
