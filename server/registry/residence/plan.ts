import { earliestDay, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { DeclarationDiff } from '../../../core/residence/declarations.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { StatusPeriod, Subject } from './subject.ts'
import { runningStatus } from './subject.ts'

/** What a declaration would do, found out before it is written down, and again before it is applied. */
export interface Plan {
  readonly diff: DeclarationDiff
  readonly apply: (tx: Transaction) => Promise<void>
}

/** The day lies in the future, before birth, or within a period that is on record already. */
export class DayNotPossible extends DomainError<'DAY_NOT_POSSIBLE'> {
  constructor(fault: 'FUTURE' | 'BEFORE_BIRTH' | 'OVERLAP') {
    super(
      'DAY_NOT_POSSIBLE',
      {
        vi: {
          FUTURE: 'Ngày bắt đầu chưa đến. Hãy khai vào đúng ngày hoặc sau đó.',
          BEFORE_BIRTH: 'Ngày bắt đầu trước ngày sinh.',
          OVERLAP: 'Ngày bắt đầu trùng hoặc trước một khoảng thời gian đã ghi nhận. Hãy chọn ngày sau đó.',
        }[fault],
        en: {
          FUTURE: 'The day has not come yet. Declare it on that day or later.',
          BEFORE_BIRTH: 'The day is before the day of birth.',
          OVERLAP: 'The day falls into or before a period that is on record. Choose a later one.',
        }[fault],
      },
      { fault },
    )
  }
}

/** Nothing can be declared about somebody who has died. */
export class PersonDeceased extends DomainError<'PERSON_DECEASED'> {
  constructor() {
    super('PERSON_DECEASED', {
      vi: 'Công dân này đã được ghi nhận là đã chết.',
      en: 'The death of this person is on record.',
    })
  }
}

/** What is declared is what the record says already, or rests on something that it does not have. */
export class NothingToDeclare extends DomainError<'NOTHING_TO_DECLARE'> {
  constructor() {
    super('NOTHING_TO_DECLARE', {
      vi: 'Nội dung khai giống thông tin hiện có, hoặc không có gì để chấm dứt.',
      en: 'The record says so already, or has nothing that could end.',
    })
  }
}

/** Throws {@link PersonDeceased} or {@link DayNotPossible}. */
export function checkDay(subject: Subject, from: CalendarDate): void {
  if (subject.deceased) throw new PersonDeceased()
  if (from > subject.today) throw new DayNotPossible('FUTURE')
  if (from < earliestDay(subject.birthDate)) throw new DayNotPossible('BEFORE_BIRTH')
}

export interface NewStatus {
  readonly status: string
  readonly reason: string | null
  readonly unitId: number
  readonly from: CalendarDate
}

/** Throws {@link DayNotPossible} where a status of a later day is on record. */
export function checkStatusDay({ statuses }: Subject, from: CalendarDate): void {
  const free = statuses.every(
    ({ validFrom, validTo }) => validFrom <= from && (validTo === null || validTo <= from),
  )
  if (!free) throw new DayNotPossible('OVERLAP')
}

/** Ends the status in force and begins another; one that began the same day is replaced. */
export async function writeStatus(tx: Transaction, subject: Subject, next: NewStatus): Promise<void> {
  const running = runningStatus(subject)
  const { from, ...state } = next
  if (running && isSame(running, next)) return
  if (running?.validFrom === from) {
    await tx.residenceStatus.update({ where: { id: running.id }, data: state })
    return
  }
  if (running) {
    await tx.residenceStatus.update({ where: { id: running.id }, data: { validTo: dateOf(from) } })
  }
  await tx.residenceStatus.create({ data: { ...state, residentId: subject.id, validFrom: dateOf(from) } })
}

const isSame = (running: StatusPeriod, { status, reason, unitId }: NewStatus) =>
  running.status === status && running.reason === reason && running.unitId === unitId
