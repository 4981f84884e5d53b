import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { ClaimLotDocument, StockLotsDocument, type StockLotsQuery } from '../generated/lots.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { type Done, DoneNotice, PaperLink } from './done.tsx'
import { ReceiveLotForm } from './receive-lot-form.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { usePlaces } from './use-places.ts'
import { blankStates, stockWords } from './words.ts'

type Lot = StockLotsQuery['stockLots']['edges'][number]['node']

const words = {
  title: { vi: 'Lô phôi', en: 'Lots' },
  lead: {
    vi: 'Mỗi lần giao hàng một lô, kèm biên bản nhập kho.',
    en: 'Every delivery is a lot, with its record.',
  },
  receive: { vi: 'Nhận lô phôi', en: 'Take in a lot' },
  received: { vi: 'Nhập kho', en: 'Taken in' },
  count: { vi: 'Phôi', en: 'Blanks' },
  from: { vi: 'Từ', en: 'From' },
  became: { vi: 'Nay', en: 'Now' },
  dead: { vi: 'Hỏng từ nhà cung cấp', en: 'Dead on arrival' },
  claim: { vi: 'Khiếu nại', en: 'Claim' },
  empty: { vi: 'Chưa nhận lô phôi nào.', en: 'No lot was taken in yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

const claimed = ({ claims }: Lot) => claims.reduce((sum, { count }) => sum + count, 0)

function Dead({ lot }: { readonly lot: Lot }) {
  const papers = lot.claims.flatMap(({ minutes }) => minutes ?? [])
  return (
    <>
      {formatCount(lot.deadOnArrival)}{' '}
      {papers.map((paper) => (
        <PaperLink key={paper.number} paper={paper} />
      ))}
    </>
  )
}

/** Deliveries: what came, what has become of it, and what is claimed from the supplier. */
export function LotsScreen() {
  const say = useSay()
  const may = useMay()
  const { nameOf } = usePlaces()
  const [receiving, setReceiving] = useState(false)
  const [done, setDone] = useState<Done | null>(null)
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(
    StockLotsDocument,
    { first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const claim = useAct(ClaimLotDocument)
  const claimFrom = async ({ id }: Lot) => {
    setDone(null)
    const made = await claim.act({ lotId: id })
    if (!made) return
    const text = {
      vi: `Đã lập khiếu nại ${made.number}: ${made.count} phôi hỏng.`,
      en: `Claim ${made.number} is made: ${made.count} dead blanks.`,
    }
    setDone({ text, paper: made.minutes })
    again()
  }
  const finish = (what: Done | null) => {
    setReceiving(false)
    setDone(what)
    if (what) again()
  }
  const columns: readonly Column<Lot>[] = [
    {
      title: stockWords.range,
      cell: ({ firstSerial, lastSerial }) => (
        <span className="serial-range">
          <span className="code">{firstSerial}</span>
          <span className="code">{lastSerial}</span>
        </span>
      ),
    },
    { title: words.count, number: true, cell: ({ count }) => formatCount(count) },
    {
      title: words.from,
      cell: ({ supplier, deliveryNote }) => [supplier, deliveryNote].filter(Boolean).join(' · ') || '–',
    },
    {
      title: words.received,
      cell: ({ receivedAt, storeCode }) => (
        <>
          {formatInstant(receivedAt)}
          <br />
          <span className="soft">{storeCode && nameOf(storeCode)}</span>
        </>
      ),
    },
    {
      title: words.became,
      cell: ({ states }) =>
        states.map(({ state, count }) => `${formatCount(count)} ${say(blankStates[state])}`).join(', '),
    },
    { title: words.dead, cell: (lot) => <Dead lot={lot} /> },
  ]
  const info = data?.stockLots.pageInfo
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('stock.keep') &&
        !receiving && <ActionButton label={words.receive} keys="F2" onClick={() => setReceiving(true)} />
      }
    >
      <StockNav />
      <DoneNotice done={done} />
      {receiving && <ReceiveLotForm onDone={finish} />}
      <RefusalNotice refusal={claim.refusal} trouble={claim.trouble} onReload={again} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.stockLots.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(lot) =>
            may('stock.keep') &&
            lot.deadOnArrival > claimed(lot) && (
              <Button size="xs" variant="default" loading={claim.busy} onClick={() => void claimFrom(lot)}>
                {say(words.claim)}
              </Button>
            )
          }
        />
      )}
    </Screen>
  )
}
