import { DomainError } from '../errors.ts'
import { addYears, type CalendarDate, earliestDay, type PartialDate } from './calendar-date.ts'

/** How long a card is good for, under one law. */
export interface ValidityRule {
  /** First day on which the rule decides. */
  readonly from: CalendarDate
  readonly source: string
  /** Completed years from which a card is issued at all. */
  readonly issuedFromAge: number
  /** Birthdays on which a card must be exchanged, ascending. */
  readonly exchangeAges: readonly number[]
  /** A card made in so many years before such a birthday lasts until the next one. */
  readonly graceYears: number
}

export const validityRules: readonly ValidityRule[] = [
  {
    from: '2016-01-01' as CalendarDate,
    source: 'Luật Căn cước công dân 59/2014/QH13, Điều 19, Điều 21',
    issuedFromAge: 14,
    exchangeAges: [25, 40, 60],
    graceYears: 2,
  },
  {
    from: '2024-07-01' as CalendarDate,
    source: 'Luật Căn cước 26/2023/QH15, Điều 19, Điều 21',
    issuedFromAge: 0,
    exchangeAges: [14, 25, 40, 60],
    graceYears: 2,
  },
]

export type CardNotIssuableReason = 'NO_LAW' | 'NOT_BORN' | 'UNDER_AGE'

/** No card can be issued to this person on this day. */
export class CardNotIssuable extends DomainError<'CARD_NOT_ISSUABLE'> {
  constructor(reason: CardNotIssuableReason) {
    super(
      'CARD_NOT_ISSUABLE',
      {
        NO_LAW: {
          vi: 'Ngày cấp sớm hơn ngày 01/01/2016, khi chưa có thẻ căn cước công dân.',
          en: 'The day of issue is before 01/01/2016, when there was no such card.',
        },
        NOT_BORN: { vi: 'Ngày cấp sớm hơn ngày sinh.', en: 'The day of issue is before the day of birth.' },
        UNDER_AGE: {
          vi: 'Theo luật có hiệu lực vào ngày cấp, người này chưa đủ tuổi được cấp thẻ.',
          en: 'Under the law in force on the day of issue this person is too young for a card.',
        },
      }[reason],
      { reason },
    )
  }
}

/** The rule in force on a day. Throws {@link CardNotIssuable} before 2016. */
export function validityRuleOn(day: CalendarDate): ValidityRule {
  const rule = validityRules.findLast(({ from }) => from <= day)
  if (!rule) throw new CardNotIssuable('NO_LAW')
  return rule
}

/** Whose card, and the day it is issued, exchanged or reissued. */
export interface CardIssue {
  /** A partial date counts from its first possible day, as in `ageOn`: born in 1970 expires on 01/01 of its year. */
  readonly birthDate: PartialDate
  readonly issuedOn: CalendarDate
}

/**
 * The birthday on which a card expires, or null for "Không thời hạn": the first exchange birthday that is more than two
 * years away, by the law in force on the day of issue. Throws {@link CardNotIssuable}.
 */
export function cardExpiry({ birthDate, issuedOn }: CardIssue): CalendarDate | null {
  const rule = validityRuleOn(issuedOn)
  const born = earliestDay(birthDate)
  if (issuedOn < born) throw new CardNotIssuable('NOT_BORN')
  if (issuedOn < addYears(born, rule.issuedFromAge)) throw new CardNotIssuable('UNDER_AGE')
  const expiryAge = rule.exchangeAges.find((age) => issuedOn < addYears(born, age - rule.graceYears))
  return expiryAge === undefined ? null : addYears(born, expiryAge)
}

/** When a certificate of identity expires, whatever its holder's age: a year, as article 34 of the draft of NĐ 70/2024 has it (A). */
export const certificateExpiry = (issuedOn: CalendarDate): CalendarDate => addYears(issuedOn, 1)
