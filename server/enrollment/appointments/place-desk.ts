import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** The machine stands at another desk, or is none of this centre. */
export class IllegalDesk extends DomainError<'ILLEGAL_DESK'> {
  constructor() {
    super('ILLEGAL_DESK', {
      vi: 'Bàn phải có tên, số từ 1 đến 999; máy phải thuộc điểm thu nhận này và chưa đặt ở bàn khác.',
      en: 'A desk has a name and a number from 1 to 999; its machine is of this centre and stands at no other desk.',
    })
  }
}

export interface PlacedDesk {
  readonly centreCode: string
  readonly number: number
  readonly name: string
  readonly machineId: string | null
  readonly active: boolean
}

/** A desk of a centre by its number: new, renamed, closed, or with another machine. */
export async function placeDesk(app: App, actor: Actor, desk: PlacedDesk): Promise<{ readonly id: string }> {
  const centre = await app.db.centre.findUnique({ where: { code: desk.centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'centre.arrange', centre.unitCode)
  const { centreCode, number, active } = desk
  const name = desk.name.trim()
  if (!Number.isInteger(number) || number < 1 || number > 999 || name === '' || name.length > 60)
    throw new IllegalDesk()
  const machineId = desk.machineId === null ? null : recordId(desk.machineId, 'machine')
  const placed = app.db.$transaction(async (tx) => {
    const machine = machineId && (await tx.machine.findUnique({ where: { id: machineId } }))
    if (machineId && (!machine || machine.centreCode !== centreCode)) throw new IllegalDesk()
    const row = await tx.desk.upsert({
      where: { centreCode_number: { centreCode, number } },
      create: { centreCode, number, name, machineId, active },
      update: { name, machineId, active },
      select: { id: true },
    })
    const details = { desk: number, active }
    const subject = { subjectKind: 'centre', subjectId: centreCode, details }
    await audit(tx, { actor, at: app.clock(), action: 'centre.arrange', ...subject })
    return row
  })
  return placed.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new IllegalDesk() : error
  })
}
