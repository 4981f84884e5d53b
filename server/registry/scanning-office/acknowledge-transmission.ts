import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound, SamePerson } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** What arrived is not what was sent. */
export class TransmissionDiffers extends DomainError<'TRANSMISSION_DIFFERS'> {
  constructor(sent: number, received: number) {
    super(
      'TRANSMISSION_DIFFERS',
      {
        vi: 'Số phiếu hoặc mã kiểm tra không khớp lần truyền này. Đối chiếu với nơi quét trước khi xác nhận.',
        en: 'Count or digest differ from what was sent. Settle it with the scanning office before acknowledging.',
      },
      { sent, received },
    )
  }
}

/** The data centre has signed for this transmission already. */
export class AcknowledgedAlready extends DomainError<'ACKNOWLEDGED_ALREADY'> {
  constructor() {
    super('ACKNOWLEDGED_ALREADY', {
      vi: 'Lần truyền này đã được xác nhận.',
      en: 'This transmission has been acknowledged already.',
    })
  }
}

export interface Acknowledgement {
  readonly id: string
  /** As the data centre counted and computed them. */
  readonly count: number
  readonly digest: string
}

/** The data centre signs for a transmission: what it counted and computed must be what was sent. */
export async function acknowledgeTransmission(
  app: App,
  actor: Actor,
  { id, count, digest }: Acknowledgement,
): Promise<void> {
  demand(actor, 'form.acknowledge')
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "FormTransmission" WHERE "id" = ${recordId(id, 'form transmission')}::uuid FOR UPDATE`
    const sent = await tx.formTransmission.findUnique({ where: { id } })
    if (!sent) throw new NotFound('form transmission')
    if (sent.sentById === actor.id) throw new SamePerson('form.acknowledge')
    if (sent.acknowledgedAt) throw new AcknowledgedAlready()
    const same = sent.count === count && sent.digest === digest.toLowerCase()
    if (!same) throw new TransmissionDiffers(sent.count, count)
    const signed = { acknowledgedById: actor.id, acknowledgedAt: instantAt(at) }
    await tx.formTransmission.update({ where: { id }, data: signed })
    await audit(tx, {
      actor,
      at,
      action: 'form.acknowledge',
      subjectKind: 'form transmission',
      subjectId: id,
      details: { forms: count },
    })
  })
}
