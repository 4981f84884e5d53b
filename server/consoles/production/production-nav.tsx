import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình của xưởng', en: 'Screens of the floor' },
  board: { vi: 'Bảng theo dõi', en: 'Board' },
  batches: { vi: 'Lô sản xuất', en: 'Batches' },
  effectiveness: { vi: 'Hiệu quả trạm', en: 'Effectiveness' },
  policy: { vi: 'Quy định kiểm tra', en: 'Quality rules' },
  check: { vi: 'Kiểm tra thẻ', en: 'Quality control' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function ProductionNav() {
  const may = useMay()
  const links = [
    { to: '/production', label: words.board, end: true as const },
    { to: '/production/batches', label: words.batches },
    ...(may('print-job.check') ? [{ to: '/production/check', label: words.check }] : []),
    { to: '/production/effectiveness', label: words.effectiveness },
    { to: '/production/policy', label: words.policy },
  ]
  return <SubNav label={words.label} links={links} />
}
