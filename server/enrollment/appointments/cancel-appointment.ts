import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { moveAppointment } from './move-appointment.ts'

/** The applicant does not come; the place is free again. */
export async function cancelAppointment(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  await moveAppointment(app, actor, { id, event: 'cancel', data: { place: null } })
}
