import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { type Actor, systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import type { Grievance } from '../../../prisma/client/client.ts'
import { grievanceText, IllegalGrievance } from './file-grievance.ts'
import { grievanceOf, moveGrievance } from './move-grievance.ts'
import { unitAbove } from './unit-above.ts'

/** The owner passes a ticket up to the unit above, and says why; its day stays the law's. */
export async function escalateGrievance(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly text: string },
): Promise<void> {
  const text = grievanceText.safeParse(input.text)
  if (!text.success) throw new IllegalGrievance()
  await app.db.$transaction(async (tx) => {
    const grievance = await grievanceOf(tx, input.id)
    await authorise(app, actor, 'grievance.handle', grievance.unitCode)
    await passUp(tx, app, grievance, { actor, text: text.data })
  })
}

async function passUp(
  tx: Transaction,
  app: App,
  grievance: Grievance,
  { actor, text }: { readonly actor: Actor; readonly text: string },
): Promise<void> {
  const unitCode = await unitAbove(app, grievance.unitCode)
  const data = { unitCode, ownerId: null }
  await moveGrievance(tx, app, grievance, { event: 'escalate', actor, data, details: { unit: unitCode } })
  const entry = { grievanceId: grievance.id, officerId: actor.id, at: instantAt(app.clock()) }
  await tx.grievanceEntry.create({ data: { ...entry, kind: 'ESCALATION', text } })
}

const overdue = 'Quá hạn trả lời: hệ thống chuyển lên cấp trên.'

/** Tickets whose day has passed go up by themselves, once, taken or not; answers how many went. */
export async function escalateOverdueGrievances(app: App): Promise<number> {
  const late = await app.db.grievance.findMany({
    where: { status: { in: ['OPEN', 'ASSIGNED'] }, dueOn: { lt: dateOf(calendarDateAt(app.clock())) } },
    orderBy: { dueOn: 'asc' },
    take: 1000,
  })
  let gone = 0
  for (const grievance of late) {
    const passed = app.db.$transaction(async (tx) => {
      const taken =
        grievance.status === 'OPEN'
          ? await moveGrievance(tx, app, grievance, { event: 'assign', actor: systemActor })
          : grievance
      await passUp(tx, app, { ...grievance, ...taken }, { actor: systemActor, text: overdue })
    })
    await passed.then(
      () => gone++,
      (error: unknown) => {
        // An officer was quicker.
        if (!(error instanceof StaleVersion || error instanceof TransitionRefused)) throw error
      },
    )
  }
  return gone
}
