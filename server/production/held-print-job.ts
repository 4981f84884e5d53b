import type { ChipOrder, HeldJob } from '../../core/contracts/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { chipSerialOfBlank } from './chips/chip-serial.ts'
import { profileOf } from './chips/make-chip.ts'
import { preparedChipSchema } from './chips/prepare-chip.ts'
import { leasedStates, orderOf, stationOf } from './print-job-row.ts'

/** In a station's hands, or lost out of them. */
const heldStates: readonly string[] = [...leasedStates, 'OUTCOME_UNKNOWN']

/** How the server sees a job that the station has, or had, in the machine: with this a restarted station goes on, or settles. */
export async function heldPrintJob(app: App, actor: Actor, id: string): Promise<HeldJob> {
  demand(actor, 'print-job.work')
  const job = await app.db.printJob.findUnique({ where: { id }, include: { chipRecord: true } })
  if (!job || job.stationId !== stationOf(actor).id) throw new NotFound('print job')
  const { status: state, lease } = job
  if (!heldStates.includes(state)) return { id, state, lease, order: null }
  return { id, state, lease, order: { ...orderOf(job), chip: await chipOf(app, job) } }
}

async function chipOf(app: App, job: JobWithRecord): Promise<ChipOrder | null> {
  if (job.chip === null) return null
  const prepared = preparedChipSchema.parse(job.chip)
  const signed = profileOf(prepared).keyOrigin === 'ON_CHIP' ? null : job.chipRecord
  const { imageSha256 = null, sodSha256 = null } = signed ?? {}
  const chipSerial = await chipSerialOfBlank(app.db, job.blankSerial ?? '')
  return { profile: prepared.profile, chipSerial, imageSha256, sodSha256 }
}

interface JobWithRecord {
  readonly chip: unknown
  readonly blankSerial: string | null
  readonly chipRecord: { readonly imageSha256: string; readonly sodSha256: string } | null
}
