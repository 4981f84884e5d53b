import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { type StockTransferRowFragment, StockTransfersDocument } from '../generated/stock-transfers.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { type Done, DoneNotice, PaperLink } from './done.tsx'
import { ReceiveTransferForm } from './receive-transfer-form.tsx'
import { RefuseTransferDialog } from './refuse-transfer-dialog.tsx'
import { SendPiecesForm } from './send-pieces-form.tsx'
import { SendTransferForm } from './send-transfer-form.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { TakePiecesForm } from './take-pieces-form.tsx'
import { usePlaces } from './use-places.ts'
import { stockWords } from './words.ts'

type Row = StockTransferRowFragment

const words = {
  title: { vi: 'Giao nhận giữa các kho', en: 'Transfers between stores' },
  lead: {
    vi: 'Bên giao ký khi xuất kho; thủ kho nhận đếm, quét rồi ký nhận. Hai người khác nhau.',
    en: 'The sender signs when it leaves; the keeper of the other store counts, scans and signs. Two people.',
  },
  send: { vi: 'Giao phôi', en: 'Send blanks' },
  sendPieces: { vi: 'Giao ruy băng, màng phủ', en: 'Send ribbons or laminates' },
  goods: { vi: 'Hàng', en: 'What' },
  BLANKS: { vi: 'phôi', en: 'blanks' },
  CONSUMABLES: { vi: 'ruy băng, màng phủ', en: 'ribbons, laminates' },
  all: { vi: 'Cả những lần đã xong', en: 'Those that are done too' },
  number: { vi: 'Số', en: 'Number' },
  from: { vi: 'Từ', en: 'From' },
  to: { vi: 'Đến', en: 'To' },
  count: { vi: 'Số lượng', en: 'Count' },
  outcome: { vi: 'Kết quả', en: 'Outcome' },
  onTheWay: { vi: 'đang chuyển', en: 'on the way' },
  yours: { vi: 'bạn giao; chờ kho nhận', en: 'sent by you; the other store takes it' },
  RECEIVED: { vi: 'đã nhận', en: 'received' },
  REFUSED: { vi: 'bị từ chối', en: 'refused' },
  missing: { vi: 'thiếu', en: 'missing' },
  receive: { vi: 'Ký nhận…', en: 'Take…' },
  refuse: { vi: 'Từ chối…', en: 'Refuse…' },
  empty: { vi: 'Không có lần giao nào đang chuyển.', en: 'Nothing is on the way.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

function Outcome({ row, mine }: { readonly row: Row; readonly mine: boolean }) {
  const say = useSay()
  const { state, missing, refusedFor, minutes } = row
  if (state === 'IN_TRANSFER')
    return <span className="badge">{say(mine ? words.yours : words.onTheWay)}</span>
  const isWhole = state === 'RECEIVED' && !missing
  return (
    <>
      <span className={`badge ${isWhole ? 'badge-good' : 'badge-attention'}`}>{say(words[state])}</span>{' '}
      {missing ? `${say(words.missing)} ${missing} ` : ''}
      {refusedFor && `${refusedFor} `}
      {minutes && <PaperLink paper={minutes} />}
    </>
  )
}

type Doing =
  | { readonly what: 'send' | 'sendPieces' }
  | { readonly what: 'receive' | 'refuse'; readonly row: Row }

/** Custody between stores, with both signatures. */
export function TransfersScreen() {
  const say = useSay()
  const may = useMay()
  const { officerId } = useOfficer()
  const { places, nameOf } = usePlaces()
  const [all, setAll] = useState(false)
  const [doing, setDoing] = useState<Doing | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const pages = useCursorPages(String(all))
  const { data, trouble, again } = useAsk(
    StockTransfersDocument,
    { open: !all, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const finish = (what: Done | null) => {
    setDoing(null)
    setDone(what)
    if (what) again()
  }
  const begin = (what: Doing) => {
    setDone(null)
    setDoing(what)
  }
  const mayTake = ({ state, toStore, sentBy }: Row) =>
    may('stock.keep') &&
    state === 'IN_TRANSFER' &&
    sentBy !== officerId &&
    places.some(({ code }) => code === toStore)
  const columns: readonly Column<Row>[] = [
    { title: words.number, cell: ({ number }) => <span className="code">{number}</span> },
    { title: words.from, cell: ({ fromStore }) => nameOf(fromStore) },
    { title: words.to, cell: ({ toStore }) => nameOf(toStore) },
    { title: words.goods, cell: ({ goods }) => say(goods === 'BLANKS' ? words.BLANKS : words.CONSUMABLES) },
    { title: words.count, number: true, cell: ({ count }) => formatCount(count) },
    {
      title: stockWords.range,
      cell: ({ firstSerial, lastSerial }) => (
        <span className="serial-range">
          <span className="code">{firstSerial}</span>
          <span className="code">{lastSerial}</span>
        </span>
      ),
    },
    { title: stockWords.when, cell: ({ sentAt }) => <span className="nowrap">{formatInstant(sentAt)}</span> },
    { title: words.outcome, cell: (row) => <Outcome row={row} mine={row.sentBy === officerId} /> },
  ]
  const info = data?.stockTransfers.pageInfo
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('stock.keep') &&
        !doing && (
          <>
            <ActionButton label={words.send} keys="F2" onClick={() => begin({ what: 'send' })} />
            <ActionButton
              label={words.sendPieces}
              keys="F4"
              variant="default"
              onClick={() => begin({ what: 'sendPieces' })}
            />
          </>
        )
      }
    >
      <StockNav />
      <DoneNotice done={done} />
      {doing?.what === 'send' && <SendTransferForm onDone={finish} />}
      {doing?.what === 'sendPieces' && <SendPiecesForm onDone={finish} />}
      {doing?.what === 'receive' &&
        (doing.row.goods === 'BLANKS' ? (
          <ReceiveTransferForm transfer={doing.row} onDone={finish} />
        ) : (
          <TakePiecesForm transfer={doing.row} onDone={finish} />
        ))}
      <Checkbox
        label={say(words.all)}
        checked={all}
        onChange={({ currentTarget }) => setAll(currentTarget.checked)}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.stockTransfers.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(row) =>
            mayTake(row) && (
              <span className="row-buttons">
                <Button size="xs" onClick={() => begin({ what: 'receive', row })}>
                  {say(words.receive)}
                </Button>
                <Button size="xs" variant="default" onClick={() => begin({ what: 'refuse', row })}>
                  {say(words.refuse)}
                </Button>
              </span>
            )
          }
        />
      )}
      {doing?.what === 'refuse' && (
        <RefuseTransferDialog transfer={doing.row} onDone={finish} onClose={() => setDoing(null)} />
      )}
    </Screen>
  )
}
