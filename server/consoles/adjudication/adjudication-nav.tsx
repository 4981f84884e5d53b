import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'

const words = {
  label: { vi: 'Các màn hình về hồ sơ nghi trùng', en: 'Screens about duplicates' },
  cases: { vi: 'Hồ sơ nghi trùng', en: 'Cases' },
  figures: { vi: 'Số liệu', en: 'Figures' },
} as const satisfies Readonly<Record<string, Bilingual>>

const links = [
  { to: '/adjudication', label: words.cases, end: true },
  { to: '/adjudication/figures', label: words.figures },
] as const

export function AdjudicationNav() {
  return <SubNav label={words.label} links={links} />
}
