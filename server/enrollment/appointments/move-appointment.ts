import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

interface AppointmentMove {
  readonly id: string
  readonly event: EventsOf<typeof appointmentLifecycle>
  /** Columns that change with it. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** Moves an appointment of the officer's units by one event. */
export async function moveAppointment(app: App, actor: Actor, input: AppointmentMove): Promise<void> {
  const id = recordId(input.id, 'appointment')
  const found = await app.db.appointment.findUnique({
    where: { id },
    select: { centre: { select: { unitCode: true } } },
  })
  if (!found) throw new NotFound('appointment')
  await authorise(app, actor, 'appointment.book', found.centre.unitCode)
  await moveOwn(app, actor, { ...input, id })
}

/** For callers that have made sure whose booking it is. */
export async function moveOwn(app: App, actor: Actor, input: AppointmentMove): Promise<void> {
  const { id, event, data } = input
  await app.db.$transaction(async (tx) => {
    const found = await tx.appointment.findUniqueOrThrow({
      where: { id },
      select: { id: true, status: true, version: true },
    })
    const at = app.clock()
    await move(
      tx,
      appointmentLifecycle,
      { ...found, key: found.id },
      { event, actor, at, ...(data && { data }) },
    )
    const subject = { subjectKind: 'appointment', subjectId: found.id }
    await audit(tx, { actor, at, action: `appointment.${event}`, ...subject })
  })
}
