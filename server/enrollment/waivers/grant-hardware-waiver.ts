import { addDays, calendarDateAt, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'

export const waiverSubjects = ['IRIS', 'SLAP'] as const
export type WaiverSubject = (typeof waiverSubjects)[number]

/** A waiver is for a while: hardware that is missing for longer is decided upon again. */
const longestDays = 366
const shortestReason = 10

/** It ends before it begins, lasts more than a year, begins in the past, or says no reason. */
export class IllegalWaiver extends DomainError<'ILLEGAL_WAIVER'> {
  constructor() {
    super('ILLEGAL_WAIVER', {
      vi: 'Quyết định miễn phải có lý do (ít nhất 10 ký tự), từ hôm nay trở đi và không quá một năm.',
      en: 'A waiver needs a reason (10 characters at least), begins today or later and lasts a year at most.',
    })
  }
}

export interface NewWaiver {
  readonly centre: string
  readonly subject: WaiverSubject
  readonly validFrom: CalendarDate
  /** Its last day. */
  readonly validTo: CalendarDate
  readonly reason: string
}

/**
 * A centre may do without some hardware until a day: each file that lacks the capture names this waiver as its exception.
 * Answers its id.
 */
export async function grantHardwareWaiver(app: App, actor: Actor, waiver: NewWaiver): Promise<string> {
  const { centre: centreCode, subject, validFrom, validTo } = waiver
  const reason = waiver.reason.trim()
  return app.db.$transaction(async (tx) => {
    const centre = await tx.centre.findUnique({ where: { code: centreCode }, select: { unitCode: true } })
    if (!centre) throw new NotFound('centre')
    await authorise(app, actor, 'waiver.grant', centre.unitCode)
    if (actor.kind !== 'officer') throw new NotAllowed()
    const at = app.clock()
    const legal =
      validFrom >= calendarDateAt(at) &&
      validTo >= validFrom &&
      validTo <= addDays(validFrom, longestDays) &&
      reason.length >= shortestReason &&
      reason.length <= 300
    if (!legal) throw new IllegalWaiver()
    const { id } = await tx.hardwareWaiver.create({
      data: {
        centreCode,
        subject,
        validFrom: dateOf(validFrom),
        validTo: dateOf(validTo),
        reason,
        grantedBy: actor.id,
        grantedAt: instantAt(at),
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'waiver.grant',
      subjectKind: 'centre',
      subjectId: centreCode,
      details: { waiver: id, subject, validFrom, validTo },
    })
    return id
  })
}
