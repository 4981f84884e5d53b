import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình trả thẻ', en: 'Screens of the hand-over' },
  counter: { vi: 'Quầy trả thẻ', en: 'Counter' },
  shelf: { vi: 'Kệ thẻ', en: 'Shelves' },
  count: { vi: 'Kiểm kê', en: 'Count' },
  lists: { vi: 'Danh sách chuyển', en: 'Lists' },
  post: { vi: 'Bưu điện', en: 'Post' },
  uncollected: { vi: 'Chưa có người nhận', en: 'Uncollected' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function IssuingNav() {
  const may = useMay()
  const hands = may('card.hand-over')
  const links = [
    ...(hands || may('card.decide-hand-over')
      ? [{ to: '/issuing', label: words.counter, end: true as const }]
      : []),
    ...(may('shelf.count') ? [{ to: '/issuing/shelf', label: words.shelf }] : []),
    ...(may('shelf.count') ? [{ to: '/issuing/count', label: words.count }] : []),
    ...(may('card-list.receive') ? [{ to: '/issuing/lists', label: words.lists }] : []),
    ...(may('card.post') ? [{ to: '/issuing/post', label: words.post }] : []),
    ...(hands || may('card.lapse') ? [{ to: '/issuing/uncollected', label: words.uncollected }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
