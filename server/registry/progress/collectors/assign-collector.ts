import { calendarDateAt, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { unitsNow } from '../../../kernel/units.ts'

/** The officer may not collect there at that time. */
export class NoCollector extends DomainError<'NO_COLLECTOR'> {
  constructor() {
    super('NO_COLLECTOR', {
      vi: 'Cán bộ này không có nhiệm vụ thu thập phiếu tại đơn vị trong thời gian đó.',
      en: 'This officer does not hold the collector’s role at the unit for that time.',
    })
  }
}

export class AssignedAlready extends DomainError<'ASSIGNED_ALREADY'> {
  constructor() {
    super('ASSIGNED_ALREADY', {
      vi: 'Cán bộ này đã được phân công tại thôn, tổ dân phố này trong thời gian đó.',
      en: 'This officer is assigned to this hamlet for part of that time already.',
    })
  }
}

export class IllegalPeriod extends DomainError<'ILLEGAL_PERIOD'> {
  constructor() {
    super('ILLEGAL_PERIOD', {
      vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
      en: 'The end must be after the beginning.',
    })
  }
}

export interface NewAssignment {
  readonly officerId: string
  /** Commune. */
  readonly unitCode: string
  readonly hamlet: string
  /** Tổ công tác. */
  readonly team: string | null
  /** yyyy-MM-dd; today where null. */
  readonly validFrom: string | null
  /** The first day after it; null while no end is known. */
  readonly validTo: string | null
}

const longestTeam = 100

/** Sends a collector to a hamlet; several may go together as a team. Answers the assignment's id. */
export async function assignCollector(app: App, actor: Actor, assignment: NewAssignment): Promise<string> {
  const { unitCode, hamlet: name } = assignment
  await authorise(app, actor, 'collector.assign', unitCode)
  const hamlet = await app.db.hamlet.findUnique({ where: { unitCode_name: { unitCode, name } } })
  if (!hamlet) throw new NotFound('hamlet')
  const at = app.clock()
  const from = assignment.validFrom ? parseCalendarDate(assignment.validFrom) : calendarDateAt(at)
  const to = assignment.validTo ? parseCalendarDate(assignment.validTo) : null
  if (to !== null && to <= from) throw new IllegalPeriod()
  const officerId = recordId(assignment.officerId, 'officer')
  const period = { validFrom: dateOf(from), validTo: to && dateOf(to) }
  if (!(await mayCollect(app, { officerId, unitCode, ...period }))) throw new NoCollector()
  const team = assignment.team?.trim().slice(0, longestTeam) || null
  const made = app.db.$transaction(async (tx) => {
    const { id } = await tx.collectorAssignment.create({
      data: { officerId, unitCode, hamlet: name, team, ...period },
    })
    await audit(tx, {
      actor,
      at,
      action: 'collector.assign',
      subjectKind: 'collector assignment',
      subjectId: id,
      details: { officerId, unitCode, from, to },
    })
    return id
  })
  return made.catch((error: unknown) => {
    throw isOverlap(error) ? new AssignedAlready() : error
  })
}

interface Period {
  readonly officerId: string
  readonly unitCode: string
  readonly validFrom: Date
  readonly validTo: Date | null
}

/** Whether an active officer holds COLLECTOR at the unit, or at one above it, for all of the time. */
async function mayCollect(app: App, { officerId, unitCode, validFrom, validTo }: Period): Promise<boolean> {
  const held = await app.db.assignment.findMany({
    where: {
      officerId,
      role: 'COLLECTOR',
      officer: { active: true },
      validFrom: { lte: validFrom },
      OR: [{ validTo: null }, ...(validTo ? [{ validTo: { gte: validTo } }] : [])],
    },
    select: { unitCode: true },
  })
  const { isWithin } = await unitsNow(app)
  return held.some((role) => isWithin(unitCode, role.unitCode))
}

/** PostgreSQL 23P01, as the driver's adapter hands it on. */
function isOverlap(error: unknown): boolean {
  return error instanceof Error && error.message.includes('CollectorAssignment_no_overlap')
}
