import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về quét phiếu', en: 'Screens about scanning' },
  waiting: { vi: 'Trang chờ xử lý', en: 'Waiting pages' },
  upload: { vi: 'Gửi ảnh quét', en: 'Send pages' },
  due: { vi: 'Hạn 45 ngày', en: 'The 45 days' },
  offices: { vi: 'Nơi quét', en: 'Scanning offices' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function ScansNav() {
  const may = useMay()
  const links = [
    ...(may('form.scan')
      ? [
          { to: '/scans/waiting', label: words.waiting },
          { to: '/scans/upload', label: words.upload },
        ]
      : []),
    ...(may('form.read') ? [{ to: '/forms/transfers', label: words.due }] : []),
    ...(may('scanning-office.assign') ? [{ to: '/scans/offices', label: words.offices }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
