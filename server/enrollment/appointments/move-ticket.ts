import { ticketLifecycle } from '../../../core/lifecycle/appointment.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

export type TicketEvent = EventsOf<typeof ticketLifecycle>

/** Column that keeps when the event happened. */
const instants: Readonly<Partial<Record<TicketEvent, string>>> = {
  call: 'calledAt',
  serve: 'servedAt',
  finish: 'finishedAt',
}

/** Calls, serves, skips, finishes or closes a number; a call says to which desk. */
export async function moveTicket(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly event: TicketEvent; readonly deskNumber: number | null },
): Promise<void> {
  const { event, deskNumber } = input
  await app.db.$transaction(async (tx) => {
    const found = await tx.ticket.findUnique({
      where: { id: recordId(input.id, 'ticket') },
      select: { id: true, status: true, version: true, centre: { select: { unitCode: true, code: true } } },
    })
    if (!found) throw new NotFound('ticket')
    await authorise(app, actor, 'ticket.handle', found.centre.unitCode)
    const where = { centreCode: found.centre.code, number: deskNumber ?? 0 }
    const desk = deskNumber === null ? null : await tx.desk.findFirst({ where, select: { id: true } })
    if (deskNumber !== null && !desk) throw new NotFound('desk')
    const at = app.clock()
    const column = instants[event]
    const data = { ...(column && { [column]: instantAt(at) }), ...(desk && { deskId: desk.id }) }
    await move(tx, ticketLifecycle, { ...found, key: found.id }, { event, actor, at, data })
    const subject = { subjectKind: 'ticket', subjectId: found.id }
    await audit(tx, { actor, at, action: `ticket.${event}`, ...subject })
  })
}
