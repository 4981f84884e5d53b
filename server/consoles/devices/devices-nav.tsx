import { SubNav } from '../parts/sub-nav.tsx'
import { title } from './title.ts'

const label = { vi: 'Các màn hình về thiết bị', en: 'Screens about devices' }
const links = [
  { to: '/devices', label: title, end: true as const },
  { to: '/devices/waivers', label: { vi: 'Miễn thiết bị', en: 'Waivers' } },
]

export function DevicesNav() {
  return <SubNav label={label} links={links} />
}
