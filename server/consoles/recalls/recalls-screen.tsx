import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { type RecallAction, RecallsDocument } from '../generated/recalls.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { useMay } from '../session/session.tsx'
import { cardStateName } from './card-states.ts'
import { RecallsNav } from './recalls-nav.tsx'
import { type RecalledCard, ToldDialog } from './told-dialog.tsx'

const words = {
  title: { vi: 'Thu hồi thẻ', en: 'Recalled cards' },
  lead: {
    vi: 'Thẻ có chip do một chứng thư đã bị thu hồi ký. Chủ thẻ được báo đổi thẻ miễn phí; thẻ chưa trả được hệ thống làm lại.',
    en: 'Cards signed by a signer that was revoked. Holders are told to exchange them, free of charge; what nobody holds yet is made again.',
  },
  toTell: { vi: 'Chờ báo chủ thẻ', en: 'Holders to tell' },
  toRemake: { vi: 'Chờ làm lại', en: 'To be made again' },
  done: { vi: 'Đã xong', en: 'Done' },
  serial: { vi: 'Số thẻ', en: 'Card' },
  state: { vi: 'Tình trạng', en: 'State' },
  unit: { vi: 'Nơi trả thẻ', en: 'Collected at' },
  application: { vi: 'Hồ sơ', en: 'Application' },
  since: { vi: 'Thu hồi từ', en: 'Recalled' },
  tell: { vi: 'Đã báo…', en: 'Told…' },
  noneToTell: { vi: 'Không còn chủ thẻ nào phải báo.', en: 'No holder is left to tell.' },
  noneToRemake: { vi: 'Không có thẻ nào chờ làm lại.', en: 'No card waits to be made again.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const lists = [
  { action: 'TELL_HOLDER', name: words.toTell, count: 'toTell', keys: 'F3', none: words.noneToTell },
  { action: 'REMAKE', name: words.toRemake, count: 'toRemake', keys: 'F4', none: words.noneToRemake },
] as const satisfies readonly { readonly action: RecallAction; readonly [more: string]: unknown }[]

const pageSize = 50

/** Thu hồi thẻ: what is still to be done, oldest recall first. */
export function RecallsScreen() {
  const say = useSay()
  const may = useMay()
  const [action, setAction] = useState<RecallAction>('TELL_HOLDER')
  const [telling, setTelling] = useState<RecalledCard | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const pages = useCursorPages(action)
  const { data, trouble, again } = useAsk(RecallsDocument, { action, first: pageSize, after: pages.after })
  const rows = data?.recallItems.edges.map(({ node }) => node) ?? []
  const unitName = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const info = data?.recallItems.pageInfo
  const columns: readonly Column<RecalledCard>[] = [
    { title: words.serial, cell: ({ cardSerial }) => <span className="code">{cardSerial}</span> },
    { title: words.state, cell: ({ cardState }) => say(cardStateName(cardState)) },
    { title: words.unit, cell: ({ unitCode }) => unitName(unitCode) },
    {
      title: words.application,
      cell: ({ applicationCode }) => <span className="code">{applicationCode}</span>,
    },
    { title: words.since, cell: ({ openedAt }) => formatInstant(openedAt) },
  ]
  const finish = (text: Bilingual) => {
    setTelling(null)
    setDone(text)
    again()
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <RecallsNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <>
          <div className="row">
            {lists.map(({ action: one, name, count, keys }) => (
              <ActionButton
                key={one}
                label={{
                  vi: `${name.vi}: ${formatCount(data.recallCounts[count])}`,
                  en: `${name.en}: ${formatCount(data.recallCounts[count])}`,
                }}
                keys={keys}
                variant={one === action ? 'filled' : 'default'}
                aria-pressed={one === action}
                onClick={() => setAction(one)}
              />
            ))}
            <span className="soft">
              {say(words.done)}: {formatCount(data.recallCounts.done)}
            </span>
          </div>
          <Worklist
            caption={words.title}
            rows={rows}
            keyOf={({ recallId, cardId }) => `${recallId} ${cardId}`}
            columns={columns}
            empty={lists.find((list) => list.action === action)?.none ?? words.noneToTell}
            pages={pages}
            next={info?.hasNextPage ? info.endCursor : null}
            {...(may('card.read') && {
              linkOf: ({ cardSerial }: RecalledCard) => `/recalls/cards/${cardSerial}`,
            })}
            {...(action === 'TELL_HOLDER' &&
              may('recall.tell') && {
                action: (card: RecalledCard) => (
                  <Button size="xs" variant="default" onClick={() => setTelling(card)}>
                    {say(words.tell)}
                  </Button>
                ),
              })}
          />
        </>
      )}
      {telling && <ToldDialog card={telling} onClose={() => setTelling(null)} onDone={finish} />}
    </Screen>
  )
}
