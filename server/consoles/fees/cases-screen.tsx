import { Button } from '@mantine/core'
import { useState } from 'react'
import { paymentCaseKinds } from '../../../core/enrollment/judge-notice.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { type CaseViewFragment, PaymentCasesDocument } from '../generated/fee-cases.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { BalancePanel } from './balance-panel.tsx'
import { CaseDialog } from './case-dialog.tsx'
import { FeesNav } from './fees-nav.tsx'
import './fees.css'
import { StatementPanel } from './statement-panel.tsx'
import { dong, feeWords } from './words.ts'

const words = {
  title: { vi: 'Đối soát thanh toán', en: 'Reconciliation of payments' },
  lead: {
    vi: 'Khoản tiền không khớp với hồ sơ nào: người đối soát quyết định từng khoản.',
    en: 'Money that fits no file: each sum is decided on by an accountant.',
  },
  cases: { vi: 'Khoản chờ quyết định', en: 'Cases to be decided' },
  kind: { vi: 'Vấn đề', en: 'What is the matter' },
  content: { vi: 'Nội dung chuyển khoản', en: 'Words of the transfer' },
  at: { vi: 'Tiền về lúc', en: 'Came' },
  decide: { vi: 'Quyết định', en: 'Decide' },
  waits: { vi: 'chờ xác nhận hoàn', en: 'refund to be confirmed' },
  empty: { vi: 'Không có khoản nào chờ quyết định.', en: 'Nothing waits to be decided.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

/** Đối soát: the day's files of bank and carrier, and the sums that fit nothing. */
export function CasesScreen() {
  const say = useSay()
  const pages = useCursorPages('')
  const [open, setOpen] = useState<CaseViewFragment | null>(null)
  const [changes, setChanges] = useState(0)
  const { data, trouble, again } = useAsk(
    PaymentCasesDocument,
    { state: 'OPEN', first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const changed = () => {
    again()
    setChanges((before) => before + 1)
  }
  const columns: readonly Column<CaseViewFragment>[] = [
    { title: words.kind, cell: ({ kind }) => say(paymentCaseKinds[kind].name) },
    {
      title: feeWords.amount,
      number: true,
      cell: ({ amount }) => <span className="fee-money">{dong(amount)}</span>,
    },
    { title: words.content, cell: ({ content }) => <span className="case-words">{content}</span> },
    {
      title: feeWords.file,
      cell: ({ named }) => <span className="code">{named.payment?.applicationCode ?? '–'}</span>,
    },
    { title: words.at, cell: ({ paidAt }) => formatInstant(paidAt) },
  ]
  const info = data?.paymentCases.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <FeesNav />
      <h2>{say(words.cases)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.cases}
          rows={data.paymentCases.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(found) =>
            found.refundAsked ? (
              <span className="badge badge-attention">{say(words.waits)}</span>
            ) : (
              <Button size="xs" onClick={() => setOpen(found)}>
                {say(words.decide)}
              </Button>
            )
          }
        />
      )}
      {open && <CaseDialog found={open} onDone={changed} onClose={() => setOpen(null)} />}
      <StatementPanel onTaken={changed} />
      <BalancePanel key={changes} />
    </Screen>
  )
}
