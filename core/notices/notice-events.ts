/** What a citizen is told of: moves of records, as the history has them, and days that come. */
import type { applicationLifecycle } from '../lifecycle/application.ts'
import type { appointmentLifecycle } from '../lifecycle/appointment.ts'
import type { cardLifecycle } from '../lifecycle/card.ts'
import type { EventsOf } from '../lifecycle/machine.ts'

export const noticeKinds = [
  'RECEIVED',
  'RETURNED',
  'REFUSED',
  'APPROVED',
  'REMAKING',
  'READY',
  'POSTED',
  'ISSUED',
  'COMPLETED',
  'UNCOLLECTED',
  'LAPSED',
  'WITHDRAWN',
  'PROMISE_MOVED',
  'NO_PROMISE',
  'COLLECT_REMINDER',
  'CARD_LOCKED',
  'CARD_UNLOCKED',
  'CARD_HELD',
  'CARD_REVOKED',
  'CARD_REINSTATED',
  'CARD_EXPIRES',
  'APPOINTMENT_BOOKED',
  'APPOINTMENT_MOVED',
  'APPOINTMENT_CANCELLED',
  'APPOINTMENT_TOMORROW',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What no lifecycle knows: a day that came near, or a promise that moved. */
type DayEvent = 'promiseMoved' | 'promiseLost' | 'collectReminder' | 'expiresSoon' | 'book' | 'tomorrow'

interface Kinds {
  readonly application: Partial<Record<EventsOf<typeof applicationLifecycle> | DayEvent, NoticeKind>>
  readonly card: Partial<Record<EventsOf<typeof cardLifecycle> | DayEvent, NoticeKind>>
  readonly appointment: Partial<Record<EventsOf<typeof appointmentLifecycle> | DayEvent, NoticeKind>>
}
export type NoticeRecord = keyof Kinds

const kinds: Kinds = {
  application: {
    admit: 'RECEIVED',
    returnToDesk: 'RETURNED',
    recapture: 'RETURNED',
    correct: 'RETURNED',
    refuse: 'REFUSED',
    samePerson: 'REFUSED',
    impostor: 'REFUSED',
    fraud: 'REFUSED',
    approve: 'APPROVED',
    remake: 'REMAKING',
    arrive: 'READY',
    recall: 'READY',
    comeBack: 'READY',
    post: 'POSTED',
    handOver: 'ISSUED',
    deliver: 'ISSUED',
    complete: 'COMPLETED',
    giveUp: 'UNCOLLECTED',
    lapse: 'LAPSED',
    withdraw: 'WITHDRAWN',
    promiseMoved: 'PROMISE_MOVED',
    promiseLost: 'NO_PROMISE',
    collectReminder: 'COLLECT_REMINDER',
  },
  card: {
    lock: 'CARD_LOCKED',
    unlock: 'CARD_UNLOCKED',
    hold: 'CARD_HELD',
    giveBack: 'CARD_UNLOCKED',
    revoke: 'CARD_REVOKED',
    reinstate: 'CARD_REINSTATED',
    expiresSoon: 'CARD_EXPIRES',
  },
  appointment: {
    book: 'APPOINTMENT_BOOKED',
    rebook: 'APPOINTMENT_MOVED',
    cancel: 'APPOINTMENT_CANCELLED',
    // The centre closed and has no later place: the time is gone.
    displace: 'APPOINTMENT_CANCELLED',
    tomorrow: 'APPOINTMENT_TOMORROW',
  },
}

export interface NoticeEvent {
  readonly record: string
  readonly event: string
  /** State before; empty where no lifecycle moved. */
  readonly from: string
  readonly to: string
}

/** What a citizen is told of an event; null where it is none of their business. */
export function noticeOf({ record, event, from, to }: NoticeEvent): NoticeKind | null {
  if (!Object.hasOwn(kinds, record)) return null
  const known: Readonly<Record<string, NoticeKind>> = kinds[record as NoticeRecord]
  // In production `recall` sends a file back to its approver; only an uncollected card waits again after it.
  if (event === 'recall' && to !== 'READY') return null
  // A card that never reached its holder concerns nobody yet.
  if (record === 'card' && event === 'revoke' && !heldStates.has(from)) return null
  return Object.hasOwn(known, event) ? (known[event] ?? null) : null
}

const heldStates: ReadonlySet<string> = new Set(['ACTIVE', 'LOCKED', 'HELD'])
