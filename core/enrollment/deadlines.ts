/**
 * How long the law gives: working days from the day after a complete file is received, by kind and the day of receipt, and
 * how those days are divided among the offices. Time that a file lies RETURNED does not count (Application.stoppedDays).
 */
import type { CalendarDate } from '../dates/calendar-date.ts'
import { addWorkingDays, stateCalendar, type WorkingCalendar } from '../dates/working-days.ts'
import type { Bilingual } from '../errors.ts'
import type { ApplicationKind } from './application-kinds.ts'
import { inForce } from './request-reasons.ts'

/** Where the file was received, as the 2014 law distinguished it; the 2023 law does not. */
export type ServiceArea = 'URBAN' | 'MOUNTAIN_BORDER_ISLAND' | 'OTHER'

export interface Deadline {
  /** Working days. */
  readonly days: number
  readonly article: string
}

interface DeadlineRow {
  readonly kinds: readonly ApplicationKind[]
  /** Only these places; everywhere where not given. */
  readonly area?: ServiceArea
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  readonly days: number
  readonly article: string
}

const law2014 = {
  from: '2016-01-01' as CalendarDate,
  until: '2024-06-30' as CalendarDate,
  article: 'Luật Căn cước công dân 59/2014/QH13, Điều 25',
} as const
const law2023 = { from: '2024-07-01' as CalendarDate, until: null } as const
const decree2015 = { from: law2014.from, until: law2014.until } as const

const cards = ['FIRST_ISSUE', 'EXCHANGE', 'REISSUE'] as const

/** The first row that fits decides. */
const rows: readonly DeadlineRow[] = [
  { ...law2014, kinds: ['FIRST_ISSUE', 'EXCHANGE'], area: 'URBAN', days: 7 },
  { ...law2014, kinds: ['REISSUE'], area: 'URBAN', days: 15 },
  { ...law2014, kinds: cards, area: 'MOUNTAIN_BORDER_ISLAND', days: 20 },
  { ...law2014, kinds: cards, days: 15 },
  { ...law2023, kinds: cards, days: 7, article: 'Luật Căn cước 26/2023/QH15, Điều 26' },
  { ...law2023, kinds: ['CMND_CONFIRMATION'], days: 3, article: 'Nghị định 70/2024/NĐ-CP, Điều 12 khoản 4' },
  // Of the rows below no source at hand names the days: assumptions, so that no request is without a day.
  {
    ...law2023,
    kinds: ['IDENTITY_CERTIFICATE'],
    days: 7,
    article: 'Luật Căn cước 26/2023/QH15, Điều 26, Điều 30',
  },
  { ...decree2015, kinds: ['CMND_CONFIRMATION'], days: 7, article: 'Thông tư 59/2021/TT-BCA' },
  {
    ...decree2015,
    kinds: ['EXTRACT'],
    days: 2,
    article: 'Nghị định 137/2015/NĐ-CP; Nghị định 37/2021/NĐ-CP',
  },
  { ...law2023, kinds: ['EXTRACT'], days: 3, article: 'Nghị định 70/2024/NĐ-CP' },
  {
    ...decree2015,
    kinds: ['NUMBER_CHANGE', 'DATA_CHANGE'],
    days: 7,
    article: 'Thông tư 59/2021/TT-BCA, Điều 6',
  },
  { ...law2023, kinds: ['NUMBER_CHANGE', 'DATA_CHANGE'], days: 7, article: 'Nghị định 70/2024/NĐ-CP' },
]

export interface ReceivedFile {
  readonly receivedOn: CalendarDate
  readonly kind: ApplicationKind
  /** Matters for files received until 30/06/2024; OTHER, the article's general case, where not given. */
  readonly area?: ServiceArea
}

/** What the law of the day of receipt gives. Files from before 2016 are measured by the first law; other days by the nearest row. */
export function deadlineRule({ receivedOn, kind, area = 'OTHER' }: ReceivedFile): Deadline {
  const fits = rows.filter((row) => row.kinds.includes(kind) && (row.area === undefined || row.area === area))
  const rule = fits.find((row) => inForce(row, receivedOn)) ?? fits[0]
  if (!rule) throw new RangeError(`no deadline for ${kind}`)
  return { days: rule.days, article: rule.article }
}

/** The last day on which the request must be settled: the card ready, the paper signed, the register changed. */
export function statutoryDeadline(
  file: ReceivedFile,
  calendar: WorkingCalendar = stateCalendar,
): CalendarDate {
  return addWorkingDays(file.receivedOn, deadlineRule(file).days, calendar)
}

export interface StageBudget {
  readonly stage: 'RECEPTION' | 'CENTRE' | 'DELIVERY'
  readonly label: Bilingual
  /** Working days. */
  readonly days: number
}

interface BudgetRow {
  readonly from: CalendarDate
  readonly until: CalendarDate | null
  readonly article: string
  /** Received and sent up; approved and made (and where the centre itself received the file); brought back. */
  readonly days: readonly [reception: number, centre: number, centreItself: number, delivery: number]
}

/** TT 60/2021 was repealed with its law; its division fits the seven days of 2023 and is kept as the house's own. */
const budgets: readonly BudgetRow[] = [
  {
    from: '2016-01-01' as CalendarDate,
    until: '2024-06-30' as CalendarDate,
    article: 'Thông tư 60/2021/TT-BCA, Điều 11',
    days: [2, 3, 4, 2],
  },
  {
    from: '2024-07-01' as CalendarDate,
    until: null,
    article: 'Luật Căn cước 26/2023/QH15, Điều 26; Thông tư 60/2021/TT-BCA, Điều 11',
    days: [2, 3, 4, 2],
  },
]

/** How the days are divided among the offices that a file passes. */
export function stageBudgetsOn(
  on: CalendarDate,
  { byCentre = false }: { readonly byCentre?: boolean } = {},
): { readonly article: string; readonly stages: readonly StageBudget[] } {
  const row = budgets.find((one) => inForce(one, on)) ?? budgets[0]
  if (!row) throw new RangeError('no budgets')
  const [reception, centre, centreItself, delivery] = row.days
  return {
    article: row.article,
    stages: [
      ...(byCentre
        ? []
        : [
            {
              stage: 'RECEPTION',
              label: { vi: 'Tiếp nhận, gửi hồ sơ', en: 'Received and sent up' },
              days: reception,
            } as const,
          ]),
      {
        stage: 'CENTRE',
        label: { vi: 'Xét duyệt, sản xuất thẻ', en: 'Approved and made' },
        days: byCentre ? centreItself : centre,
      },
      { stage: 'DELIVERY', label: { vi: 'Chuyển thẻ về nơi trả', en: 'Brought back' }, days: delivery },
    ],
  }
}
