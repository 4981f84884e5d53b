import { type CitizenNumber, parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { type CalendarDate, parsePartialDate, yearOf } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Transaction } from '../kernel/db.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { allotNumber } from './allot-number.ts'
import { cancelNumber } from './cancel-number.ts'
import type { loadResident } from './registry-resident.ts'

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
 * Cancels the number in force and establishes another from the record as it stands, chained to it. The caller has authorised it
 * and audits it. Throws StaleVersion, {@link NoNumberToReplace}, NumberRangeExhausted.
 */
export async function replaceNumber(
  tx: Transaction,
  { id, version, number, record }: Awaited<ReturnType<typeof loadResident>>,
  change: {
    readonly baseVersion: number
    readonly ground: (typeof numberGrounds)[number]
    readonly on: CalendarDate
  },
): Promise<CitizenNumber> {
  const { baseVersion, ground, on } = change
  if (version !== baseVersion) throw new StaleVersion('resident')
  if (!number || !record.birthProvince || !record.birthDate) throw new NoNumberToReplace()
  await cancelNumber(tx, { number: parseCitizenNumber(number), reason: ground, on })
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
  return successor
}
