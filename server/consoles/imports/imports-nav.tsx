import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về nạp dữ liệu', en: 'Screens about imports' },
  list: { vi: 'Các lần nạp', en: 'Imports' },
  profiles: { vi: 'Bảng ghép cột', en: 'Column mappings' },
  phases: { vi: 'Giai đoạn', en: 'Phases' },
  missing: { vi: 'Cần bổ sung', en: 'To top up' },
  cards: { vi: 'Thẻ cũ chưa khớp', en: 'Unmatched cards' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function ImportsNav() {
  const may = useMay()
  const links = [
    { to: '/imports', label: words.list, end: true as const },
    { to: '/imports/profiles', label: words.profiles },
    { to: '/imports/phases', label: words.phases },
    { to: '/imports/missing', label: words.missing },
    ...(may('legacy-card.match') ? [{ to: '/imports/cards', label: words.cards }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
