import { cardFaceSchema, type Claim, type PrintOrder } from '../../core/contracts/print-job.ts'
import { cardTemplates } from '../../core/card/card-face.ts'
import { DomainError } from '../../core/errors.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'
import { type ChipMakingApp, makeChip } from './chips/make-chip.ts'
import { reportPrintJob } from './report-print-job.ts'
import { type Station, stationOf, statesHoldingBlank } from './print-job-row.ts'

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
 * Why a job came back whose own chip cannot be made: it waits behind all others, or one such job would keep every station from work. A
 * signer or a key store that is away is every job's trouble and changes no order.
 */
const ownChipFaults = [
  'CHIP_NOT_PREPARED',
  'CHIP_FIELD_REFUSED',
  'CHIP_PORTRAIT_TOO_LARGE',
  'CHIP_PICTURE_FORMAT_REFUSED',
  'CHIP_TOO_SMALL',
  'CHIP_SIGNER_MISMATCH',
  'CHIP_NOT_MADE',
] as const

/** Hands the next job to a station, with a lease, the blank to feed and its chip's files; null when nothing is planned. */
export async function claimPrintJob(
  app: ChipMakingApp,
  actor: Actor,
  can: Claim = { chips: true },
): Promise<PrintOrder | null> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  // Most of a station's questions find nothing: those begin no transaction.
  if (!(await app.db.printJob.findFirst({ where: { status: 'PLANNED' }, select: { id: true } }))) return null
  const claimed = await claimNext(app, actor, { station, can })
  if (!claimed) return null
  const { job, order } = claimed
  if (job.chip === null) return order
  try {
    return { ...order, chip: await makeChip(app, job) }
  } catch (error) {
    // Nothing was fed: the job waits for the signer, or for whoever looks at the refusal.
    const reason = error instanceof DomainError ? error.code : 'CHIP_NOT_MADE'
    await reportPrintJob(app, actor, { id: job.id, report: { event: 'release', lease: order.lease, reason } })
    throw error
  }
}

function claimNext(
  app: App,
  actor: Actor,
  { station, can }: { readonly station: Station; readonly can: Claim },
) {
  return app.db.$transaction(async (tx) => {
    const [next] = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "PrintJob" WHERE "status" = 'PLANNED' AND ("chip" IS NULL OR ${can.chips})
      ORDER BY coalesce("failureCode" = ANY(${[...ownChipFaults]}), false), "priority" DESC, "plannedAt", "id"
      LIMIT 1 FOR UPDATE SKIP LOCKED`
    if (!next) return null
    const blankSerial = await freeBlank(tx, station)
    const job = await tx.printJob.findUniqueOrThrow({ where: { id: next.id } })
    const lease = job.lease + 1
    const at = app.clock()
    const leaseUntil = instantAt(at + app.env.printLeaseSeconds * 1000)
    await move(
      tx,
      printJobLifecycle,
      { ...job, key: job.id },
      {
        event: 'claim',
        actor,
        at,
        data: { lease, leaseUntil, stationId: station.id, blankSerial, failureCode: null },
      },
    )
    const order: PrintOrder = {
      id: job.id,
      lease,
      leaseUntil: leaseUntil.toISOString(),
      blankSerial,
      template: cardTemplates.find((template) => template === job.template) ?? 'CC_2024',
      face: cardFaceSchema.parse(job.face),
      portraitSha256: job.portraitSha256,
      chip: null,
    }
    return { job: { ...job, lease, blankSerial }, order }
  })
}

/** The station's lowest blank that no running job holds. One station claims one job at a time, so that two never get one blank. */
async function freeBlank(tx: Transaction, station: Station): Promise<string> {
  await tx.$queryRaw`SELECT 1 FROM "Machine" WHERE "id" = ${station.id}::uuid FOR NO KEY UPDATE`
  const [blank] = await tx.$queryRaw<{ serial: string }[]>`
    SELECT b."serial" FROM "BlankCard" b
    WHERE b."stationId" = ${station.id}::uuid AND b."status" = 'AT_STATION' AND NOT EXISTS (
      SELECT 1 FROM "PrintJob" j WHERE j."blankSerial" = b."serial" AND j."status" = ANY(${[...statesHoldingBlank]}))
    ORDER BY b."serial" LIMIT 1 FOR UPDATE OF b SKIP LOCKED`
  if (!blank) throw new NoBlankAtStation()
  return blank.serial
}
