import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { GrievancesDocument, type GrievancesQuery } from '../generated/grievances.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { grievanceStateName } from './states.ts'
import { title } from './title.ts'

type Row = Extract<
  GrievancesQuery['grievances'],
  { readonly __typename: 'GrievancePage' }
>['grievances'][number]

const words = {
  lead: {
    vi: 'Mỗi phản ánh có người thụ lý và hạn trả lời. Quá hạn thì tự chuyển lên cấp trên.',
    en: 'Each ticket has an owner and a day. What is overdue goes up by itself.',
  },
  waiting: { vi: 'Chờ trả lời', en: 'To answer' },
  answered: { vi: 'Đã trả lời', en: 'Answered' },
  number: { vi: 'Số', en: 'Number' },
  subject: { vi: 'Về việc', en: 'About' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  state: { vi: 'Tình trạng', en: 'State' },
  dueOn: { vi: 'Hạn trả lời', en: 'Due' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  mine: { vi: 'của tôi', en: 'mine' },
  second: { vi: 'lần hai', en: 'second instance' },
  none: { vi: 'Không có phản ánh nào.', en: 'No tickets.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Phản ánh, khiếu nại of the officer's units, the most urgent first. */
export function GrievancesScreen() {
  const say = useSay()
  const [waiting, setWaiting] = useState(true)
  const pages = useCursorPages(String(waiting))
  const { data, trouble, again } = useAsk(GrievancesDocument, { waiting, after: pages.after })
  const answer = data?.grievances
  const page = answer?.__typename === 'GrievancePage' ? answer : null
  const rows = page?.grievances ?? []
  const unitName = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const columns: readonly Column<Row>[] = [
    { title: words.number, cell: ({ number }) => <span className="code">{number}</span> },
    {
      title: words.subject,
      cell: ({ kind, subject, instance }) =>
        `${say(kind)}: ${say(subject)}${instance > 1 ? ` (${say(words.second)})` : ''}`,
    },
    { title: words.unit, cell: ({ unitCode }) => unitName(unitCode) },
    {
      title: words.state,
      cell: ({ state, isMine }) =>
        `${say(grievanceStateName(state))}${isMine && state === 'ASSIGNED' ? ` (${say(words.mine)})` : ''}`,
    },
    {
      title: words.dueOn,
      cell: ({ dueOn, isOverdue }) => (
        <>
          {formatDate(dueOn)}{' '}
          {isOverdue && <span className="badge badge-attention">{say(words.overdue)}</span>}
        </>
      ),
    },
  ]
  return (
    <Screen title={title} lead={words.lead}>
      <div className="row">
        <ActionButton
          label={words.waiting}
          keys="F3"
          variant={waiting ? 'filled' : 'default'}
          aria-pressed={waiting}
          onClick={() => setWaiting(true)}
        />
        <ActionButton
          label={words.answered}
          keys="F4"
          variant={waiting ? 'default' : 'filled'}
          aria-pressed={!waiting}
          onClick={() => setWaiting(false)}
        />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} trouble={null} />}
      {page && (
        <Worklist
          caption={title}
          rows={rows}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/grievances/${id}`}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={page.next}
        />
      )}
    </Screen>
  )
}
