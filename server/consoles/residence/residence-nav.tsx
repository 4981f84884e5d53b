import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về cư trú', en: 'Screens about residence' },
  absences: { vi: 'Người vắng mặt', en: 'Absent people' },
  declarations: { vi: 'Khai báo chờ duyệt', en: 'Declarations to decide' },
  movements: { vi: 'Danh sách lưu trú', en: 'Lists of lodgers' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function ResidenceNav() {
  const may = useMay()
  const links = [
    ...(may('visit.read') ? [{ to: '/residence', label: words.absences, end: true } as const] : []),
    ...(may('residence.decide') ? [{ to: '/residence/declarations', label: words.declarations }] : []),
    ...(may('movement.review') ? [{ to: '/residence/movements', label: words.movements }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
