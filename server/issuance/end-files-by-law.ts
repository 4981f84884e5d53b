import type { GroundCode } from '../../core/card-life/grounds.ts'
import { openApplicationStates } from '../../core/lifecycle/application.ts'
import { cardLifecycle } from '../../core/lifecycle/card.ts'
import { type EventsOf, nextState } from '../../core/lifecycle/machine.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'
import { finishBatchOf } from '../production/batches/next-job.ts'
import { wasteJob } from '../production/spoil-print-job.ts'
import { takeMeasure } from './card-life/take-measure.ts'

const reason = 'ENDED_BY_LAW'
const revocable = Object.keys(cardLifecycle.table).filter((state) =>
  nextState(cardLifecycle, state, 'revoke'),
)

/**
 * Death or lost nationality: every open file of the person is CLOSED, its print job cancelled or its card made waste, and
 * every card that could still be used REVOKED, in one transaction. Run again it finds nothing to do.
 */
export async function endFilesByLaw(
  app: App,
  { residentId }: { readonly residentId: string },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const files = await tx.application.findMany({
      where: { residentId, status: { in: [...openApplicationStates] } },
      select: movableApplication,
    })
    for (const file of files) {
      await endPrintJobs(tx, app, file.id)
      await moveApplication(tx, app, file, { event: 'endByLaw', actor: systemActor })
    }
    const cards = await tx.card.findMany({ where: { residentId, status: { in: revocable } } })
    if (cards.length === 0) return
    const ground = await groundOfEnd(tx, residentId)
    for (const card of cards)
      await takeMeasure(tx, app, { card, kind: 'REVOKE', ground, channel: 'REGISTRY', actor: systemActor })
  })
}

/** What the register says of the person now. */
async function groundOfEnd(tx: Transaction, residentId: string): Promise<GroundCode> {
  const { deathOn, mergedIntoId } = await tx.resident.findUniqueOrThrow({
    where: { id: residentId },
    select: { deathOn: true, mergedIntoId: true },
  })
  if (deathOn !== null) return 'DEATH'
  return mergedIntoId === null ? 'LOST_NATIONALITY' : 'MERGED'
}

type JobEvent = EventsOf<typeof printJobLifecycle>

/** How a job ends from each of its states; a card in the machine or the stack becomes waste. */
const endings: readonly JobEvent[] = ['cancel', 'spoil', 'fail', 'recall', 'declareSpoiled']

async function endPrintJobs(tx: Transaction, app: App, applicationId: string): Promise<void> {
  const jobs = await tx.printJob.findMany({
    where: { applicationId, status: { notIn: ['SPOILED', 'CANCELLED'] } },
  })
  for (const row of jobs) {
    const job = { ...row, key: row.id }
    const event = endings.find((ending) => nextState(printJobLifecycle, job.status, ending))
    const at = app.clock()
    if (event === 'cancel') {
      const data = { stationId: null, blankSerial: null, leaseUntil: null }
      await move(tx, printJobLifecycle, job, { event, actor: systemActor, at, reason, data })
      await tx.chipRecord.updateMany({ where: { printJobId: job.id }, data: { sealedKeys: null } })
      await finishBatchOf(tx, job.id, { actor: systemActor, at })
    } else if (event === 'spoil' || event === 'fail' || event === 'declareSpoiled') {
      await wasteJob(tx, app, { job, actor: systemActor, event, reason })
    }
  }
}
