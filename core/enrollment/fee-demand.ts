import type { CalendarDate } from '../dates/calendar-date.ts'
import { inForce } from './request-reasons.ts'

/** Until when a fee that is due must have been paid: before the file is approved, before the card is given, or on its delivery. */
export type FeeDeadline = 'APPROVAL' | 'HAND_OVER' | 'DELIVERY'

interface DemandRule {
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  readonly channel: 'DESK' | 'FIELD' | 'ONLINE'
  readonly delivery: 'PICKUP' | 'POST'
  readonly before: FeeDeadline
}

const always = { from: '2016-01-01' as CalendarDate, until: null }

/**
 * No circular sets the moment, it is the installation's to choose; a change is a row with its day. Who comes to a counter can pay
 * there to the last; who is never met pays first, unless the carrier takes the fee with the card.
 */
const demandRules: readonly DemandRule[] = [
  { ...always, channel: 'DESK', delivery: 'PICKUP', before: 'HAND_OVER' },
  { ...always, channel: 'DESK', delivery: 'POST', before: 'DELIVERY' },
  { ...always, channel: 'FIELD', delivery: 'PICKUP', before: 'HAND_OVER' },
  { ...always, channel: 'FIELD', delivery: 'POST', before: 'DELIVERY' },
  { ...always, channel: 'ONLINE', delivery: 'PICKUP', before: 'HAND_OVER' },
  { ...always, channel: 'ONLINE', delivery: 'POST', before: 'APPROVAL' },
]

export interface DemandCase {
  readonly channel: string | null
  readonly delivery: string | null
  /** The day by whose tables the fee was decided. */
  readonly on: CalendarDate
}

/** When a file's fee is demanded; a file that says neither channel nor delivery is one of a desk, to be fetched. */
export function feeDemandedBefore({ channel, delivery, on }: DemandCase): FeeDeadline {
  const rule = demandRules.find(
    (row) =>
      row.channel === (channel ?? 'DESK') && row.delivery === (delivery ?? 'PICKUP') && inForce(row, on),
  )
  return rule?.before ?? 'HAND_OVER'
}

/** In the order of a file's way. */
const deadlines: readonly FeeDeadline[] = ['APPROVAL', 'HAND_OVER', 'DELIVERY']

/** Whether a fee demanded before one point must be paid when the file stands at another. */
export const isDemandedAt = (before: FeeDeadline, point: FeeDeadline): boolean =>
  deadlines.indexOf(before) <= deadlines.indexOf(point)
