import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import type { StateOf } from '../../../../core/lifecycle/machine.ts'
import type { inquiryLifecycle } from '../../../../core/lifecycle/registry.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { codesFor } from '../conflict-worklist.ts'
import { unitPage } from '../unit-page.ts'

export type InquiryState = StateOf<typeof inquiryLifecycle>

export interface InquiryPage {
  /** IN: what the officer's units are asked; OUT: what they ask. */
  readonly direction: 'IN' | 'OUT'
  readonly unitCode: string | null
  readonly state: InquiryState
  /** Only those whose due date has passed. */
  readonly overdue: boolean
  readonly after: string | null
  readonly take: number
}

/** Ids of one page of inquiries in a state, jurisdiction included. */
export async function inquiriesPage(app: App, actor: Actor, page: InquiryPage): Promise<string[]> {
  const { direction, unitCode, state, overdue, after, take } = page
  const action = direction === 'IN' ? 'inquiry.answer' : 'inquiry.send'
  const codes = await codesFor(app, actor, { action, unitCode })
  const list = direction === 'IN' ? 'inquiriesIn' : 'inquiriesOut'
  const narrowedBy = overdue ? calendarDateAt(app.clock()) : null
  return unitPage(app, { list, state, codes, narrowedBy, after, take })
}
