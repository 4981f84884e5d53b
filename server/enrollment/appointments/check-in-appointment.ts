import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { moveAppointment } from './move-appointment.ts'

/** The applicant has come; somebody who came late is taken all the same. */
export async function checkInAppointment(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  await moveAppointment(app, actor, { id, event: 'checkIn', data: { checkedInAt: instantAt(app.clock()) } })
}
