import { randomInt } from 'node:crypto'
import { type CitizenNumber, composeCitizenNumber, type Sex } from '../../core/citizen/citizen-number.ts'
import { DomainError } from '../../core/errors.ts'
import { type CalendarDate } from '../../core/dates/calendar-date.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'

export class NumberRangeExhausted extends DomainError<'NUMBER_RANGE_EXHAUSTED'> {
  constructor(birthCode: string) {
    super(
      'NUMBER_RANGE_EXHAUSTED',
      {
        vi: 'Dãy số của nơi và năm sinh này gần hết.',
        en: 'The numbers of this place and year are nearly used up.',
      },
      { birthCode },
    )
  }
}

/** With a tenth of the range used, a free number is missed eight times running once in a hundred million. */
const draws = 8

/**
 * Draws the last six digits uniformly within (place, century and sex, year), NĐ 137/2015 article 13, and takes the
 * first number that nobody holds or ever held. Concurrent draws of one number are settled by its primary key.
 */
export async function allotNumber(
  tx: Transaction,
  holder: {
    readonly residentId: string
    readonly birthCode: string
    readonly sex: Sex
    readonly birthYear: number
    readonly on: CalendarDate
  },
): Promise<CitizenNumber> {
  for (let draw = 0; draw < draws; draw++) {
    const number = composeCitizenNumber({ ...holder, serial: randomInt(1_000_000) })
    const taken = await tx.$executeRaw`
      INSERT INTO "IdentityNumber" ("number", "residentId", "status", "allottedOn")
      VALUES (${number}, ${holder.residentId}::uuid, 'ACTIVE', ${dateOf(holder.on)}::date)
      ON CONFLICT ("number") DO NOTHING`
    if (taken === 1) return number
  }
  throw new NumberRangeExhausted(holder.birthCode)
}
