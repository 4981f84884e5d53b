/** The day on which a citizen may expect the card, from where the file stands, how long files took lately, and what the floor will make. */
import { type CalendarDate, compareDates } from '../dates/calendar-date.ts'
import { addWorkingDays, workingDaysBetween } from '../dates/working-days.ts'
import type { Bilingual } from '../errors.ts'
import type { ApplicationState } from '../lifecycle/application.ts'

/** Working days that a part of the road takes. */
export interface Pace {
  /** From receipt to the approver's desk. */
  readonly intake: number
  readonly review: number
  /** From the finished card to the carrier. */
  readonly dispatch: number
  readonly transit: number
}

/** The budgets of Thông tư 60/2021/TT-BCA, article 11: 2 days to receive and send up, 3 to approve and make, 2 to bring back. */
export const budgetedPace: Pace = { intake: 2, review: 1, dispatch: 1, transit: 2 }

/** Two officers judge a suspected duplicate, a third where they disagree. */
const adjudicationDays = 5

/** Why a card comes later than the law has it, or why nobody can say when: what happened, and what the citizen can do. */
export const promiseCauses = {
  RETURNED: {
    vi: 'Hồ sơ đang chờ công dân bổ sung nên thời hạn tạm dừng. Hãy bổ sung theo hướng dẫn; ngày hẹn sẽ được tính lại.',
    en: 'The file waits for something from the applicant, so the clock stands still. Complete it as told; the date is then set anew.',
  },
  DUPLICATE_CHECK: {
    vi: 'Hồ sơ cần đối chiếu thêm để bảo đảm không cấp nhầm người. Bạn không cần làm gì thêm.',
    en: 'The file is compared once more, so that nobody else gets the card. Nothing to do for now.',
  },
  REVIEW_LATE: {
    vi: 'Việc kiểm tra và xét duyệt hồ sơ chậm hơn dự kiến. Bạn không cần làm gì thêm; nếu cần gấp, hãy liên hệ nơi đã nộp hồ sơ.',
    en: 'Checking and approving takes longer than planned. Nothing to do; if it is urgent, ask where you applied.',
  },
  PRODUCTION_QUEUE: {
    vi: 'Xưởng sản xuất thẻ đang có nhiều hồ sơ chờ. Thẻ được làm theo thứ tự hạn trả; bạn không cần làm gì thêm.',
    en: 'Many cards wait to be made. They are made in the order of their deadlines; nothing to do for now.',
  },
  NO_BLANKS: {
    vi: 'Tạm thời chưa đủ phôi thẻ nên chưa hẹn được ngày. Bạn sẽ được báo ngay khi có ngày hẹn mới.',
    en: 'There are not enough blank cards, so that no day can be promised yet. You will be told as soon as there is one.',
  },
  REMAKE: {
    vi: 'Thẻ bị lỗi khi sản xuất và đang được làm lại, không thu phí. Bạn không cần làm gì thêm.',
    en: 'The card had a fault and is being made again, free of charge. Nothing to do for now.',
  },
  TRANSIT_LATE: {
    vi: 'Thẻ đã làm xong nhưng về nơi trả chậm hơn dự kiến. Bạn không cần làm gì thêm.',
    en: 'The card is made, but is on its way longer than planned. Nothing to do for now.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PromiseCause = keyof typeof promiseCauses

export const isPromiseCause = (code: string): code is PromiseCause => code in promiseCauses

export interface PromisedFile {
  readonly state: ApplicationState
  /** Since when it stands where it stands. */
  readonly since: CalendarDate
  readonly deadlineOn: CalendarDate | null
  /** A fault in an earlier card of this file. */
  readonly remaking: boolean
}

export interface Foresight {
  readonly today: CalendarDate
  readonly pace: Pace
  /** The day on which the floor makes a card of the file's turn; null where blanks or stations fail. */
  readonly madeOn: CalendarDate | null
}

export interface Expectation {
  /** null: no day can be told. */
  readonly on: CalendarDate | null
  /** Only where it is later than the law's day, or unknown. */
  readonly cause: PromiseCause | null
}

/** A part of the road still to go: what it was to take, less what has passed since, and a day at least. */
function daysLeft(days: number, since: CalendarDate, today: CalendarDate): number {
  return Math.max(1, days - workingDaysBetween(since, today))
}

/** Parts of the road before the floor that are still to go, by state; other states have none. */
const beforeTheFloor: Partial<Record<ApplicationState, (pace: Pace) => readonly number[]>> = {
  RECEIVED: ({ intake, review }) => [intake, review],
  SCREENING: ({ intake, review }) => [intake, review],
  ADJUDICATION: ({ review }) => [adjudicationDays, review],
  AWAITING_APPROVAL: ({ review }) => [review],
}

/** States of a file whose day is still open; from READY on it has come. */
export const promisingStates = [
  'RECEIVED',
  'SCREENING',
  'ADJUDICATION',
  'AWAITING_APPROVAL',
  'APPROVED',
  'IN_PRODUCTION',
  'PRODUCED',
  'IN_TRANSIT',
  'RETURNED',
] as const satisfies readonly ApplicationState[]

/** When the card of a file can be collected. A file that lies returned has no day: its clock stands. */
export function expectedDay(file: PromisedFile, { today, pace, madeOn }: Foresight): Expectation {
  if (file.state === 'RETURNED') return { on: null, cause: 'RETURNED' }
  const isMade = file.state === 'PRODUCED' || file.state === 'IN_TRANSIT'
  if (!isMade && madeOn === null) return { on: null, cause: 'NO_BLANKS' }
  const before = beforeTheFloor[file.state]?.(pace)
  // The floor takes a file up on the working day after its approval.
  const floorReady = before ? addWorkingDays(arrivalAtFloor(before, file, today), 1) : today
  const made = isMade || madeOn === null ? today : laterOf(madeOn, floorReady)
  const on = collectableOn(file, { made, today, pace })
  const isLate = file.deadlineOn !== null && compareDates(on, file.deadlineOn) > 0
  return { on, cause: isLate ? lateCause(file, { queued: compareDates(made, floorReady) > 0 }) : null }
}

function arrivalAtFloor(
  [first = 0, ...others]: readonly number[],
  { since }: PromisedFile,
  today: CalendarDate,
): CalendarDate {
  const days = others.reduce((sum, part) => sum + part, daysLeft(first, since, today))
  return addWorkingDays(today, days)
}

function collectableOn(
  { state, since }: PromisedFile,
  { made, today, pace }: { readonly made: CalendarDate; readonly today: CalendarDate; readonly pace: Pace },
): CalendarDate {
  if (state === 'IN_TRANSIT') return addWorkingDays(today, daysLeft(pace.transit, since, today))
  const dispatch = state === 'PRODUCED' ? daysLeft(pace.dispatch, since, today) : pace.dispatch
  return addWorkingDays(made, dispatch + pace.transit)
}

const laterOf = (one: CalendarDate, other: CalendarDate) => (compareDates(one, other) < 0 ? other : one)

function lateCause(
  { state, remaking }: PromisedFile,
  { queued }: { readonly queued: boolean },
): PromiseCause {
  if (remaking) return 'REMAKE'
  if (state === 'PRODUCED' || state === 'IN_TRANSIT') return 'TRANSIT_LATE'
  if (queued || !(state in beforeTheFloor)) return 'PRODUCTION_QUEUE'
  return state === 'ADJUDICATION' ? 'DUPLICATE_CHECK' : 'REVIEW_LATE'
}

/** An earlier day is told only when it is earlier by this many working days: a promise that moves to and fro is none. */
const worthTelling = 2

/** What is promised after what was promised before: what is expected, unless that is a day or so earlier. */
export function nextPromise(before: CalendarDate | null, { on }: Expectation): CalendarDate | null {
  if (before === null || on === null || compareDates(on, before) >= 0) return on
  return workingDaysBetween(on, before) >= worthTelling ? on : before
}
