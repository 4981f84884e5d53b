import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { leasedJob, stationOf } from '../print-job-row.ts'

/** Neither PNG nor JPEG. */
export class PictureUnreadable extends DomainError<'PICTURE_UNREADABLE'> {
  constructor() {
    super('PICTURE_UNREADABLE', {
      vi: 'Ảnh thẻ trên khay không phải PNG hoặc JPEG. Hãy kiểm tra camera của trạm.',
      en: 'The picture of the tray is neither PNG nor JPEG. Check the station’s camera.',
    })
  }
}

/** Made, and quality control has not decided. */
const undecided = ['VERIFIED', 'STACKED', 'OUTCOME_UNKNOWN']

/**
 * A card as its station's camera saw it, for whoever checks it. The station's last lease only; what comes after the decision is not kept.
 * It goes with the decision, by a trigger: PrintJob_tray_picture.
 */
export async function keepTrayPicture(
  app: App,
  actor: Actor,
  { picture, ...at }: { readonly id: string; readonly lease: number; readonly picture: Uint8Array },
): Promise<void> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  if (pictureTypeOf(picture) === null) throw new PictureUnreadable()
  await app.db.$transaction(async (tx) => {
    const { id, status } = await leasedJob(tx, station, at)
    if (!undecided.includes(status)) return
    const seen = { at: instantAt(app.clock()), picture: Uint8Array.from(picture) }
    await tx.trayPicture.upsert({ where: { jobId: id }, create: { jobId: id, ...seen }, update: seen })
  })
}

/** By its first bytes; null: neither. */
export function pictureTypeOf(bytes: Uint8Array): 'image/png' | 'image/jpeg' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  return Buffer.from(bytes.subarray(0, 8)).toString('hex') === '89504e470d0a1a0a' ? 'image/png' : null
}
