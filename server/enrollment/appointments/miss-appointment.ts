import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { recordId } from '../../kernel/record-id.ts'
import { moveAppointment } from './move-appointment.ts'

/** Nobody came: before check-in the booking was missed, after it the applicant has left. */
export async function missAppointment(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  const found = await app.db.appointment.findUnique({
    where: { id: recordId(id, 'appointment') },
    select: { status: true },
  })
  const event = found?.status === 'CHECKED_IN' ? 'leave' : 'miss'
  await moveAppointment(app, actor, { id, event, data: { place: null } })
}
