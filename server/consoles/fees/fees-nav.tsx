import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình lệ phí', en: 'Screens of fees' },
  take: { vi: 'Thu lệ phí', en: 'Take a fee' },
  receipts: { vi: 'Biên lai', en: 'Receipts' },
  cash: { vi: 'Quỹ tiền mặt', en: 'Cash' },
  refunds: { vi: 'Hoàn tiền', en: 'Refunds' },
  cases: { vi: 'Đối soát', en: 'Reconciliation' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function FeesNav() {
  const may = useMay()
  const links = [
    { to: '/fees', label: words.take, end: true as const },
    { to: '/fees/receipts', label: words.receipts },
    { to: '/fees/cash', label: words.cash },
    { to: '/fees/refunds', label: words.refunds },
    ...(may('fee.reconcile') ? [{ to: '/fees/cases', label: words.cases }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
