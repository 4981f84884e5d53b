import { SubNav } from '../parts/sub-nav.tsx'

const label = { vi: 'Các màn hình về chất lượng', en: 'Screens about quality' }
const links = [
  { to: '/quality', label: { vi: 'Theo thời gian', en: 'Over time' }, end: true as const },
  { to: '/quality/alarms', label: { vi: 'Cảnh báo', en: 'Alarms' } },
]

export function QualityNav() {
  return <SubNav label={label} links={links} />
}
