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
  noneDone: { vi: 'Chưa có thẻ nào xong.', en: 'Nothing is done yet.' },
  doneAt: { vi: 'Xong lúc', en: 'Done' },
  ending: { vi: 'Kết thúc', en: 'How it ended' },
  remade: { vi: 'đã làm lại', en: 'made again' },
  told: { vi: 'đã báo chủ thẻ', en: 'its holder was told' },
  byItself: { vi: 'không phải làm gì: thẻ', en: 'nothing was left to do: card' },
  noneToRemake: { vi: 'Không có thẻ nào chờ làm lại.', en: 'No card waits to be made again.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const lists = [
  { list: 'TELL_HOLDER', name: words.toTell, count: 'toTell', keys: 'F3', none: words.noneToTell },
  { list: 'REMAKE', name: words.toRemake, count: 'toRemake', keys: 'F4', none: words.noneToRemake },
  { list: 'DONE', name: words.done, count: 'done', keys: 'F6', none: words.noneDone },
] as const satisfies readonly { readonly list: RecallAction | 'DONE'; readonly [more: string]: unknown }[]
type List = (typeof lists)[number]['list']

const pageSize = 50

/** What became of a recalled card: what the recall did, or what happened to it before. */
function endingOf({ ending, action }: RecalledCard): Bilingual {
  if (ending === null) return action === 'REMAKE' ? words.remade : words.told
  const state = cardStateName(ending)
  return {
    vi: `${words.byItself.vi} ${state.vi.toLowerCase()}`,
    en: `${words.byItself.en} ${state.en.toLowerCase()}`,
  }
}

/** Thu hồi thẻ: what is still to be done, oldest recall first. */
export function RecallsScreen() {
  const say = useSay()
  const may = useMay()
  const [shown, setShown] = useState<List>('TELL_HOLDER')
  const done = shown === 'DONE'
  const [telling, setTelling] = useState<RecalledCard | null>(null)
  const [said, setSaid] = useState<Bilingual | null>(null)
  const pages = useCursorPages(shown)
  const { data, trouble, again } = useAsk(RecallsDocument, {
    action: done ? null : shown,
    done,
    first: pageSize,
    after: pages.after,
  })
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
    ...(done
      ? [
          { title: words.doneAt, cell: ({ doneAt }: RecalledCard) => doneAt && formatInstant(doneAt) },
          { title: words.ending, cell: (card: RecalledCard) => say(endingOf(card)) },
        ]
      : []),
  ]
  const finish = (text: Bilingual) => {
    setTelling(null)
    setSaid(text)
    again()
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <RecallsNav />
      {said && <Notice tone="good" title={say(said)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <>
          <div className="row">
            {lists.map(({ list, name, count, keys }) => (
              <ActionButton
                key={list}
                label={{
                  vi: `${name.vi}: ${formatCount(data.recallCounts[count])}`,
                  en: `${name.en}: ${formatCount(data.recallCounts[count])}`,
                }}
                keys={keys}
                variant={list === shown ? 'filled' : 'default'}
                aria-pressed={list === shown}
                onClick={() => setShown(list)}
              />
            ))}
          </div>
          <Worklist
            caption={words.title}
            rows={rows}
            keyOf={({ recallId, cardId }) => `${recallId} ${cardId}`}
            columns={columns}
            empty={lists.find(({ list }) => list === shown)?.none ?? words.noneToTell}
            pages={pages}
            next={info?.hasNextPage ? info.endCursor : null}
            {...(may('card.read') && {
              linkOf: ({ cardSerial }: RecalledCard) => `/recalls/cards/${cardSerial}`,
            })}
            {...(shown === 'TELL_HOLDER' &&
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
