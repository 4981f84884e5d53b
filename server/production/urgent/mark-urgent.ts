import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { batchLifecycle } from '../../../core/lifecycle/batch.ts'
import { type UrgentReason, urgentPriority } from '../../../core/production/urgent-reasons.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

/** The day's number is used up. */
export class UrgentQuotaUsedUp extends DomainError<'URGENT_QUOTA_USED_UP'> {
  constructor(most: number) {
    super(
      'URGENT_QUOTA_USED_UP',
      {
        vi: `Đã hết số hồ sơ làm gấp của hôm nay (${most}). Hãy chờ sang ngày mai; người quản trị hệ thống có thể nâng hạn mức.`,
        en: `Today's number of urgent files (${most}) is used up. Wait for tomorrow; the administrator can raise it.`,
      },
      { most },
    )
  }
}

/** Somebody has said so already. */
export class AlreadyUrgent extends DomainError<'ALREADY_URGENT'> {
  constructor() {
    super('ALREADY_URGENT', {
      vi: 'Hồ sơ này đã được làm gấp hoặc là thẻ làm lại, đã đi trước hồ sơ mới.',
      en: 'This file is urgent already, or a remake: it goes before new work as it is.',
    })
  }
}

/** Its batch is sealed or its card is being made: nothing is gained any more. */
export class AlreadyInProduction extends DomainError<'ALREADY_IN_PRODUCTION'> {
  constructor() {
    super('ALREADY_IN_PRODUCTION', {
      vi: 'Thẻ đã nằm trong lô đã chốt hoặc đang được sản xuất, không thể làm gấp hơn. Cần xong sớm thì nhờ trưởng xưởng phát hành lô đó trước.',
      en: 'The card is in a frozen batch or being made: it cannot go faster. The production supervisor may release that batch first.',
    })
  }
}

/** Its card is made, or none will be. */
export class NothingToHasten extends DomainError<'NOTHING_TO_HASTEN'> {
  constructor() {
    super('NOTHING_TO_HASTEN', {
      vi: 'Hồ sơ không ở bước chờ làm thẻ, không có gì để làm gấp.',
      en: 'The file does not wait for a card: there is nothing to hasten.',
    })
  }
}

/** Jobs are being put into batches just now. */
export class PlanningUnderWay extends DomainError<'PLANNING_UNDER_WAY'> {
  constructor() {
    super('PLANNING_UNDER_WAY', {
      vi: 'Hệ thống đang lập lô sản xuất. Hãy thử lại sau một phút.',
      en: 'Batches are being planned. Try again in a minute.',
    })
  }
}

/** States of a file whose card is still to be made. */
const waiting = ['RECEIVED', 'SCREENING', 'ADJUDICATION', 'AWAITING_APPROVAL', 'APPROVED', 'IN_PRODUCTION']

export type UrgentFile = { readonly applicationId: string } | { readonly code: string }

export interface MarkedUrgent {
  readonly applicationId: string
  readonly code: string
  readonly priority: number
  readonly jobId: string | null
  readonly left: number
}

/** Has a file go before new work, by an officer's word, within the day's quota: its job, and whatever job it gets later. */
export async function markUrgent(
  app: App,
  actor: Actor,
  input: UrgentFile & { readonly reason: UrgentReason },
): Promise<MarkedUrgent> {
  demand(actor, 'application.hasten')
  if (actor.kind !== 'officer') throw new NotAllowed()
  const where =
    'code' in input
      ? { code: input.code.trim().toUpperCase() }
      : { id: recordId(input.applicationId, 'application') }
  const found = await app.db.application.findUnique({ where, select: { id: true, unitCode: true } })
  if (!found) throw new NotFound('application')
  await authorise(app, actor, 'application.hasten', found.unitCode)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const file = await lockedFile(tx, found.id)
    const jobId = file.status === 'IN_PRODUCTION' ? await hastenJob(tx, file.id, { actor, at }) : null
    const used = await takeOfQuota(tx, app, {
      applicationId: file.id,
      reason: input.reason,
      officerId: actor.id,
    })
    await tx.application.update({ where: { id: file.id }, data: { priority: urgentPriority } })
    await audit(tx, {
      actor,
      at,
      action: 'application.hasten',
      subjectKind: 'application',
      subjectId: file.code,
      details: { reason: input.reason, used },
    })
    const left = app.env.floor.urgentPerDay - used
    return { applicationId: file.id, code: file.code, priority: urgentPriority, jobId, left }
  })
}

