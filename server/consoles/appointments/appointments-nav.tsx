import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về lịch hẹn', en: 'Screens about appointments' },
  calendar: { vi: 'Lịch', en: 'Calendar' },
  hours: { vi: 'Giờ làm việc, nghỉ đột xuất', en: 'Hours and closures' },
  notices: { vi: 'Danh sách mời', en: 'Notice lists' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function AppointmentsNav() {
  const may = useMay()
  const links = [
    ...(may('appointment.read')
      ? [
          { to: '/appointments', label: words.calendar, end: true as const },
          { to: '/appointments/hours', label: words.hours },
        ]
      : []),
    ...(may('notice.print') ? [{ to: '/appointments/notices', label: words.notices }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
