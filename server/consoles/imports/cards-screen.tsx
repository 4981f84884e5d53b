import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  SettleCardDocument,
  UnmatchedCardsDocument,
  type UnmatchedCardsQuery,
} from '../generated/follow-up.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { ResidentChoice } from '../parts/resident-choice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { ImportsNav } from './imports-nav.tsx'

type Card = UnmatchedCardsQuery['unmatchedLegacyCards']['edges'][number]['node']

const words = {
  title: { vi: 'Thẻ cũ chưa khớp', en: 'Unmatched cards' },
  lead: {
    vi: 'Thẻ cấp trước đây chưa tìm được chủ, hoặc tìm được nhiều người. Chọn đúng người, hoặc ghi là không của ai.',
    en: 'Cards of which nobody was found, or several. Choose whose it is, or nobody’s.',
  },
  name: { vi: 'Họ và tên trên thẻ', en: 'Name on it' },
  number: { vi: 'Số thẻ', en: 'Number' },
  birth: { vi: 'Ngày sinh', en: 'Born' },
  unit: { vi: 'Nơi thường trú', en: 'Residence' },
  reason: { vi: 'Vì sao', en: 'Why' },
  choose: { vi: 'Xử lý', en: 'Settle' },
  whose: { vi: 'Thẻ của', en: 'Card of' },
  link: { vi: 'Là người này', en: 'This one' },
  nobody: { vi: 'Không của ai trong CSDL', en: 'Nobody of the register' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  done: { vi: 'Đã xử lý thẻ', en: 'The card is settled' },
  none: { vi: 'Không có thẻ nào chờ.', en: 'No cards wait.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const reasonNames: Readonly<Record<string, Bilingual>> = {
  NOBODY: { vi: 'không tìm thấy ai', en: 'nobody found' },
  SEVERAL: { vi: 'nhiều người phù hợp', en: 'several fit' },
  CONTRADICTS: { vi: 'số và họ tên mâu thuẫn', en: 'number and name contradict' },
}

const pageSize = 20

interface SettleProps {
  readonly card: Card
  readonly onDone: (settled: boolean) => void
}

function Settle({ card, onDone }: SettleProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(SettleCardDocument)
  const settle = async (residentId: string | null) => {
    if (await act({ id: card.id, residentId })) onDone(true)
  }
  return (
    <section className="panel" aria-label={say(words.whose)}>
      <h2>
        {say(words.whose)} {card.name}, {formatDate(card.birthDate)}
      </h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <ResidentChoice
        label={words.link}
        busy={busy}
        initial={`${card.name} ${formatDate(card.birthDate)}`}
        onChoose={({ id }) => void settle(id)}
      />
      <div className="row">
        <ActionButton
          label={words.nobody}
          variant="default"
          loading={busy}
          onClick={() => void settle(null)}
        />
        <ActionButton label={words.cancel} variant="default" onClick={() => onDone(false)} />
      </div>
    </section>
  )
}

/** Cards of the old kinds that wait for an officer to say whose they are. */
export function CardsScreen() {
  const say = useSay()
  const [card, setCard] = useState<Card | null>(null)
  const [done, setDone] = useState(false)
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(UnmatchedCardsDocument, { first: pageSize, after: pages.after })
  const rows = data?.unmatchedLegacyCards.edges.map(({ node }) => node) ?? []
  const info = data?.unmatchedLegacyCards.pageInfo
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const columns: readonly Column<Card>[] = [
    { title: words.name, cell: ({ name }) => name },
    { title: words.birth, cell: ({ birthDate }) => formatDate(birthDate) },
    { title: words.number, cell: ({ number }) => <span className="code">{number}</span> },
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.reason, cell: ({ reason }) => say(reasonNames[reason] ?? { vi: reason, en: reason }) },
  ]
  const settled = (yes: boolean) => {
    setCard(null)
    setDone(yes)
    if (yes) again()
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <ImportsNav />
      {done && <Notice tone="good" title={say(words.done)} spoken />}
      {card && <Settle key={card.id} card={card} onDone={settled} />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {!card && data && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(row) => (
            <Button size="xs" variant="default" onClick={() => setCard(row)}>
              {say(words.choose)}
            </Button>
          )}
        />
      )}
    </Screen>
  )
}
