import { appointmentLifecycle } from '../../../core/lifecycle/appointment.ts'
import { nextState } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'

/** Uses up the open booking to collect the card of a file, in the transaction that hands it over; who came without one has none. */
export async function consumeCollection(
  tx: Transaction,
  { fileId, actor, at }: { readonly fileId: string; readonly actor: Actor; readonly at: number },
): Promise<void> {
  const open = await tx.appointment.findFirst({
    where: { fileId, purpose: 'COLLECTION', status: { in: ['BOOKED', 'CHECKED_IN'] } },
    select: { id: true, status: true, version: true },
  })
  if (!open || !nextState(appointmentLifecycle, open.status, 'consume')) return
  const record = { ...open, key: open.id }
  await move(tx, appointmentLifecycle, record, {
    event: 'consume',
    actor,
    at,
    data: { applicationId: fileId },
  })
}
