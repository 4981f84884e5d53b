import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { blankCardLifecycle } from '../../core/lifecycle/blank-card.ts'
import type { Actor } from '../kernel/actor.ts'
import { requireChip } from './chips/accept-chip.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'

/** The QR read from the printed page is not the one of the job: the card does not count as made. */
export class QrMismatch extends DomainError<'QR_MISMATCH'> {
  constructor() {
    super('QR_MISMATCH', {
      vi: 'Mã QR đọc lại từ thẻ vừa in không khớp với lệnh in. Thẻ phải được hủy.',
      en: 'The QR code read from the printed card is not that of the job. The card must be spoiled.',
    })
  }
}

interface PrintedJob {
  readonly id: string
  readonly applicationId: string
  readonly template: string
  readonly face: unknown
  readonly blankSerial: string | null
  readonly chip: unknown
}

/** Binds the blank to the person, only now: model, "Card row and blank BOUND are written in one transaction at VERIFIED". */
export async function makeCard(
  tx: Transaction,
  app: App,
  { job, actor }: { readonly job: PrintedJob; readonly actor: Actor },
): Promise<void> {
  if (job.chip !== null) await requireChip(tx, job.id)
  const serial = job.blankSerial ?? ''
  const blank = await tx.blankCard.findUniqueOrThrow({ where: { serial } })
  await move(tx, blankCardLifecycle, { ...blank, key: serial }, { event: 'bind', actor, at: app.clock() })
  const application = await tx.application.findUniqueOrThrow({
    where: { id: job.applicationId },
    select: { residentId: true, centre: { select: { unitCode: true } } },
  })
  const face = cardFaceSchema.parse(job.face)
  await tx.card.create({
    data: {
      serial,
      applicationId: job.applicationId,
      residentId: application.residentId ?? '',
      printJobId: job.id,
      number: face.number,
      template: job.template,
      issuedOn: dateOf(face.issuedOn),
      expiresOn: face.expiresOn && dateOf(face.expiresOn),
      unitCode: application.centre.unitCode,
    },
  })
}
