import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import {
  InquiriesDocument,
  type InquiryDirection,
  type InquiryRowFragment,
  type InquiryState,
} from '../generated/inquiries.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { ReconciliationNav } from './reconciliation-nav.tsx'
import { inquiryStateNames, inquiryStateOrder } from './words.ts'

const words = {
  title: { vi: 'Phiếu xác minh', en: 'Inquiries' },
  lead: {
    vi: 'Hỏi công an nơi thường trú, và trả lời nơi khác hỏi. Quá hạn thì cả hai bên đều thấy.',
    en: 'Asking the police of the permanent residence, and answering others. Both see what is overdue.',
  },
  direction: { vi: 'Chiều', en: 'Direction' },
  state: { vi: 'Trạng thái', en: 'State' },
  overdueOnly: { vi: 'Chỉ phiếu quá hạn', en: 'Overdue only' },
  subject: { vi: 'Hỏi về', en: 'About' },
  born: { vi: 'Ngày sinh', en: 'Born' },
  from: { vi: 'Nơi hỏi', en: 'Asked by' },
  to: { vi: 'Nơi được hỏi', en: 'Asked of' },
  due: { vi: 'Hạn trả lời', en: 'Due' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  reminded: { vi: 'đã nhắc', en: 'reminded' },
  none: { vi: 'Không có phiếu xác minh nào như vậy.', en: 'There is no such inquiry.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const directionNames: Readonly<Record<InquiryDirection, Bilingual>> = {
  IN: { vi: 'Nơi khác hỏi đơn vị của bạn', en: 'Asked of your unit' },
  OUT: { vi: 'Đơn vị của bạn hỏi', en: 'Asked by your unit' },
}

const pageSize = 20

const columnsFor = (
  direction: InquiryDirection,
  say: (text: Bilingual) => string,
): readonly Column<InquiryRowFragment>[] => [
  { title: words.subject, cell: ({ subject }) => subject.name },
  { title: words.born, cell: ({ subject }) => formatDate(subject.birthDate) },
  direction === 'IN'
    ? { title: words.from, cell: ({ fromUnitName }) => fromUnitName }
    : { title: words.to, cell: ({ toUnitName }) => toUnitName },
  {
    title: words.due,
    cell: ({ dueOn, overdue, remindedAt }) => (
      <>
        <span className="nowrap">{formatDate(dueOn)}</span>{' '}
        {overdue && <span className="badge badge-trouble">{say(words.overdue)}</span>}
        {remindedAt && !overdue && <span className="badge badge-attention">{say(words.reminded)}</span>}
      </>
    ),
  },
]

/** What other units ask, and what the own unit asks; the screen of one inquiry has its steps. */
export function InquiriesScreen() {
  const say = useSay()
  const [direction, setDirection] = useState<InquiryDirection>('IN')
  const [state, setState] = useState<InquiryState>('SENT')
  const [overdue, setOverdue] = useState(false)
  const pages = useCursorPages(`${direction} ${state} ${overdue}`)
  const variables = { direction, state, overdue, unitCode: null, first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(InquiriesDocument, variables)
  const info = data?.residenceInquiries.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <ReconciliationNav />
      <div className="row">
        <NativeSelect
          label={say(words.direction)}
          value={direction}
          onChange={({ currentTarget }) => {
            const next: InquiryDirection = currentTarget.value === 'OUT' ? 'OUT' : 'IN'
            setDirection(next)
            // What waits for this side: a question to sign for, or an answer to make use of.
            setState(next === 'OUT' ? 'ANSWERED' : 'SENT')
          }}
          data={(['IN', 'OUT'] as const).map((one) => ({ value: one, label: say(directionNames[one]) }))}
        />
        <NativeSelect
          label={say(words.state)}
          value={state}
          onChange={({ currentTarget }) =>
            setState(inquiryStateOrder.find((one) => one === currentTarget.value) ?? state)
          }
          data={inquiryStateOrder.map((one) => ({ value: one, label: say(inquiryStateNames[one]) }))}
        />
        <Checkbox
          label={say(words.overdueOnly)}
          checked={overdue}
          onChange={({ currentTarget }) => setOverdue(currentTarget.checked)}
        />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={directionNames[direction]}
          rows={data.residenceInquiries.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/reconciliation/inquiries/${id}`}
          columns={columnsFor(direction, say)}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
