import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình của kho', en: 'Screens of the stock' },
  stock: { vi: 'Tồn kho', en: 'Stock' },
  shifts: { vi: 'Ca sản xuất', en: 'Shifts' },
  lots: { vi: 'Lô phôi', en: 'Lots' },
  transfers: { vi: 'Giao nhận', en: 'Transfers' },
  consumables: { vi: 'Ruy băng, màng phủ', en: 'Ribbons' },
  spoiled: { vi: 'Thẻ hỏng, mất', en: 'Spoiled and lost' },
  alarms: { vi: 'Cảnh báo', en: 'Alarms' },
  minutes: { vi: 'Biên bản', en: 'Minutes' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function StockNav() {
  const may = useMay()
  const links = [
    { to: '/stock', label: words.stock, end: true as const },
    { to: '/stock/shifts', label: words.shifts },
    { to: '/stock/lots', label: words.lots },
    { to: '/stock/transfers', label: words.transfers },
    { to: '/stock/consumables', label: words.consumables },
    { to: '/stock/spoiled', label: words.spoiled },
    ...(may('hot-list.answer') ? [{ to: '/stock/alarms', label: words.alarms }] : []),
    { to: '/stock/minutes', label: words.minutes },
  ]
  return <SubNav label={words.label} links={links} />
}
