import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  RecallUncollectedDocument,
  UncollectedCardsDocument,
  type UncollectedCardsQuery,
} from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './issuing.css'
import { IssuingNav } from './issuing-nav.tsx'
import { LapseForm } from './lapse-form.tsx'
import { words as common } from './words.ts'

const words = {
  title: { vi: 'Thẻ chưa có người nhận', en: 'Uncollected cards' },
  lead: {
    vi: 'Chủ thẻ được nhắc ngày 7, 14, 30. Quá hạn thì thẻ được trả về nơi sản xuất bằng danh sách; chủ thẻ liên hệ thì gọi lại.',
    en: 'Holders are reminded on days 7, 14 and 30. Then the card goes back on a list; it is called back where the holder asks.',
  },
  reminded: { vi: 'Đã nhắc', en: 'Reminded' },
  day: { vi: 'ngày thứ', en: 'day' },
  until: { vi: 'Giữ đến', en: 'Kept until' },
  givenUp: { vi: 'quá hạn nhận', en: 'given up' },
  recall: { vi: 'Gọi lại', en: 'Call back' },
  recalled: { vi: 'Thẻ chờ trả trở lại.', en: 'The card waits again.' },
  empty: { vi: 'Không có thẻ nào chờ quá 7 ngày.', en: 'No card waits longer than seven days.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = UncollectedCardsQuery['uncollectedCards']['cards'][number]

/** Cards that nobody came for: at the unit the longest first, at the factory what is to be destroyed. */
export function UncollectedScreen() {
  const may = useMay()
  return (
    <Screen title={words.title} lead={words.lead}>
      <IssuingNav />
      {may('card.lapse') && <LapseForm />}
      {may('card.hand-over') && <WaitingLong />}
    </Screen>
  )
}

function WaitingLong() {
  const say = useSay()
  const pages = useCursorPages('uncollected')
  const { data, trouble, again } = useAsk(
    UncollectedCardsDocument,
    { after: pages.after },
    { policy: 'cache-and-network' },
  )
  const recall = useAct(RecallUncollectedDocument)
  const [done, setDone] = useState(false)
  const call = async ({ serial }: Row) => {
    setDone(false)
    if (!(await recall.act({ scan: serial }))) return
    setDone(true)
    again()
  }
  return (
    <>
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={recall.refusal} trouble={recall.trouble} onReload={again} />
      {done && <Notice tone="good" title={say(words.recalled)} spoken />}
      {data && (
        <Worklist<Row>
          caption={words.title}
          rows={data.uncollectedCards.cards}
          keyOf={({ cardId }) => cardId}
          columns={[
            { title: common.slot, cell: ({ slot }) => <strong>{slot ?? '–'}</strong> },
            { title: common.card, cell: ({ serial }) => <span className="code">{serial}</span> },
            {
              title: common.file,
              cell: ({ applicationCode }) => <span className="code">{applicationCode}</span>,
            },
            { title: common.readyOn, cell: ({ readyOn }) => formatDate(readyOn) },
            {
              title: words.reminded,
              cell: ({ remindedDay }) => remindedDay !== null && `${say(words.day)} ${remindedDay}`,
            },
            {
              title: words.until,
              cell: ({ applicationState, givenUpOn, mayLapseOn }) =>
                applicationState === 'UNCOLLECTED' ? (
                  <>
                    <span className="badge badge-attention">{say(words.givenUp)}</span>{' '}
                    {formatDate(mayLapseOn)}
                  </>
                ) : (
                  formatDate(givenUpOn)
                ),
            },
          ]}
          action={(row) =>
            row.applicationState === 'UNCOLLECTED' && (
              <ActionButton
                label={words.recall}
                size="xs"
                loading={recall.busy}
                onClick={() => void call(row)}
              />
            )
          }
          empty={words.empty}
          pages={pages}
          next={data.uncollectedCards.next}
        />
      )}
    </>
  )
}
