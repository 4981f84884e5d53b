import type { PrintOrder } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import type { Transaction } from '../kernel/db.ts'
import { type ChipMakingApp, makeChip } from './chips/make-chip.ts'
import {
  LeaseLost,
  leasedJob,
  orderOf,
  type Station,
  stationOf,
  statesAtEncoder,
  statesHoldingBlank,
} from './print-job-row.ts'
import { alarmIfHotListed } from './stock/hot-list.ts'

/** A card in the feeder that is not of this station's blanks, or is in another job's hands. */
export class BlankNotOurs extends DomainError<'BLANK_NOT_OURS'> {
  constructor() {
    super('BLANK_NOT_OURS', {
      vi: 'Phôi trong máy không thuộc số phôi đã giao cho trạm này. Hãy lấy ra và báo thủ kho.',
      en: "The blank in the machine is not one of this station's. Take it out and tell the stock keeper.",
    })
  }
}

export interface BlankInHand {
  readonly id: string
  readonly lease: number
  /** What the chip of the fed blank says. */
  readonly chipSerial: string
}

/**
 * The feeder gave another of the station's blanks than the order named: the job takes the one that lies there, its chip is signed anew
 * for it, and a job that was to get that blank and has not been fed gets this one's instead.
 */
export async function takeBlank(
  app: ChipMakingApp,
  actor: Actor,
  { id, lease, chipSerial }: BlankInHand,
): Promise<PrintOrder> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  const job = await app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Machine" WHERE "id" = ${station.id}::uuid FOR NO KEY UPDATE`
    const held = await leasedJob(tx, station, { id, lease })
    await alarmIfHotListed(tx, app, { chipSerial, place: 'CHIP', actor })
    if (!statesAtEncoder.some((state) => state === held.status)) throw new LeaseLost()
    const blankSerial = await blankOf(tx, station, { id, chipSerial })
    if (blankSerial === held.blankSerial) return held
    // One at a time: the database lets no two jobs hold one blank.
    await tx.printJob.update({ where: { id }, data: { blankSerial: null } })
    await tx.printJob.updateMany({
      where: { blankSerial, stationId: station.id, status: 'CLAIMED' },
      data: { blankSerial: held.blankSerial },
    })
    await tx.printJob.update({ where: { id }, data: { blankSerial } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'print-job.take-blank',
      subjectKind: 'print job',
      subjectId: id,
      details: { ordered: held.blankSerial, taken: blankSerial },
    })
    return { ...held, blankSerial }
  })
  const chip = job.chip === null ? null : await makeChip(app, job)
  return { ...orderOf(job), chip }
}

/** A blank of the station that no other fed card has. The chip's number is the maker's, or the blank's own: chips/chip-serial.ts. */
async function blankOf(
  tx: Transaction,
  station: Station,
  { id, chipSerial }: Pick<BlankInHand, 'id' | 'chipSerial'>,
): Promise<string> {
  const [blank] = await tx.$queryRaw<{ serial: string }[]>`
    SELECT b."serial" FROM "BlankCard" b
    WHERE b."stationId" = ${station.id}::uuid AND b."status" = 'AT_STATION'
      AND coalesce(b."chipSerial",
        lpad(right(regexp_replace(upper(b."serial"), '[^0-9A-Z]', '', 'g'), 16), 16, '0')) = ${chipSerial}
      AND NOT EXISTS (
        SELECT 1 FROM "PrintJob" j WHERE j."blankSerial" = b."serial" AND j."id" <> ${id}::uuid
          AND j."status" <> 'CLAIMED' AND j."status" = ANY(${[...statesHoldingBlank]}))`
  if (!blank) throw new BlankNotOurs()
  return blank.serial
}
