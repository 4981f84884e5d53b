import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về điều chỉnh', en: 'Screens about corrections' },
  decide: { vi: 'Chờ duyệt', en: 'To decide' },
  mine: { vi: 'Bạn đề nghị', en: 'Yours' },
  propose: { vi: 'Đề nghị mới: tìm công dân', en: 'New: find the resident' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function CorrectionsNav() {
  const may = useMay()
  const links = [
    ...(may('resident.approve-change')
      ? [{ to: '/corrections', label: words.decide, end: true } as const]
      : []),
    ...(may('resident.correct')
      ? [
          { to: '/corrections/mine', label: words.mine },
          { to: '/residents', label: words.propose },
        ]
      : []),
  ]
  return <SubNav label={words.label} links={links} />
}
