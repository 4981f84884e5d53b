import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  DueTransfersDocument,
  TransfersToReceiveDocument,
  type TransferRowFragment as Transfer,
} from '../generated/transfers.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { FormsNav } from './forms-nav.tsx'
import { ReceiveForms } from './receive-forms.tsx'
import { SendForms } from './send-forms.tsx'

const words = {
  title: { vi: 'Bàn giao phiếu', en: 'Transfers of forms' },
  lead: {
    vi: 'Bên gửi lập danh sách, bên quét nhận và ký; từ ngày nhận có 45 ngày để quét và truyền.',
    en: 'The sender lists, the scanning office receives and signs; 45 days to scan and transmit begin.',
  },
  send: { vi: 'Lập bàn giao mới', en: 'New transfer' },
  underWay: { vi: 'Đang chuyển đến, chờ nhận', en: 'On their way to you' },
  due: { vi: 'Đã nhận, chưa truyền hết', en: 'Received, not all transmitted' },
  left: { vi: 'Chưa truyền', en: 'To transmit' },
  from: { vi: 'Bên gửi', en: 'From' },
  to: { vi: 'Bên nhận', en: 'To' },
  sentAt: { vi: 'Gửi lúc', en: 'Sent' },
  forms: { vi: 'Số phiếu', en: 'Forms' },
  dueOn: { vi: 'Hạn quét và truyền', en: 'Scan and transmit by' },
  none: { vi: 'Không có bàn giao nào.', en: 'No transfers.' },
  receive: { vi: 'Nhận', en: 'Receive' },
  mine: { vi: 'Bạn gửi: người khác ký nhận', en: 'You sent it: another officer receives' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

const columns: readonly Column<Transfer>[] = [
  { title: words.from, cell: ({ from }) => from },
  { title: words.to, cell: ({ to }) => to },
  { title: words.forms, number: true, cell: ({ forms }) => forms },
]
const incomingColumns: readonly Column<Transfer>[] = [
  ...columns,
  { title: words.sentAt, cell: ({ sentAt }) => formatInstant(sentAt) },
]
const dueColumns: readonly Column<Transfer>[] = [
  ...columns,
  { title: words.left, number: true, cell: ({ untransmitted }) => untransmitted },
  { title: words.dueOn, cell: (transfer) => <Due transfer={transfer} /> },
]

const soon = 7

function Due({ transfer: { dueOn, daysLeft } }: { readonly transfer: Transfer }) {
  const say = useSay()
  if (dueOn === null || daysLeft === null) return '–'
  const tone = daysLeft < 0 ? 'badge-trouble' : daysLeft <= soon ? 'badge-attention' : ''
  const text =
    daysLeft < 0
      ? { vi: `quá hạn ${-daysLeft} ngày`, en: `${-daysLeft} days late` }
      : { vi: `còn ${daysLeft} ngày`, en: `${daysLeft} days left` }
  return (
    <>
      {formatDate(dueOn)} <span className={`badge ${tone}`}>{say(text)}</span>
    </>
  )
}

function Incoming({ onReceive }: { readonly onReceive: (transfer: Transfer) => void }) {
  const say = useSay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(TransfersToReceiveDocument, { first: pageSize, after: pages.after })
  const rows = data?.transfersToReceive.edges.map(({ node }) => node) ?? []
  const info = data?.transfersToReceive.pageInfo
  return (
    <section className="queues" aria-label={say(words.underWay)}>
      <h2>{say(words.underWay)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.underWay}
          rows={rows}
          keyOf={({ id }) => id}
          columns={incomingColumns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(transfer) =>
            transfer.mine ? (
              <span className="soft">{say(words.mine)}</span>
            ) : (
              <Button size="xs" onClick={() => onReceive(transfer)}>
                {say(words.receive)}
              </Button>
            )
          }
        />
      )}
    </section>
  )
}

function DueList() {
  const say = useSay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(DueTransfersDocument, { first: pageSize, after: pages.after })
  const rows = data?.dueTransfers.edges.map(({ node }) => node) ?? []
  const info = data?.dueTransfers.pageInfo
  return (
    <section className="queues" aria-label={say(words.due)}>
      <h2>{say(words.due)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.due}
          rows={rows}
          keyOf={({ id }) => id}
          columns={dueColumns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </section>
  )
}

type Doing = { readonly kind: 'list' } | { readonly kind: 'send' } | Receiving
interface Receiving {
  readonly kind: 'receive'
  readonly transfer: Transfer
}

/** Bàn giao: what is on its way, what was received, and both signatures. */
export function TransfersScreen() {
  const say = useSay()
  const may = useMay()
  const [doing, setDoing] = useState<Doing>({ kind: 'list' })
  const [done, setDone] = useState<Bilingual | null>(null)
  const finish = (text: Bilingual | null) => {
    setDone(text)
    setDoing({ kind: 'list' })
  }
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('form.collect') &&
        doing.kind === 'list' && <Button onClick={() => setDoing({ kind: 'send' })}>{say(words.send)}</Button>
      }
    >
      <FormsNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      {doing.kind === 'send' && <SendForms onDone={finish} />}
      {doing.kind === 'receive' && <ReceiveForms transfer={doing.transfer} onDone={finish} />}
      {doing.kind === 'list' && (
        <>
          {may('form.key') && <Incoming onReceive={(transfer) => setDoing({ kind: 'receive', transfer })} />}
          <DueList />
        </>
      )}
    </Screen>
  )
}
