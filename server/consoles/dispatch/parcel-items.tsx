import { Button, Checkbox } from '@mantine/core'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import {
  ParcelItemsDocument,
  type ParcelItemsQuery,
  type ParcelRowFragment,
  SendBackCardDocument,
  TakeOutCardDocument,
} from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { findingNames, settlementNames } from './words.ts'

type Item = Extract<
  ParcelItemsQuery['parcel'],
  { readonly __typename: 'Parcel' }
>['items']['edges'][number]['node']

const words = {
  title: { vi: 'Thẻ trong kiện', en: 'Cards in the parcel' },
  only: { vi: 'Chỉ thẻ sai lệch', en: 'Findings only' },
  place: { vi: 'Hộp, vị trí', en: 'Box, place' },
  foreign: { vi: 'ngoài danh sách', en: 'not on the list' },
  serial: { vi: 'Số phôi', en: 'Card' },
  application: { vi: 'Hồ sơ', en: 'Application' },
  received: { vi: 'Đã quét', en: 'Scanned' },
  takeOut: { vi: 'Lấy ra', en: 'Take out' },
  sendBack: { vi: 'Gửi trả xưởng', en: 'Send back' },
  none: { vi: 'Chưa có thẻ nào.', en: 'No card yet.' },
  afterCount: {
    vi: 'Thẻ đã quét hiện ở đây; cả danh sách hiện khi đã nhận kiện.',
    en: 'What is scanned stands here; the whole list once the parcel is taken over.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 50

function Finding({ item: { receivedAt, finding, settled } }: { readonly item: Item }) {
  const say = useSay()
  return (
    <>
      {receivedAt && <span className="nowrap">{formatInstant(receivedAt)}</span>}{' '}
      {finding && (
        <span className={`badge ${settled ? '' : 'badge-trouble'}`}>{say(findingNames[finding])}</span>
      )}{' '}
      {settled && <span className="badge badge-good">{say(settlementNames[settled])}</span>}
    </>
  )
}

interface ParcelItemsProps {
  readonly parcel: ParcelRowFragment
  /** Counts the steps taken: the list is asked for anew after each. */
  readonly round: number
  readonly onStep: (done: Bilingual | null) => void
}

/** The cards by box and place; where something was found amiss, those first. */
export function ParcelItems({ parcel, round, onStep }: ParcelItemsProps) {
  const say = useSay()
  const may = useMay()
  const { id, state } = parcel
  const [only, setOnly] = useState(state === 'DISPUTED')
  const pages = useCursorPages(`${id} ${only}`)
  const { data, trouble, again } = useAsk(
    ParcelItemsDocument,
    { id, onlyFindings: only, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const askAnew = useEffectEvent(again)
  useEffect(() => {
    if (round > 0) askAnew()
  }, [round])
  const takeOut = useAct(TakeOutCardDocument)
  const sendBack = useAct(SendBackCardDocument)
  const remove = async ({ serial }: Item) => {
    if (await takeOut.act({ parcelId: id, scan: serial }))
      onStep({ vi: `Đã lấy thẻ ${serial} ra khỏi kiện.`, en: `Card ${serial} is out of the parcel.` })
  }
  const giveBack = async ({ id: itemId, serial }: Item) => {
    if (await sendBack.act({ parcelId: id, itemId }))
      onStep({ vi: `Thẻ ${serial} được gửi trả xưởng.`, en: `Card ${serial} goes back to the factory.` })
  }
  const columns: readonly Column<Item>[] = [
    { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
    {
      title: words.place,
      cell: ({ box, position }) => (box === 0 ? say(words.foreign) : `${box} · ${position}`),
    },
    {
      title: words.application,
      cell: ({ applicationCode }) => <span className="code">{applicationCode}</span>,
    },
    ...(parcel.dispatchedAt
      ? [{ title: words.received, cell: (item: Item) => <Finding item={item} /> }]
      : []),
  ]
  const actionOf = (item: Item) => {
    if (state === 'OPEN' && may('card.dispatch'))
      return (
        <Button size="xs" variant="default" loading={takeOut.busy} onClick={() => void remove(item)}>
          {say(words.takeOut)}
        </Button>
      )
    if (item.finding === 'EXTRA' && !item.settled && may('card.receive'))
      return (
        <Button size="xs" variant="default" loading={sendBack.busy} onClick={() => void giveBack(item)}>
          {say(words.sendBack)}
        </Button>
      )
    return null
  }
  const items = data?.parcel.__typename === 'Parcel' ? data.parcel.items : null
  return (
    <>
      {parcel.receivedAt && (
        <Checkbox
          label={say(words.only)}
          checked={only}
          onChange={({ currentTarget }) => setOnly(currentTarget.checked)}
        />
      )}
      <RefusalNotice
        refusal={takeOut.refusal ?? sendBack.refusal}
        trouble={takeOut.trouble ?? sendBack.trouble}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {items && (
        <Worklist
          caption={words.title}
          rows={items.edges.map(({ node }) => node)}
          keyOf={({ id: itemId }) => itemId}
          columns={columns}
          empty={parcel.count > 0 && !parcel.receivedAt ? words.afterCount : words.none}
          pages={pages}
          next={items.pageInfo.hasNextPage ? items.pageInfo.endCursor : null}
          action={actionOf}
        />
      )}
    </>
  )
}
