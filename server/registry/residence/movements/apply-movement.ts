import { parseCitizenNumber } from '../../../../core/citizen/citizen-number.ts'
import { DomainError } from '../../../../core/errors.ts'
import { nextState, TransitionRefused } from '../../../../core/lifecycle/machine.ts'
import { movementLifecycle } from '../../../../core/lifecycle/registry.ts'
import type { Declaration } from '../../../../core/residence/declarations.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { instantAt } from '../../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { move } from '../../../kernel/transition.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { applyDeclaration, DeclarationUnderWay, enterDeclaration, planFor } from '../declarations.ts'
import { loadSubject, runningAddress, type Subject } from '../subject.ts'
import { loadMovement } from './load-movement.ts'

/** Nobody of the register was matched to the report. */
export class MovementUnmatched extends DomainError<'MOVEMENT_UNMATCHED'> {
  constructor() {
    super('MOVEMENT_UNMATCHED', {
      vi: 'Chưa xác định được công dân. Hãy nhập số định danh, hoặc từ chối với lý do.',
      en: 'The person is not identified. Give the number, or reject the report with a reason.',
    })
  }
}

/** The person does not lodge, as far as the register knows, where the report says that they left. */
export class NotLodgingThere extends DomainError<'NOT_LODGING_THERE'> {
  constructor() {
    super('NOT_LODGING_THERE', {
      vi: 'Công dân không đăng ký tạm trú tại địa bàn này nên không có gì để chấm dứt.',
      en: 'The person has no temporary residence in this unit that could end.',
    })
  }
}

/**
 * An officer other than the one who took the report in accepts it: an arrival opens a temporary address, a departure closes
 * it, with the status that belongs to it. `number` names the person where the list did not, or named another.
 */
export async function applyMovement(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly number?: string | null | undefined },
): Promise<{ readonly residentId: string }> {
  const at = app.clock()
  await unitsNow(app)
  const done = app.db.$transaction(async (tx) => {
    const event = await loadMovement(tx, app, { actor, id: input.id })
    if (!nextState(movementLifecycle, event.status, 'apply')) {
      throw new TransitionRefused(movementLifecycle.name, event.status, 'apply')
    }
    const residentId = input.number ? await personWith(tx, input.number) : event.residentId
    if (residentId === null) throw new MovementUnmatched()
    const subject = await loadSubject(tx, app, residentId)
    const declared = await declarationOf(app, subject, event)
    const plan = await planFor(tx, subject, declared)
    const row = await enterDeclaration(tx, {
      subject,
      declared,
      unit: event.unitCode,
      diff: plan.diff,
      origin: 'MOVEMENT',
      evidenceKind: 'EMPLOYER_OR_LANDLORD_LIST',
      evidenceNumber: event.id,
      makerId: event.recordedById,
      at,
    })
    const data = { residentId, reviewedById: actor.id, reviewedAt: instantAt(at) }
    await move(tx, movementLifecycle, event, { event: 'apply', actor, at, data })
    await applyDeclaration(tx, row, { subject, plan, actor, at, checkerId: actor.id })
    return { residentId }
  })
  return done.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new DeclarationUnderWay() : error
  })
}

type Event = Awaited<ReturnType<typeof loadMovement>>

async function declarationOf(app: App, subject: Subject, event: Event): Promise<Declaration> {
  const { on: from, unitCode, addressText: text } = event
  if (event.kind === 'ARRIVED') return { kind: 'ADDRESS', addressKind: 'TEMPORARY', unitCode, text, from }
  const lodging = runningAddress(subject, 'TEMPORARY')
  const { isWithin } = await unitsNow(app)
  if (!lodging || !isWithin(lodging.unit, unitCode)) throw new NotLodgingThere()
  return { kind: 'ADDRESS_END', addressKind: 'TEMPORARY', from }
}

async function personWith(tx: Transaction, number: string): Promise<string> {
  const entry = await tx.identityNumber.findUnique({
    where: { number: parseCitizenNumber(number) },
    select: { residentId: true },
  })
  if (!entry) throw new NotFound('resident')
  return entry.residentId
}
