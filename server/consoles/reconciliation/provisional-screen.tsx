import { useState } from 'react'
import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { ProvisionalResidentsDocument } from '../generated/provisional.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { ProvisionalPanel } from './provisional-panel.tsx'
import type { ProvisionalPerson } from './provisional-person.ts'
import { ReconciliationNav } from './reconciliation-nav.tsx'
import './reconciliation.css'

const words = {
  title: { vi: 'Hồ sơ tạm', en: 'Provisional records' },
  lead: {
    vi: 'Người mất hết giấy tờ có hồ sơ tạm. “Không rõ” là đã hỏi mà không biết, khác với bỏ trống.',
    en: 'People whose papers are lost. “Not known” was asked and is not the same as empty.',
  },
  name: { vi: 'Họ và tên', en: 'Name' },
  age: { vi: 'tuổi', en: 'years' },
  missing: { vi: 'Còn thiếu', en: 'Missing' },
  unknown: { vi: 'Không rõ', en: 'Not known' },
  residence: { vi: 'Nơi thường trú', en: 'Residence' },
  followed: { vi: 'Theo dõi gần nhất', en: 'Last follow-up' },
  never: { vi: 'chưa lần nào', en: 'never' },
  inCase: { vi: 'Đang chờ duyệt', en: 'Waits for a checker' },
  work: { vi: 'Bổ sung', en: 'Follow up' },
  none: { vi: 'Không có hồ sơ tạm nào.', en: 'There are no provisional records.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

function Badges({ texts, tone }: { readonly texts: readonly Bilingual[]; readonly tone: string }) {
  const say = useSay()
  if (texts.length === 0) return <>–</>
  return (
    <span className="badges">
      {texts.map((text) => (
        <span key={text.en} className={`badge ${tone}`}>
          {say(text)}
        </span>
      ))}
    </span>
  )
}

const columnsOf = (say: (text: Bilingual) => string): readonly Column<ProvisionalPerson>[] => [
  {
    title: words.name,
    cell: ({ name, birthDate, age }) => (
      <>
        {name}{' '}
        <span className="soft nowrap">
          {formatDate(birthDate)} · {age} {say(words.age)}
        </span>
      </>
    ),
  },
  { title: words.residence, cell: ({ residence }) => residence ?? '–' },
  {
    title: words.missing,
    cell: ({ missingTexts }) => <Badges texts={missingTexts} tone="badge-attention" />,
  },
  { title: words.unknown, cell: ({ unknownTexts }) => <Badges texts={unknownTexts} tone="" /> },
  {
    title: words.followed,
    cell: ({ followedUpOn }) => (followedUpOn ? formatDate(followedUpOn) : say(words.never)),
  },
]

/** Whose papers are missing, what exactly, and what came of looking for them. */
export function ProvisionalScreen() {
  const say = useSay()
  const pages = useCursorPages('')
  const [open, setOpen] = useState<string | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const variables = { first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(ProvisionalResidentsDocument, variables)
  const answer = data?.provisionalResidents
  const people = answer?.__typename === 'ProvisionalPage' ? answer : null
  const person = people?.residents.find(({ id }) => id === open)
  return (
    <Screen title={words.title} lead={words.lead}>
      <ReconciliationNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {person && (
        <ProvisionalPanel
          key={`${person.id} ${person.version}`}
          person={person}
          onClose={() => setOpen(null)}
          onDone={(text) => {
            setDone(text)
            setOpen(null)
            again()
          }}
        />
      )}
      {people && (
        <Worklist
          caption={words.title}
          rows={people.residents}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/residence/record/${id}`}
          columns={columnsOf(say)}
          action={({ id, conflictId }) =>
            conflictId ? (
              <Link to={`/reconciliation/conflicts/${conflictId}`}>{say(words.inCase)}</Link>
            ) : (
              <ActionButton
                label={words.work}
                size="xs"
                variant="default"
                onClick={() => {
                  setDone(null)
                  setOpen(id)
                }}
              />
            )
          }
          empty={words.none}
          pages={pages}
          next={people.next}
        />
      )}
    </Screen>
  )
}
