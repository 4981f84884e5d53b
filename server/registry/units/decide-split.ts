import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { unitHolding } from '../residence/unit-holding.ts'
import { carryAddresses } from './carry-statements.ts'
import { carryFollowers, finishIfDecided } from './carry-units.ts'

export class TooManyDecided extends DomainError<'TOO_MANY_DECIDED'> {
  constructor() {
    super(
      'TOO_MANY_DECIDED',
      { vi: `Mỗi lần chọn từ 1 đến ${most} người.`, en: `Choose 1 to ${most} people at once.` },
      { most },
    )
  }
}

const most = 200

export interface SplitDecision {
  readonly reorganisationId: string
  readonly fromCode: string
  /** One of the parts, within the officer's units. */
  readonly toCode: string
  readonly residentIds: readonly string[]
}

/** Says of people of a split unit in which part they live. Answers how many addresses were carried; twice carries none. */
export async function decideSplit(app: App, actor: Actor, input: SplitDecision): Promise<number> {
  await authorise(app, actor, 'unit.split', input.toCode)
  const residentIds = [...new Set(input.residentIds)].map((id) => recordId(id, 'resident'))
  if (residentIds.length === 0 || residentIds.length > most) throw new TooManyDecided()
  const id = recordId(input.reorganisationId, 'unit reorganisation')
  const carry = await app.db.unitCarry.findFirst({
    where: { reorganisationId: id, from: { code: input.fromCode }, toUnitId: null, carriedAt: { not: null } },
    include: { reorganisation: true },
  })
  if (!carry) throw new NotFound('unit reorganisation')
  const on = calendarDateOf(carry.reorganisation.on)
  const part = { fromCode: input.fromCode, toCode: input.toCode, on: carry.reorganisation.on }
  if ((await app.db.unitSuccession.count({ where: part })) === 0) throw new NotFound('unit')
  const at = app.clock()
  const { carried, routes } = await app.db.$transaction(async (tx) => {
    const target = await unitHolding(tx, input.toCode, on)
    const routed = [{ from: carry.fromUnitId, to: target.id }]
    const count = await carryAddresses(tx, { on, routes: routed, residentIds }, 3 * most)
    await tx.unitCarry.update({
      where: { reorganisationId_fromUnitId: { reorganisationId: id, fromUnitId: carry.fromUnitId } },
      data: { addresses: { increment: count } },
    })
    const details = { from: input.fromCode, to: input.toCode, addresses: count }
    const subject = { subjectKind: 'unit reorganisation', subjectId: id }
    await audit(tx, { actor, at, action: 'unit.decide-split', ...subject, details })
    return { carried: count, routes: routed }
  })
  await carryFollowers(app, { on, routes })
  await finishIfDecided(app, id)
  return carried
}
