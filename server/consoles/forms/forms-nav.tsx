import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về phiếu', en: 'Screens about forms' },
  lists: { vi: 'Danh sách', en: 'Lists' },
  steps: { vi: 'Ký theo xấp', en: 'Sign a stack' },
  transfers: { vi: 'Bàn giao', en: 'Transfers' },
  transmissions: { vi: 'Truyền dữ liệu', en: 'Transmissions' },
  printRuns: { vi: 'Đợt in', en: 'Print runs' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function FormsNav() {
  const may = useMay()
  const links = [
    { to: '/forms/state', label: words.lists },
    { to: '/forms/steps', label: words.steps },
    { to: '/forms/transfers', label: words.transfers },
    ...(may('form-transmission.read') ? [{ to: '/forms/transmissions', label: words.transmissions }] : []),
    { to: '/forms/print-runs', label: words.printRuns },
  ]
  return <SubNav label={words.label} links={links} />
}
