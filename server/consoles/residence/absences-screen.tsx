import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { Navigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { absenceReasonNames, statusNames } from '../../../core/residence/words.ts'
import { outcomeNames } from '../../../core/residence/visits.ts'
import { Notice } from '../../../ui/notice.tsx'
import { nameIn } from '../forms/words.ts'
import { Screen } from '../frame/screen.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { AbsentResidentsDocument, type AbsentResidentsQuery } from '../generated/absences.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { AssignPanel } from './assign-panel.tsx'
import { ResidenceNav } from './residence-nav.tsx'

type Page = Extract<AbsentResidentsQuery['absentResidents'], { __typename: 'AbsentPage' }>
type Absent = Page['residents'][number]

const words = {
  title: { vi: 'Người vắng mặt', en: 'Absent people' },
  lead: {
    vi: 'Người vắng mặt, và người mà lần đến gần nhất không gặp. Chọn người (phím x) để phân công đến lại.',
    en: 'People who are away or whom the last visit did not meet. Choose with x to send somebody.',
  },
  total: { vi: 'người', en: 'people' },
  name: { vi: 'Họ và tên', en: 'Name' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  why: { vi: 'Tình trạng, lý do', en: 'Status and reason' },
  since: { vi: 'từ', en: 'since' },
  visitOnly: { vi: 'Chưa gặp khi đến', en: 'Not met at a visit' },
  last: { vi: 'Lần đến gần nhất', en: 'Last visit' },
  visits: { vi: 'lần đến', en: 'visits' },
  never: { vi: 'chưa đến lần nào', en: 'never visited' },
  next: { vi: 'Nên đến lại', en: 'Go again' },
  assigned: { vi: 'đã phân công', en: 'assigned' },
  choose: { vi: 'Chọn để phân công', en: 'Choose for an assignment' },
  chooseRow: { vi: 'Chọn dòng', en: 'Choose the row' },
  none: { vi: 'Không có ai vắng mặt.', en: 'Nobody is absent.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const partNames: Readonly<Record<string, Bilingual>> = {
  MORNING: { vi: 'buổi sáng', en: 'morning' },
  AFTERNOON: { vi: 'buổi chiều', en: 'afternoon' },
  EVENING: { vi: 'buổi tối', en: 'evening' },
}

const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string): readonly Column<Absent>[] => [
  {
    title: words.name,
    cell: ({ name, birthDate }) => (
      <>
        {name} <span className="soft nowrap">{formatDate(birthDate)}</span>
      </>
    ),
  },
  { title: words.address, cell: ({ address }) => address ?? '–' },
  {
    title: words.why,
    cell: ({ status, reason, since }) => (
      <>
        {say(status ? nameIn(statusNames, status) : words.visitOnly)}
        {reason && <> · {say(nameIn(absenceReasonNames, reason))}</>}
        {since && (
          <span className="soft nowrap">
            {' '}
            {say(words.since)} {formatDate(since)}
          </span>
        )}
      </>
    ),
  },
  {
    title: words.last,
    cell: ({ visits, lastOutcome, lastVisitedAt }) =>
      lastOutcome && lastVisitedAt ? (
        <>
          {say(nameIn(outcomeNames, lastOutcome))}{' '}
          <span className="soft">
            {formatInstant(lastVisitedAt)} · {visits} {say(words.visits)}
          </span>
        </>
      ) : (
        <span className="soft">{say(words.never)}</span>
      ),
  },
  {
    title: words.next,
    cell: ({ nextAttempt, assigned }) => (
      <>
        {nextAttempt ? `${formatDate(nextAttempt.on)}, ${say(nameIn(partNames, nextAttempt.part))}` : '–'}{' '}
        {assigned && <span className="badge badge-good">{say(words.assigned)}</span>}
      </>
    ),
  },
]

function Absences() {
  const say = useSay()
  const may = useMay()
  const pages = useCursorPages('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [done, setDone] = useState<Bilingual | null>(null)
  const { data, trouble, again } = useAsk(AbsentResidentsDocument, { first: pageSize, after: pages.after })
  const answer = data?.absentResidents
  const page = answer?.__typename === 'AbsentPage' ? answer : null
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const assigns = may('visit.assign')
  useShortcut(assigns ? 'x' : null, words.chooseRow, () =>
    document.activeElement?.closest('tr')?.querySelector<HTMLElement>('input[type=checkbox]')?.click(),
  )
  const people = page?.residents.filter(({ residentId }) => chosen.includes(residentId)) ?? []
  return (
    <>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {people.length > 0 && (
        <AssignPanel
          people={people}
          onDone={(text) => {
            setDone(text)
            setChosen([])
            again()
          }}
        />
      )}
      {page && (
        <>
          <p className="soft">
            {formatCount(page.total)} {say(words.total)}
          </p>
          <Worklist
            caption={words.title}
            rows={page.residents}
            keyOf={({ residentId }) => residentId}
            {...(may('resident.read') && {
              linkOf: ({ residentId }: Absent) => `/residence/record/${residentId}`,
            })}
            columns={columnsOf(say)}
            {...(assigns && {
              action: ({ residentId, name }: Absent) => (
                <Checkbox
                  aria-label={`${say(words.choose)}: ${name}`}
                  checked={chosen.includes(residentId)}
                  onChange={() => toggle(residentId)}
                />
              ),
            })}
            empty={words.none}
            pages={pages}
            next={page.next}
          />
        </>
      )}
    </>
  )
}

/** Who is away and why, when they were looked for last, and when to go again. */
export function AbsencesScreen() {
  const may = useMay()
  if (!may('visit.read')) return <Navigate to="/residence/declarations" replace />
  return (
    <Screen title={words.title} lead={words.lead}>
      <ResidenceNav />
      <Absences />
    </Screen>
  )
}
