import { Button } from '@mantine/core'
import { refundReasons } from '../../../core/enrollment/refund-reasons.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AskedRefundsDocument,
  type AskedRefundsQuery,
  ConfirmRefundDocument,
  DeclineRefundDocument,
} from '../generated/fee-cases.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { FeesNav } from './fees-nav.tsx'
import './fees.css'
import { dong, feeWords } from './words.ts'

const words = {
  title: { vi: 'Đề nghị hoàn tiền', en: 'Refunds asked for' },
  lead: {
    vi: 'Người đề nghị không tự xác nhận. Hoàn tiền mặt thì tiền ra khỏi quỹ của người đề nghị.',
    en: 'Who asked does not confirm. Cash goes out of the drawer of whoever asked.',
  },
  reason: { vi: 'Lý do', en: 'Reason' },
  asked: { vi: 'Người đề nghị', en: 'Asked by' },
  CASH: { vi: 'tiền mặt', en: 'in cash' },
  BANK: { vi: 'qua ngân hàng', en: 'by bank' },
  confirm: { vi: 'Xác nhận hoàn', en: 'Confirm' },
  decline: { vi: 'Không hoàn', en: 'Decline' },
  takeBack: { vi: 'Rút đề nghị', en: 'Take back' },
  empty: { vi: 'Không có đề nghị nào đang chờ.', en: 'Nothing waits to be confirmed.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
type Asked = AskedRefundsQuery['refunds']['edges'][number]['node']

/** Hoàn tiền: what one officer asked another confirms. */
export function RefundsScreen() {
  const say = useSay()
  const may = useMay()
  const { officerId } = useOfficer()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(
    AskedRefundsDocument,
    { first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const confirm = useAct(ConfirmRefundDocument)
  const decline = useAct(DeclineRefundDocument)
  const run = async (step: Promise<unknown>) => {
    await step
    again()
  }
  const columns: readonly Column<Asked>[] = [
    {
      title: feeWords.file,
      cell: ({ payment, case: found }) => (
        <span className="code">{payment?.applicationCode ?? found?.transactionId}</span>
      ),
    },
    {
      title: feeWords.amount,
      number: true,
      cell: ({ amount }) => <span className="fee-money">{dong(amount)}</span>,
    },
    { title: feeWords.method, cell: ({ method }) => say(method === 'CASH' ? words.CASH : words.BANK) },
    { title: words.reason, cell: ({ reason }) => say(refundReasons[reason]) },
    {
      title: words.asked,
      cell: ({ askedByName, askedAt }) => `${askedByName ?? ''} ${formatInstant(askedAt)}`,
    },
  ]
  const actionOf = ({ id, askedBy }: Asked) => {
    const isMine = askedBy === officerId
    if (!isMine && !may('refund.confirm')) return null
    return (
      <div className="row">
        {!isMine && (
          <Button size="xs" loading={confirm.busy} onClick={() => void run(confirm.act({ id }))}>
            {say(words.confirm)}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          loading={decline.busy}
          onClick={() => void run(decline.act({ id }))}
        >
          {say(isMine ? words.takeBack : words.decline)}
        </Button>
      </div>
    )
  }
  const info = data?.refunds.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <FeesNav />
      <RefusalNotice
        refusal={confirm.refusal ?? decline.refusal}
        trouble={confirm.trouble ?? decline.trouble}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.refunds.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          action={actionOf}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
