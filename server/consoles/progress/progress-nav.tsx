import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về tiến độ', en: 'Screens about progress' },
  rollUp: { vi: 'Tổng hợp', en: 'Roll-up' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
  report: { vi: 'Lập báo cáo', en: 'Daily report' },
  tally: { vi: 'Báo số liệu', en: 'Counts' },
  reports: { vi: 'Báo cáo ngày', en: 'Reports' },
  obstacles: { vi: 'Vướng mắc', en: 'Obstacles' },
  hamlets: { vi: 'Thôn, tổ', en: 'Hamlets' },
  campaigns: { vi: 'Đợt thu thập', en: 'Campaigns' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function ProgressNav() {
  const may = useMay()
  const links = [
    { to: '/progress', label: words.rollUp, end: true as const },
    { to: '/progress/overdue', label: words.overdue },
    ...(may('report.submit')
      ? [
          { to: '/progress/report', label: words.report },
          { to: '/progress/tally', label: words.tally },
        ]
      : []),
    { to: '/progress/reports', label: words.reports },
    { to: '/progress/obstacles', label: words.obstacles },
    { to: '/progress/hamlets', label: words.hamlets },
    { to: '/progress/campaigns', label: words.campaigns },
  ]
  return <SubNav label={words.label} links={links} />
}
