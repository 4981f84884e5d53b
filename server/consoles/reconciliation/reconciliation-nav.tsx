import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về đối chiếu', en: 'Screens about reconciliation' },
  conflicts: { vi: 'Sai lệch', en: 'Conflicts' },
  inquiries: { vi: 'Phiếu xác minh', en: 'Inquiries' },
  provisional: { vi: 'Hồ sơ tạm', en: 'Provisional records' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function ReconciliationNav() {
  const may = useMay()
  const links = [
    ...(may('conflict.read') ? [{ to: '/reconciliation', label: words.conflicts, end: true } as const] : []),
    ...(may('inquiry.answer') ? [{ to: '/reconciliation/inquiries', label: words.inquiries }] : []),
    ...(may('resident.correct') ? [{ to: '/reconciliation/provisional', label: words.provisional }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
