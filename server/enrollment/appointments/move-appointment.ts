import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

/** Moves an appointment of the officer's units by one event, with the columns that change with it. */
export async function moveAppointment(
  app: App,
  actor: Actor,
  input: {
    readonly id: string
    readonly event: EventsOf<typeof appointmentLifecycle>
    readonly data?: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const { event, data } = input
  await app.db.$transaction(async (tx) => {
    const found = await tx.appointment.findUnique({
      where: { id: recordId(input.id, 'appointment') },
      select: { id: true, status: true, version: true, centre: { select: { unitCode: true } } },
    })
    if (!found) throw new NotFound('appointment')
    await authorise(app, actor, 'appointment.book', found.centre.unitCode)
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
