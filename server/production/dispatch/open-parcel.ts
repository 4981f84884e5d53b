import { DomainError } from '../../../core/errors.ts'
import { largestBox, parcelNumber, usualBox } from '../../../core/production/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { nextNumber } from '../../kernel/next-number.ts'
import { officerIdOf } from '../stock/write-minutes.ts'

/** Not a number of cards for a box. */
export class IllegalBoxCapacity extends DomainError<'ILLEGAL_BOX_CAPACITY'> {
  constructor() {
    super(
      'ILLEGAL_BOX_CAPACITY',
      {
        vi: `Mỗi hộp chứa từ 1 đến ${largestBox} thẻ.`,
        en: `A box holds 1 to ${largestBox} cards.`,
      },
      { most: largestBox },
    )
  }
}

/** Kiện thẻ for the place where its cards are collected, with a number of its own and one empty box. */
export async function openParcel(
  app: App,
  actor: Actor,
  {
    centreCode,
    boxCapacity = usualBox,
  }: { readonly centreCode: string; readonly boxCapacity?: number | undefined },
): Promise<{ readonly id: string; readonly number: string }> {
  demand(actor, 'card.dispatch')
  const openedBy = officerIdOf(actor)
  if (!Number.isInteger(boxCapacity) || boxCapacity < 1 || boxCapacity > largestBox)
    throw new IllegalBoxCapacity()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const centre = await tx.centre.findUnique({ where: { code: centreCode } })
    if (!centre?.pickup) throw new NotFound('centre')
    const { year, number: nth } = await nextNumber(tx, { kind: 'PARCEL', at })
    const { id, number } = await tx.parcel.create({
      data: {
        number: parcelNumber(year, nth),
        unitCode: centre.unitCode,
        centreCode,
        boxCapacity,
        openedAt: instantAt(at),
        openedBy,
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'parcel.open',
      subjectKind: 'parcel',
      subjectId: id,
      details: { centre: centreCode },
    })
    return { id, number }
  })
}
