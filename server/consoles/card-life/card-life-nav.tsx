import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về thẻ đã trả', en: 'Screens about cards in use' },
  find: { vi: 'Tìm thẻ', en: 'Find a card' },
  decide: { vi: 'Chờ cán bộ thứ hai', en: 'Second signatures' },
  renew: { vi: 'Sắp hết hạn', en: 'Ending soon' },
  destroy: { vi: 'Tiêu hủy', en: 'Destruction' },
  hotline: { vi: 'Tổng đài', en: 'Hotline' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function CardLifeNav() {
  const may = useMay()
  const links = [
    ...(may('card.find')
      ? [
          { to: '/card-life', label: words.find, end: true as const },
          { to: '/card-life/decide', label: words.decide },
        ]
      : []),
    ...(may('card.remind') ? [{ to: '/card-life/renew', label: words.renew }] : []),
    ...(may('card.destroy') ? [{ to: '/card-life/destroy', label: words.destroy }] : []),
    ...(may('hotline.answer') ? [{ to: '/card-life/hotline', label: words.hotline }] : []),
  ]
  return links.length > 1 ? <SubNav label={words.label} links={links} /> : null
}
