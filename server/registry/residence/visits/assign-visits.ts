import type { CalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import type { VisitPurpose } from '../../../../core/residence/visits.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { type UnitsNow, unitsNow } from '../../../kernel/units.ts'
import { isRunning, loadSubject } from '../subject.ts'

/** The officer collects nothing there. */
export class NotACollectorThere extends DomainError<'NOT_A_COLLECTOR_THERE'> {
  constructor() {
    super('NOT_A_COLLECTOR_THERE', {
      vi: 'Cán bộ này không được phân công thu thập ở địa bàn đã chọn.',
      en: 'This officer is not assigned to collect in that area.',
    })
  }
}

export class TooManyAssigned extends DomainError<'TOO_MANY_ASSIGNED'> {
  constructor() {
    super(
      'TOO_MANY_ASSIGNED',
      {
        vi: `Mỗi lần phân công từ 1 đến ${most} người.`,
        en: `Assign 1 to ${most} people at once.`,
      },
      { most },
    )
  }
}

const most = 100

export interface VisitsToAssign {
  readonly unitCode: string
  readonly hamlet: string | null
  readonly officerId: string
  readonly residentIds: readonly string[]
  readonly purpose: VisitPurpose
  readonly formSerial: string | null
  readonly dueOn: CalendarDate | null
}

/**
 * Sends a collector to people of a unit: all of them or, where one is not of the unit, none. Somebody whom the same collector
 * is to visit already for the same purpose is passed over. Answers how many assignments are new.
 */
export async function assignVisits(app: App, actor: Actor, input: VisitsToAssign): Promise<number> {
  await authorise(app, actor, 'visit.assign', input.unitCode)
  const units = await unitsNow(app)
  const officerId = recordId(input.officerId, 'officer')
  const residentIds = [...new Set(input.residentIds)]
  if (residentIds.length === 0 || residentIds.length > most) throw new TooManyAssigned()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    if (!(await collectsThere(tx, units, { ...input, officerId }))) throw new NotACollectorThere()
    for (const id of residentIds) {
      const { addresses } = await loadSubject(tx, app, id)
      const isThere = addresses.some((one) => isRunning(one) && units.isWithin(one.unit, input.unitCode))
      if (!isThere) throw new NotFound('resident')
    }
    const { purpose, unitCode, hamlet, formSerial, dueOn } = input
    const open = await tx.visitAssignment.findMany({
      where: { officerId, purpose, doneAt: null, residentId: { in: residentIds } },
      select: { residentId: true },
    })
    const already = new Set(open.map(({ residentId }) => residentId))
    const common = { unitCode, hamlet, officerId, purpose, formSerial, dueOn: dueOn && dateOf(dueOn) }
    const made = await tx.visitAssignment.createMany({
      data: residentIds
        .filter((id) => !already.has(id))
        .map((residentId) => ({
          ...common,
          residentId,
          assignedById: actor.id ?? '',
          assignedAt: instantAt(at),
        })),
    })
    const details = { unit: unitCode, purpose, count: made.count }
    await audit(tx, {
      actor,
      at,
      action: 'visit.assign',
      subjectKind: 'officer',
      subjectId: officerId,
      details,
    })
    return made.count
  })
}

async function collectsThere(
  tx: Transaction,
  units: UnitsNow,
  { officerId, unitCode, hamlet }: Pick<VisitsToAssign, 'officerId' | 'unitCode' | 'hamlet'>,
): Promise<boolean> {
  const today = dateOf(units.today)
  const held = await tx.assignment.findMany({
    where: {
      officerId,
      role: 'COLLECTOR',
      validFrom: { lte: today },
      OR: [{ validTo: null }, { validTo: { gte: today } }],
      officer: { active: true },
    },
    select: { unitCode: true },
  })
  if (!held.some((assignment) => units.isWithin(unitCode, assignment.unitCode))) return false
  if (hamlet === null) return true
  const running = { validFrom: { lte: today }, OR: [{ validTo: null }, { validTo: { gt: today } }] }
  return (await tx.collectorAssignment.count({ where: { officerId, unitCode, hamlet, ...running } })) > 0
}
