import type { Bilingual } from '../../../core/errors.ts'
import { SubNav } from '../parts/sub-nav.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  label: { vi: 'Các màn hình về thẻ', en: 'Screens about cards' },
  recalls: { vi: 'Thu hồi thẻ', en: 'Recalls' },
  cards: { vi: 'Tìm thẻ', en: 'Find a card' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function RecallsNav() {
  const may = useMay()
  const links = [
    ...(may('recall.read') ? [{ to: '/recalls', label: words.recalls, end: true as const }] : []),
    ...(may('card.read') ? [{ to: '/recalls/cards', label: words.cards }] : []),
  ]
  return <SubNav label={words.label} links={links} />
}
