import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { isUniqueViolation } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'

/** Two capitals and three digits, as the application codes begin; not taken yet. */
export class IllegalCentre extends DomainError<'ILLEGAL_CENTRE'> {
  constructor() {
    super('ILLEGAL_CENTRE', {
      vi: 'Mã điểm thu nhận gồm 2 chữ hoa và 3 chữ số, chưa dùng cho điểm khác; tên không bỏ trống.',
      en: 'The code of a centre is two capitals and three digits, not taken yet, and it has a name.',
    })
  }
}

export interface NewCentre {
  readonly code: string
  readonly name: string
  readonly unitCode: string
  /** Whether cards are handed over here. */
  readonly pickup: boolean
}

/** Opens a centre (or a production unit, which hands over no cards) at a unit. */
export async function createCentre(app: App, actor: Actor, centre: NewCentre): Promise<void> {
  demand(actor, 'centre.create')
  if (!/^[A-Z]{2}\d{3}$/.test(centre.code) || centre.name.trim() === '') throw new IllegalCentre()
  const made = app.db.$transaction(async (tx) => {
    const unit = await tx.administrativeUnit.findFirst({
      where: { code: centre.unitCode },
      select: { id: true },
    })
    if (!unit) throw new NotFound('unit')
    await tx.centre.create({ data: { ...centre } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'centre.create',
      subjectKind: 'centre',
      subjectId: centre.code,
    })
  })
  await made.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new IllegalCentre() : error
  })
}
