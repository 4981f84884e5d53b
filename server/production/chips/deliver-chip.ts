import type { ChipDelivery } from '../../../core/contracts/chip-order.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { chipTrustAnchor } from '../../pki/terminals/cv-certificates.ts'
import { stationOf, statesAtEncoder } from '../print-job-row.ts'
import { openChipKeys } from './chip-keys.ts'
import { ChipNotPrepared, type ChipMakingApp } from './make-chip.ts'

/** What the encoder writes into the chip of a job that the station holds; null while nothing is signed yet. */
export async function deliverChip(
  app: ChipMakingApp,
  actor: Actor,
  jobId: string,
): Promise<ChipDelivery | null> {
  demand(actor, 'print-job.work')
  const job = await app.db.printJob.findUnique({ where: { id: jobId }, include: { chipRecord: true } })
  const isAtEncoder = statesAtEncoder.some((state) => state === job?.status)
  const isHeld = job?.stationId === stationOf(actor).id && isAtEncoder
  if (!job || !isHeld || job.chip === null) throw new NotFound('print job')
  const { chipRecord: record } = job
  if (!record) return null
  const archive = await app.blobs.get(record.imageSha256)
  if (!archive) throw new ChipNotPrepared()
  const { number, mrz } = cardFaceSchema.parse(job.face)
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'chip.deliver',
      subjectKind: 'print job',
      subjectId: job.id,
      details: { lease: job.lease },
    }),
  )
  const anchor = await chipTrustAnchor(app)
  return {
    chipSerial: record.chipSerial,
    archive: Buffer.from(archive).toString('base64'),
    keys: record.sealedKeys && openChipKeys(record.sealedKeys, { secret: app.chipKeySecret, jobId }),
    // Doc 9303-11, 4.4.1: the CAN; here the number's last six digits, as on real cards.
    access: { can: number.slice(-6), mrz: mrz.join('') },
    cvca: anchor && Buffer.from(anchor).toString('base64'),
  }
}