async function lockedFile(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Application" WHERE "id" = ${id}::uuid FOR UPDATE`
  const file = await tx.application.findUniqueOrThrow({
    where: { id },
    select: { id: true, code: true, status: true, priority: true, producesCard: true, urgentRequest: true },
  })
  if (file.urgentRequest || file.priority >= urgentPriority) throw new AlreadyUrgent()
  if (!file.producesCard || !waiting.includes(file.status)) throw new NothingToHasten()
  return file
}

interface ByWhom {
  readonly actor: Actor
  readonly at: number
}

/** The file's job goes first in the next plan: out of a draft, where it lies in one. */
async function hastenJob(tx: Transaction, applicationId: string, by: ByWhom): Promise<string> {
  // A planner who is choosing would put it where it stood before.
  const [lock] = await tx.$queryRaw<[{ free: boolean }]>`
    SELECT pg_try_advisory_xact_lock_shared(hashtext('plan-batches')) AS "free"`
  if (!lock.free) throw new PlanningUnderWay()
  const [job] = await tx.$queryRaw<
    { id: string; status: string; priority: number; batchId: string | null }[]
  >`
    SELECT j."id", j."status", j."priority", i."batchId" FROM "PrintJob" j LEFT JOIN "BatchItem" i ON i."jobId" = j."id"
    WHERE j."applicationId" = ${applicationId}::uuid AND j."status" NOT IN ('SPOILED', 'CANCELLED')
    ORDER BY j."id" DESC LIMIT 1 FOR UPDATE OF j`
  if (!job) throw new NothingToHasten()
  if (job.priority >= urgentPriority) throw new AlreadyUrgent()
  if (job.status !== 'PLANNED') throw new AlreadyInProduction()
  if (job.batchId !== null) await leaveDraft(tx, { ...job, batchId: job.batchId }, by)
  await tx.printJob.update({ where: { id: job.id }, data: { priority: urgentPriority } })
  return job.id
}

/** Throws {@link AlreadyInProduction} where the batch is no draft any more. */
async function leaveDraft(
  tx: Transaction,
  job: { readonly id: string; readonly batchId: string },
  by: ByWhom,
): Promise<void> {
  const { batchId } = job
  await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE "id" = ${batchId}::uuid FOR UPDATE`
  const batch = await tx.batch.findUniqueOrThrow({ where: { id: batchId } })
  if (batch.status !== 'DRAFT') throw new AlreadyInProduction()
  await tx.batchItem.delete({ where: { jobId: job.id } })
  const count = await tx.batchItem.count({ where: { batchId } })
  // The version moves too: whoever is freezing the draft just now has counted this job.
  if (count > 0) await tx.batch.update({ where: { id: batchId }, data: { count, version: { increment: 1 } } })
  else
    await move(tx, batchLifecycle, { ...batch, key: batchId }, { event: 'discard', ...by, data: { count } })
}

/** One after the other, so that two officers never take the last one of the day. Returns how many are taken. */
async function takeOfQuota(
  tx: Transaction,
  app: App,
  request: { readonly applicationId: string; readonly reason: UrgentReason; readonly officerId: string },
): Promise<number> {
  const { applicationId, reason, officerId: authorisedBy } = request
  const at = app.clock()
  const day = dateOf(calendarDateAt(at))
  const most = app.env.floor.urgentPerDay
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('urgent-quota'))) l`
  const used = await tx.urgentRequest.count({ where: { day } })
  if (used >= most) throw new UrgentQuotaUsedUp(most)
  await tx.urgentRequest.create({ data: { applicationId, day, reason, authorisedBy, at: instantAt(at) } })
  return used + 1
}
