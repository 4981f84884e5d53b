import { counterNames, counters } from '../../../core/progress/counters.ts'
import { type ColumnOf, type DataTable, tableOf } from '../../../core/progress/data-table.ts'
import { obstacleNames } from '../../../core/progress/obstacles.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { formProgress, type ProgressQuestion, type UnitProgress } from './form-progress.ts'
import { allOverdueUnits, type OverdueQuestion, type OverdueUnit } from './overdue-units.ts'
import { type DailyReportRow, dailyReportRows } from './reports/daily-report-rows.ts'
import type { DayOfReports } from './reports/expected-reports.ts'

const text = (heading: string, width: number) => ({ heading, kind: 'text', width }) as const
const count = (heading: string) => ({ heading, kind: 'count', width: 13 }) as const
const share = (heading: string) => ({ heading, kind: 'share', width: 10 }) as const

const leagueColumns: readonly ColumnOf<UnitProgress>[] = [
  { ...count('Thứ hạng'), value: ({ rank }) => rank },
  { ...text('Mã đơn vị', 10), value: ({ unitCode }) => unitCode },
  { ...text('Đơn vị', 30), value: ({ name }) => name },
  ...counters.map((counter) => ({
    ...count(counterNames[counter].vi),
    value: ({ counts }: UnitProgress) => counts[counter],
  })),
  { ...count('Chỉ tiêu'), value: ({ advance }) => advance.target },
  { ...share('Tỷ lệ (%)'), value: ({ advance }) => advance.share },
  { ...count('Còn thiếu'), value: ({ advance }) => advance.missing },
  { ...share('Thiếu (%)'), value: ({ advance }) => advance.missingShare },
]

/** The league of the units below one, and the whole as its last row. */
export async function leagueTable(app: App, actor: Actor, question: ProgressQuestion): Promise<DataTable> {
  const { parts, whole } = await formProgress(app, actor, question)
  return tableOf('Xếp hạng', leagueColumns, [...parts, whole])
}

const levels = ['Toàn quốc', 'Tỉnh', 'Huyện', 'Xã'] as const
const steps = {
  COLLECTED: 'Thu phiếu',
  SENT: 'Chuyển phiếu',
  SCANNED: 'Quét phiếu',
  LOADED: 'Nạp dữ liệu',
} as const

const overdueColumns: readonly ColumnOf<OverdueUnit>[] = [
  { ...text('Cấp', 8), value: ({ level }) => levels[level] ?? null },
  { ...text('Mã đơn vị', 10), value: ({ code }) => code },
  { ...text('Đơn vị', 30), value: ({ name }) => name },
  { ...text('Loại phiếu', 10), value: ({ kind }) => kind },
  { ...text('Bước', 14), value: ({ step }) => steps[step] },
  { heading: 'Thời hạn', kind: 'date', width: 12, value: ({ dueOn }) => dueOn },
  { ...count('Chậm (ngày)'), value: ({ daysLate }) => daysLate },
  { ...count('Đã làm'), value: ({ done }) => done },
  { ...count('Phải làm'), value: ({ expected }) => expected },
  { ...count('Còn thiếu'), value: ({ expected, done }) => expected - done },
]

/** Units behind the deadlines of a campaign. */
export async function overdueTable(app: App, actor: Actor, question: OverdueQuestion): Promise<DataTable> {
  return tableOf('Quá hạn', overdueColumns, await allOverdueUnits(app, actor, question))
}

const reportColumns: readonly ColumnOf<DailyReportRow>[] = [
  { ...text('Mã đơn vị', 10), value: ({ unitCode }) => unitCode },
  { ...text('Đơn vị', 30), value: ({ name }) => name },
  { ...text('Báo cáo', 12), value: ({ report }) => (report ? 'Đã báo cáo' : 'Chưa') },
  { ...count('Lượt phát thanh'), value: ({ report }) => report?.broadcasts ?? null },
  { ...count('Cuộc họp'), value: ({ report }) => report?.meetings ?? null },
  { ...count('Lượt người'), value: ({ report }) => report?.peopleReached ?? null },
  { ...count('DC01 đã thu'), value: ({ report }) => report?.returned.DC01 ?? null },
  { ...count('DC02 đã thu'), value: ({ report }) => report?.returned.DC02 ?? null },
  { ...text('Khó khăn, vướng mắc', 60), value: obstaclesOf },
]

function obstaclesOf({ report }: DailyReportRow): string | null {
  const lines = report?.obstacles.map(({ kind, text: words, answer }) => {
    const answered = answer === null ? '' : ` → ${answer}`
    return `${obstacleNames[kind].vi}: ${words}${answered}`
  })
  return lines?.join('\n') || null
}

/** The daily reports of an area. */
export async function reportTable(app: App, actor: Actor, question: DayOfReports): Promise<DataTable> {
  return tableOf('Báo cáo ngày', reportColumns, await dailyReportRows(app, actor, question))
}
