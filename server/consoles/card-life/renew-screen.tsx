import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import { CardsToRenewDocument, type CardsToRenewQuery } from '../generated/card-life.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { CardLifeNav } from './card-life-nav.tsx'

type Ending = CardsToRenewQuery['cardsToRenew']['cards'][number]

const words = {
  title: { vi: 'Thẻ sắp hết hạn', en: 'Cards ending soon' },
  lead: {
    vi: 'Thẻ của đơn vị hết hạn trong 60 ngày tới hoặc 90 ngày qua. Hệ thống tự nhắn trước 60, 30 và 7 ngày; danh sách để gọi thêm.',
    en: 'Cards that end within 60 days or ended within 90. Messages go out 60, 30 and 7 days before; this list is for calling.',
  },
  lastDay: { vi: 'Hết hạn', en: 'Last day' },
  age: { vi: 'Đủ tuổi', en: 'Reaches' },
  holder: { vi: 'Chủ thẻ', en: 'Holder' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  card: { vi: 'Thẻ', en: 'Card' },
  file: { vi: 'Hồ sơ mới', en: 'New file' },
  filed: { vi: 'đã nộp', en: 'filed' },
  over: { vi: 'đã hết hạn', en: 'over' },
  none: { vi: 'Không có thẻ nào sắp hết hạn.', en: 'No card ends soon.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Whom to remind, the next to end first. */
export function RenewScreen() {
  const say = useSay()
  const pages = useCursorPages('renew')
  const { data, trouble, again } = useAsk(CardsToRenewDocument, { after: pages.after })
  const columns: readonly Column<Ending>[] = [
    { title: words.holder, cell: ({ holder }) => holder },
    {
      title: words.lastDay,
      cell: ({ lastDay }) => (
        <>
          {formatDate(lastDay)}{' '}
          {lastDay < today() && <span className="badge badge-attention">{say(words.over)}</span>}
        </>
      ),
    },
    { title: words.age, number: true, cell: ({ age }) => age ?? '–' },
    { title: words.phone, cell: ({ phone }) => (phone ? <a href={`tel:${phone}`}>{phone}</a> : '–') },
    { title: words.card, cell: ({ serial }) => <span className="code">{serial}</span> },
    { title: words.file, cell: ({ newCardFiled }) => (newCardFiled ? say(words.filed) : '–') },
  ]
  return (
    <Screen title={words.title} lead={words.lead}>
      <CardLifeNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.cardsToRenew.cards}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={data.cardsToRenew.next}
        />
      )}
    </Screen>
  )
}
