import { cardTemplates } from '../../core/card/card-face.ts'
import { cardFaceSchema, type PrintJobAnswer, type PrintOrder } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotAllowed, NotFound } from '../kernel/errors.ts'

/** States in which a station holds a blank for the job. */
export const statesHoldingBlank = [
  'CLAIMED',
  'CARD_FED',
  'CHIP_WRITTEN',
  'PRINTED',
  'OUTCOME_UNKNOWN',
] as const
/** States in which the station's encoder has the blank, or is about to. */
export const statesAtEncoder = ['CLAIMED', 'CARD_FED'] as const
/** States that end or pause when the station falls silent. */
export const leasedStates = ['CLAIMED', 'CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'VERIFIED'] as const

/** The job went to somebody else meanwhile: the station must not touch it any more. */
export class LeaseLost extends DomainError<'LEASE_LOST'> {
  constructor() {
    super('LEASE_LOST', {
      vi: 'Lệnh in này đã được chuyển cho trạm khác. Không tiếp tục.',
      en: 'This print job was taken from the station. Do not go on with it.',
    })
  }
}

export type Station = Extract<Actor, { kind: 'machine' }>

export function stationOf(actor: Actor): Station {
  if (actor.kind !== 'machine' || actor.machine !== 'STATION') throw new NotAllowed()
  return actor
}

/** Locks a job for its station; refuses another's job and an older lease. */
export async function leasedJob(
  tx: Transaction,
  station: Station,
  at: { readonly id: string; readonly lease: number },
) {
  await tx.$queryRaw`SELECT 1 FROM "PrintJob" WHERE "id" = ${at.id}::uuid FOR UPDATE`
  const job = await tx.printJob.findUnique({ where: { id: at.id } })
  if (!job) throw new NotFound('print job')
  if (job.stationId !== station.id || job.lease !== at.lease) throw new LeaseLost()
  return { ...job, key: job.id }
}

export function jobAnswer(job: {
  readonly id: string
  readonly status: string
  readonly leaseUntil: Date | null
}): PrintJobAnswer {
  return { id: job.id, state: job.status, leaseUntil: job.leaseUntil?.toISOString() ?? null }
}

interface ClaimedJob {
  readonly id: string
  readonly lease: number
  readonly leaseUntil: Date | null
  readonly blankSerial: string | null
  readonly template: string
  readonly face: unknown
  readonly portraitSha256: string | null
}

/** What its station is to make, but for the chip. */
export function orderOf(job: ClaimedJob): PrintOrder {
  return {
    id: job.id,
    lease: job.lease,
    leaseUntil: (job.leaseUntil ?? new Date(0)).toISOString(),
    blankSerial: job.blankSerial ?? '',
    template: cardTemplates.find((template) => template === job.template) ?? 'CC_2024',
    face: cardFaceSchema.parse(job.face),
    portraitSha256: job.portraitSha256,
    chip: null,
  }
}
