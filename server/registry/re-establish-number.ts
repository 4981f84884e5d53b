import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { calendarDateAt, parsePartialDate, yearOf } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { allotNumber } from './allot-number.ts'
import { cancelNumber } from './cancel-number.ts'
import { loadResident } from './registry-resident.ts'

/** Grounds of hủy, xác lập lại số định danh cá nhân (Luật Căn cước 2023, article 12; NĐ 70/2024). */
export const numberGrounds = [
  'SEX_REDETERMINED',
  'BIRTH_YEAR_CORRECTED',
  'BIRTH_PLACE_CORRECTED',
  'WRONG_DATA_GIVEN',
] as const

export class NoNumberToReplace extends DomainError<'NO_NUMBER_TO_REPLACE'> {
  constructor() {
    super('NO_NUMBER_TO_REPLACE', {
      vi: 'Công dân này chưa có số định danh hoặc thiếu thông tin để lập số mới.',
      en: 'This person has no number in force, or lacks what a new number is made of.',
    })
  }
}

/**
 * Cancels the number in force and establishes another from the record as it stands, chained to it; the cancelled one is
 * never used again. Answers the new number.
 */
export async function reEstablishNumber(
  app: App,
  actor: Actor,
  input: {
    readonly residentId: string
    readonly baseVersion: number
    readonly ground: (typeof numberGrounds)[number]
  },
): Promise<string> {
  const at = app.clock()
  const on = calendarDateAt(at)
  return app.db.$transaction(async (tx) => {
    const { id, version, number, unitCode, record } = await loadResident(tx, app, input.residentId)
    await authorise(app, actor, 'resident.approve-change', unitCode)
    if (version !== input.baseVersion) throw new StaleVersion('resident')
    if (!number || !record.birthProvince || !record.birthDate) throw new NoNumberToReplace()
    await cancelNumber(tx, { number: parseCitizenNumber(number), reason: input.ground, on })
    const successor = await allotNumber(tx, {
      residentId: id,
      birthCode: record.birthProvince,
      sex: record.sex === 'FEMALE' ? 'FEMALE' : 'MALE',
      birthYear: yearOf(parsePartialDate(record.birthDate)),
      on,
    })
    await tx.identityNumber.update({ where: { number }, data: { successor } })
    const changed = await tx.resident.updateMany({
      where: { id, version },
      data: { number: successor, version: { increment: 1 } },
    })
    if (changed.count !== 1) throw new StaleVersion('resident')
    await audit(tx, {
      actor,
      at,
      action: 'resident.re-establish-number',
      subjectKind: 'resident',
      subjectId: id,
      details: { ground: input.ground },
    })
    return successor
  })
}
