import type { Claim, PrintOrder } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import { ownChipFaults } from '../../core/production/own-chip-faults.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'
import { holdBack, nextOfBatches, startBatchOf, type Wanted } from './batches/next-job.ts'
import { type ChipMakingApp, makeChip } from './chips/make-chip.ts'
import { orderOf, type Station, stationOf, statesHoldingBlank } from './print-job-row.ts'
import { reportPrintJob } from './report-print-job.ts'
import { requireOpenShift } from './stock/shifts/open-shift-of.ts'
import { demandRunning } from './stop-station.ts'

/** The station holds no blank to feed. */
export class NoBlankAtStation extends DomainError<'NO_BLANK_AT_STATION'> {
  constructor() {
    super('NO_BLANK_AT_STATION', {
      vi: 'Trạm in đã hết phôi thẻ. Hãy nhận thêm phôi từ thủ kho.',
      en: 'The station has no blank cards left. Ask the stock keeper for more.',
    })
  }
}

/**
 * Hands the next job to a station, with a lease, the blank to feed and its chip's files; null when nothing is planned. A job that it was
 * given before and does not know of comes again instead: the answer was lost, or the station died before it wrote it down.
 */
export async function claimPrintJob(
  app: ChipMakingApp,
  actor: Actor,
  { chips = true, working, batch }: Claim = {},
): Promise<PrintOrder | null> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  // Most of a station's questions find nothing: those begin no transaction.
  const open = { OR: [{ status: 'PLANNED' }, { status: 'CLAIMED', stationId: station.id }] }
  if (!(await app.db.printJob.findFirst({ where: open, select: { id: true } }))) return null
  const claimed = await app.db.$transaction(async (tx) => {
    // One station claims one job at a time, so that two never get one blank.
    await tx.$queryRaw`SELECT 1 FROM "Machine" WHERE "id" = ${station.id}::uuid FOR NO KEY UPDATE`
    await demandRunning(tx, station)
    return (
      (working && (await claimAgain(tx, app, { station, working, batch: batch ?? null }))) ??
      (await claimNext(tx, app, { actor, station, can: { chips, batch: batch ?? null } }))
    )
  })
  if (!claimed) return null
  const { job, order } = claimed
  if (job.chip === null) return order
  try {
    return { ...order, chip: await makeChip(app, job) }
  } catch (error) {
    // Nothing was fed: the job waits for the signer, or for whoever looks at the refusal.
    const reason = error instanceof DomainError ? error.code : 'CHIP_NOT_MADE'
    await reportPrintJob(app, actor, { id: job.id, report: { event: 'release', lease: order.lease, reason } })
    if (ownChipFaults.some((fault) => fault === reason)) await holdBack(app.db, job.id)
    throw error
  }
}

const leaseEnd = (app: App) => instantAt(app.clock() + app.env.printLeaseSeconds * 1000)

interface ClaimAgain {
  readonly station: Station
  readonly working: readonly string[]
  readonly batch: Wanted['batch']
}

/** Under the same lease: nothing was fed under it, for the station is told the blank before it tells of the feeding. */
async function claimAgain(tx: Transaction, app: App, { station, working, batch }: ClaimAgain) {
  const [forgotten] = await tx.$queryRaw<{ id: string }[]>`
    SELECT j."id" FROM "PrintJob" j WHERE j."status" = 'CLAIMED' AND j."stationId" = ${station.id}::uuid
      AND NOT j."id" = ANY(${[...working]}::uuid[])
      AND (${batch}::text IS NULL OR EXISTS (
        SELECT 1 FROM "BatchItem" i JOIN "Batch" b ON b."id" = i."batchId"
        WHERE i."jobId" = j."id" AND b."number" = ${batch}))
      ORDER BY j."id" LIMIT 1 FOR UPDATE OF j`
  if (!forgotten) return null
  const data = { leaseUntil: leaseEnd(app) }
  const job = await tx.printJob.update({ where: { id: forgotten.id }, data })
  return { job, order: orderOf(job) }
}

interface NextClaim {
  readonly actor: Actor
  readonly station: Station
  readonly can: Wanted
}

async function claimNext(tx: Transaction, app: App, { actor, station, can }: NextClaim) {
  const batches = app.env.batches || can.batch !== null
  const by = { actor, at: app.clock() }
  const next = batches ? await nextOfBatches(tx, can, by) : await nextPlanned(tx, can.chips)
  if (next === null) return null
  await requireOpenShift(tx, app, station.id)
  const blankSerial = await freeBlank(tx, station)
  const job = await tx.printJob.findUniqueOrThrow({ where: { id: next } })
  if (batches) await startBatchOf(tx, next, by)
  const change = {
    lease: job.lease + 1,
    leaseUntil: leaseEnd(app),
    stationId: station.id,
    blankSerial,
    failureCode: null,
  }
  await move(
    tx,
    printJobLifecycle,
    { ...job, key: job.id },
    { event: 'claim', actor, at: app.clock(), data: change },
  )
  return { job: { ...job, ...change }, order: orderOf({ ...job, ...change }) }
}

/** Without batches: what is planned, by priority and age. */
async function nextPlanned(tx: Transaction, chips: boolean): Promise<string | null> {
  const [next] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "PrintJob" WHERE "status" = 'PLANNED' AND ("chip" IS NULL OR ${chips})
    ORDER BY coalesce("failureCode" = ANY(${[...ownChipFaults]}), false), "priority" DESC, "plannedAt", "id"
    LIMIT 1 FOR UPDATE SKIP LOCKED`
  return next?.id ?? null
}

/** The station's lowest blank that no running job holds. */
async function freeBlank(tx: Transaction, station: Station): Promise<string> {
  const [blank] = await tx.$queryRaw<{ serial: string }[]>`
    SELECT b."serial" FROM "BlankCard" b
    WHERE b."stationId" = ${station.id}::uuid AND b."status" = 'AT_STATION' AND NOT EXISTS (
      SELECT 1 FROM "PrintJob" j WHERE j."blankSerial" = b."serial" AND j."status" = ANY(${[...statesHoldingBlank]}))
    ORDER BY b."serial" LIMIT 1 FOR UPDATE OF b SKIP LOCKED`
  if (!blank) throw new NoBlankAtStation()
  return blank.serial
}
