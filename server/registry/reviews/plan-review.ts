import { randomBytes } from 'node:crypto'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import { checkDesign, type ReviewDesign } from '../../../core/review/design.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { frameOf, sizeSample, totalOf } from './review-frame.ts'
import { checkTeam, membersOf, type ReviewTeam } from './review-team.ts'

/** The locality has a review that is not settled. */
export class ReviewUnderWay extends DomainError<'REVIEW_UNDER_WAY'> {
  constructor() {
    super('REVIEW_UNDER_WAY', {
      vi: 'Địa bàn đang có một đợt phúc tra chưa kết thúc. Đợt không đạt thì khắc phục và phúc tra lại, không lập đợt mới.',
      en: 'This locality has a review that is not settled. One that failed is repaired, not planned anew.',
    })
  }
}

/** The last day is before the first. */
export class IllegalSchedule extends DomainError<'ILLEGAL_SCHEDULE'> {
  constructor() {
    super('ILLEGAL_SCHEDULE', {
      vi: 'Ngày kết thúc phúc tra phải từ ngày bắt đầu trở đi.',
      en: 'The last day of the review is before its first.',
    })
  }
}

export interface Schedule {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

export interface ReviewWish {
  readonly unitCode: string
  readonly formKind: FormKind
  readonly design: ReviewDesign
  readonly team: ReviewTeam
  readonly schedule: Schedule
}

export const newSeed = () => randomBytes(16).toString('hex')

/** Columns of a schedule. Throws {@link IllegalSchedule}. */
export function scheduleColumns({ from, to }: Schedule) {
  if (to < from) throw new IllegalSchedule()
  return { scheduledFrom: dateOf(from), scheduledTo: dateOf(to) }
}

/** Plans the review of a locality. Sizes are an estimate until the start, when the sample is drawn. Answers the plan's id. */
export async function planReview(app: App, actor: Actor, wish: ReviewWish): Promise<string> {
  const { unitCode, formKind, design, team } = wish
  await authorise(app, actor, 'review.plan', unitCode)
  checkDesign(design)
  const schedule = scheduleColumns(wish.schedule)
  const frame = await frameOf(app, { unitCode, formKind, byCollector: design.byCollector })
  const at = app.clock()
  const planned = app.db.$transaction(async (tx) => {
    await checkTeam(app, tx, { unitCode, recheckShare: design.recheckShare, team })
    const { population, sizes } = await sizeSample(tx, frame, design)
    const { id } = await tx.reviewPlan.create({
      data: {
        unitCode,
        formKind,
        ...design,
        ...schedule,
        seed: newSeed(),
        population,
        sampleSize: totalOf(sizes),
        teamName: team.name.trim(),
        createdById: actor.id ?? '',
        createdAt: instantAt(at),
        members: { createMany: { data: membersOf(team) } },
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'review.plan',
      subjectKind: 'review',
      subjectId: id,
      details: { unit: unitCode, kind: formKind, population, sample: totalOf(sizes) },
    })
    return id
  })
  return planned.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ReviewUnderWay() : error
  })
}
