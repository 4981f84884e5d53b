import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { daysBetween, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { ArchiveLoansDocument } from '../generated/loans.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { LendForm } from './lend-form.tsx'
import { type Loan, ReturnDialog } from './return-dialog.tsx'
import { purposeName } from './words.ts'
import './archive.css'

const words = {
  title: { vi: 'Mượn phiếu lưu trữ', en: 'Archive loans' },
  lead: {
    vi: 'Phiếu giấy đang ở ngoài kho: ai mượn, vì việc gì, khi nào phải trả.',
    en: 'Paper that is out: who has it, what for, and until when.',
  },
  lend: { vi: 'Cho mượn', en: 'Lend a form' },
  overdueOnly: { vi: 'Chỉ phiếu quá hạn trả', en: 'Overdue only' },
  serial: { vi: 'Số phiếu', en: 'Serial' },
  borrower: { vi: 'Người mượn', en: 'Borrower' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  place: { vi: 'Nơi lưu', en: 'Place' },
  dueOn: { vi: 'Hạn trả', en: 'Due back' },
  accept: { vi: 'Nhận trả', en: 'Return' },
  none: { vi: 'Không có phiếu nào đang cho mượn.', en: 'No form is out.' },
  noneOverdue: { vi: 'Không có phiếu nào quá hạn trả.', en: 'No form is overdue.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
const soonDays = 3

function Due({ loan: { dueOn } }: { readonly loan: Loan }) {
  const say = useSay()
  const left = daysBetween(today(), parseCalendarDate(dueOn))
  const text =
    left < 0
      ? { vi: `quá hạn ${-left} ngày`, en: `${-left} days late` }
      : {
          vi: left === 0 ? 'trả hôm nay' : `còn ${left} ngày`,
          en: left === 0 ? 'today' : `${left} days left`,
        }
  const tone = left < 0 ? 'badge-trouble' : left <= soonDays ? 'badge-attention' : ''
  return (
    <>
      {formatDate(dueOn)} <span className={`badge ${tone}`}>{say(text)}</span>
    </>
  )
}

/** Mượn, trả phiếu lưu trữ. */
export function LoansScreen() {
  const say = useSay()
  const [overdue, setOverdue] = useState(false)
  const [lending, setLending] = useState(false)
  const [returning, setReturning] = useState<Loan | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const pages = useCursorPages(String(overdue))
  const { data, trouble, again } = useAsk(ArchiveLoansDocument, {
    overdue,
    first: pageSize,
    after: pages.after,
  })
  const info = data?.archiveLoans.pageInfo
  const columns: readonly Column<Loan>[] = [
    { title: words.serial, cell: ({ formSerial }) => <span className="code">{formSerial}</span> },
    { title: words.borrower, cell: ({ borrower }) => borrower ?? '–' },
    { title: words.purpose, cell: ({ purpose }) => say(purposeName(purpose)) },
    { title: words.place, cell: ({ archivePlace }) => archivePlace ?? '–' },
    { title: words.dueOn, cell: (loan) => <Due loan={loan} /> },
  ]
  const finish = (text: Bilingual | null) => {
    setLending(false)
    setReturning(null)
    setDone(text)
    if (text) again()
  }
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={!lending && <ActionButton label={words.lend} keys="F2" onClick={() => setLending(true)} />}
    >
      {done && <Notice tone="good" title={say(done)} spoken />}
      {lending && <LendForm onDone={finish} />}
      <Checkbox
        label={say(words.overdueOnly)}
        checked={overdue}
        onChange={({ currentTarget }) => setOverdue(currentTarget.checked)}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.archiveLoans.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={overdue ? words.noneOverdue : words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(loan) => (
            <Button size="xs" variant="default" onClick={() => setReturning(loan)}>
              {say(words.accept)}
            </Button>
          )}
        />
      )}
      {returning && <ReturnDialog loan={returning} onClose={() => setReturning(null)} onDone={finish} />}
    </Screen>
  )
}
