import type { Bilingual } from '../errors.ts'
import type { collectionFormLifecycle } from '../lifecycle/collection-form.ts'

/** What is counted of forms, in the order of their way. A form counts in every counter whose step is behind it. */
export const counters = [
  'issued',
  'handedOut',
  'checked',
  'returned',
  'sent',
  'scanned',
  'entered',
  'loaded',
  'void',
  'sentBack',
] as const
export type Counter = (typeof counters)[number]
export type Counts = Readonly<Record<Counter, number>>

/** A state of the lifecycle, or HANDED_OUT: ISSUED to the unit and given on to its citizen. */
export type TallyState = keyof typeof collectionFormLifecycle.table | 'HANDED_OUT'

const withCitizen = ['issued', 'handedOut'] as const
const checked = [...withCitizen, 'checked'] as const
const returned = [...checked, 'returned'] as const
const sent = [...returned, 'sent'] as const
const scanned = [...sent, 'scanned'] as const
const entered = [...scanned, 'entered'] as const

/** In which counters a form of each state counts. A form sent back is with its citizen again; a void one stays issued. */
export const countersOf: Readonly<Record<TallyState, readonly Counter[]>> = {
  ISSUED: ['issued'],
  HANDED_OUT: withCitizen,
  DECLARED: withCitizen,
  CHECKED: checked,
  MATCHED: checked,
  AUTHENTICATED: checked,
  COLLECTED: returned,
  SENT: sent,
  RECEIVED: sent,
  SCANNED: scanned,
  ENTERED: entered,
  TRANSMITTED: entered,
  LOADED: [...entered, 'loaded'],
  SENT_BACK: [...withCitizen, 'sentBack'],
  VOID: ['issued', 'void'],
}

/** The states whose forms a counter counts. */
export function statesCounted(counter: Counter): readonly TallyState[] {
  return (Object.keys(countersOf) as TallyState[]).filter((state) => countersOf[state].includes(counter))
}

export const counterNames: Readonly<Record<Counter, Bilingual>> = {
  issued: { vi: 'Phát ra', en: 'Issued' },
  handedOut: { vi: 'Đã phát đến dân', en: 'Handed out' },
  checked: { vi: 'Đã kiểm tra', en: 'Checked' },
  returned: { vi: 'Đã thu', en: 'Returned' },
  sent: { vi: 'Đã chuyển', en: 'Sent' },
  scanned: { vi: 'Đã quét', en: 'Scanned' },
  entered: { vi: 'Đã nhập', en: 'Entered' },
  loaded: { vi: 'Đã nạp', en: 'Loaded' },
  void: { vi: 'Đã hủy', en: 'Void' },
  sentBack: { vi: 'Trả lại', en: 'Sent back' },
}

const countsFrom = (value: (counter: Counter) => number): Counts =>
  Object.fromEntries(counters.map((counter) => [counter, value(counter)])) as Record<Counter, number>

export const noCounts: Counts = countsFrom(() => 0)

export function addCounts(a: Counts, b: Counts): Counts {
  return countsFrom((counter) => a[counter] + b[counter])
}

/** What a unit with software of its own reports. */
export interface ReportedCounts {
  readonly issued: number
  readonly returned: number
  readonly checked: number
  readonly scanned: number
  readonly loaded: number
}

/** A report names five counters; the others are at least what a later step has. */
export function countsOfReport(report: ReportedCounts): Counts {
  const { issued, returned, checked: checkedForms, scanned: scannedForms, loaded } = report
  return {
    ...noCounts,
    issued,
    handedOut: Math.max(returned, checkedForms),
    checked: checkedForms,
    returned,
    sent: scannedForms,
    scanned: scannedForms,
    entered: loaded,
    loaded,
  }
}

/** Steps that a deadline may be set for, and what counts as done. */
export const deadlineSteps = {
  COLLECTED: 'returned',
  SENT: 'sent',
  SCANNED: 'scanned',
  LOADED: 'loaded',
} as const satisfies Readonly<Record<string, Counter>>
export type DeadlineStep = keyof typeof deadlineSteps
