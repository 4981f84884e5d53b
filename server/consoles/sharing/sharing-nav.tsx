import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về khai thác dữ liệu', en: 'Screens about sharing' },
  agencies: { vi: 'Đơn vị khai thác', en: 'Agencies' },
  citizen: { vi: 'Ai đã hỏi về công dân', en: 'Who asked about a citizen' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function SharingNav() {
  const may = useMay()
  const links = [
    ...(may('agency.manage') ? [{ to: '/sharing/agencies', label: words.agencies }] : []),
    ...(may('disclosure.read') ? [{ to: '/sharing/citizen', label: words.citizen }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
