import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import { blankCardLifecycle } from '../../core/lifecycle/blank-card.ts'
import { cardLifecycle } from '../../core/lifecycle/card.ts'
import type { EventsOf } from '../../core/lifecycle/machine.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { type Movable, move } from '../kernel/transition.ts'
import { recordSpoilage } from './stock/record-spoilage.ts'
import { finishBatchOf } from './batches/next-job.ts'

/** A file whose card failed so often waits for a person instead of eating blanks. */
const mostJobsPerApplication = 3
const failed: ApplicationFlag = 'PRODUCTION_FAILED'
const remaking: ApplicationFlag = 'REMAKING'
/** Remakes go before new work. */
export const remakePriority = 10

interface SpoilableJob extends Movable {
  readonly id: string
  readonly applicationId: string
  readonly priority: number
  readonly deadlineOn: Date | null
  readonly template: string
  readonly face: unknown
  readonly portraitSha256: string | null
  readonly unitCode: string
  readonly blankSerial: string | null
  readonly chip: unknown
}

export interface Spoiling {
  readonly job: SpoilableJob
  readonly actor: Actor
  readonly event: Extract<EventsOf<typeof printJobLifecycle>, 'spoil' | 'fail' | 'declareSpoiled' | 'recall'>
  /** A code: QR_MISMATCH, PRINT, DATA, DAMAGE … */
  readonly reason: string
}

/** The card is waste, and a remake is planned before new work. */
export async function spoilJob(tx: Transaction, app: App, spoiling: Spoiling): Promise<Movable> {
  const spoiled = await wasteJob(tx, app, spoiling)
  await planRemake(tx, app, spoiling.job)
  return spoiled
}

/** The card is waste: job and blank SPOILED, a card already written REVOKED. */
export async function wasteJob(
  tx: Transaction,
  app: App,
  { job, actor, event, reason }: Spoiling,
): Promise<Movable> {
  const at = app.clock()
  const spoiled = await move(tx, printJobLifecycle, job, {
    event,
    actor,
    at,
    reason,
    data: { failureCode: reason, leaseUntil: null },
  })
  await finishBatchOf(tx, job.id, { actor, at })
  const serial = job.blankSerial
  const blank = serial === null ? null : await tx.blankCard.findUnique({ where: { serial } })
  if (blank) {
    await move(tx, blankCardLifecycle, { ...blank, key: blank.serial }, { event: 'spoil', actor, at, reason })
    const spoilClass = event === 'recall' ? { spoilClass: 'RECALL' as const } : {}
    await recordSpoilage(tx, { blank, jobId: job.id, reason, actor, at, ...spoilClass })
  }
  const card = await tx.card.findUnique({ where: { printJobId: job.id } })
  if (card) await move(tx, cardLifecycle, { ...card, key: card.id }, { event: 'revoke', actor, at, reason })
  await audit(tx, {
    actor,
    at,
    action: 'print-job.spoil',
    subjectKind: 'print job',
    subjectId: job.id,
    details: { reason },
  })
  return spoiled
}

async function planRemake(tx: Transaction, app: App, job: SpoilableJob): Promise<void> {
  const made = await tx.printJob.count({ where: { applicationId: job.applicationId } })
  if (made >= mostJobsPerApplication) {
    await tx.application.update({
      where: { id: job.applicationId },
      data: { flags: { push: failed } },
    })
    return
  }
  await tx.printJob.create({
    data: {
      applicationId: job.applicationId,
      template: job.template,
      face: job.face as object,
      portraitSha256: job.portraitSha256,
      ...(job.chip !== null && { chip: job.chip as object }),
      unitCode: job.unitCode,
      priority: Math.max(job.priority, remakePriority),
      deadlineOn: job.deadlineOn,
      plannedAt: instantAt(app.clock()),
    },
  })
  await tx.application.update({ where: { id: job.applicationId }, data: { flags: { push: remaking } } })
}
