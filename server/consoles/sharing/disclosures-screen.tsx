import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { DisclosuresDocument, type DisclosuresQuery } from '../generated/disclosures.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { today } from '../clock.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type ChosenResident, ResidentChoice } from '../parts/resident-choice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { SharingNav } from './sharing-nav.tsx'
import './sharing.css'

type Disclosure = Extract<
  DisclosuresQuery['disclosuresOf'],
  { __typename: 'DisclosurePage' }
>['disclosures'][number]

const words = {
  title: { vi: 'Ai đã hỏi về công dân', en: 'Who asked about a citizen' },
  lead: {
    vi: 'Công dân có quyền biết cơ quan nào đã khai thác dữ liệu của mình. Mỗi lần xem được ghi nhật ký.',
    en: 'Citizens may know which agencies used their data. Every look is kept in the audit.',
  },
  show: { vi: 'Xem', en: 'Show' },
  of: { vi: 'Khai thác dữ liệu của', en: 'Uses of the data of' },
  on: { vi: 'Ngày', en: 'Day' },
  agency: { vi: 'Cơ quan', en: 'Agency' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  fields: { vi: 'Thông tin', en: 'Data' },
  toldNothing: {
    vi: 'hỏi với thông tin khác, không được trả lời gì',
    en: 'asked with other data, told nothing',
  },
  print: { vi: 'In cho công dân', en: 'Print' },
  other: { vi: 'Người khác', en: 'Another citizen' },
  printedOn: { vi: 'In ngày', en: 'Printed on' },
  none: { vi: 'Chưa có cơ quan nào hỏi về công dân này.', en: 'Nobody asked about this citizen.' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Uses({ citizen, onLeave }: { readonly citizen: ChosenResident; readonly onLeave: () => void }) {
  const say = useSay()
  const pages = useCursorPages('')
  const variables = { residentId: citizen.id, after: pages.after }
  // Every asking is kept in the audit: what was shown already is not asked for again.
  const { data, trouble, again } = useAsk(DisclosuresDocument, variables, { policy: 'cache-first' })
  const answer = data?.disclosuresOf
  const columns: readonly Column<Disclosure>[] = [
    { title: words.on, cell: ({ on }) => formatDate(on) },
    { title: words.agency, cell: ({ agency }) => agency },
    { title: words.purpose, cell: ({ purpose }) => say(purpose) },
    {
      title: words.fields,
      cell: ({ told, fields }) =>
        told ? fields.map((text) => say(text)).join(', ') : <em>{say(words.toldNothing)}</em>,
    },
  ]
  return (
    <section className="queues" aria-label={say(words.of)}>
      <div className="row no-print">
        <ActionButton label={words.print} keys="F2" onClick={() => window.print()} />
        <ActionButton label={words.other} variant="default" onClick={onLeave} />
      </div>
      <h2>
        {say(words.of)} {citizen.name}
        {citizen.number && `, ${citizen.number}`}
      </h2>
      <p className="print-only">
        {say(words.printedOn)} {formatDate(today())}
      </p>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {answer?.__typename === 'DisclosurePage' && (
        <Worklist
          caption={words.of}
          rows={answer.disclosures}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={answer.next}
        />
      )}
    </section>
  )
}

/** Told at the desk, and printed for the citizen. */
export function DisclosuresScreen() {
  const [citizen, setCitizen] = useState<ChosenResident | null>(null)
  return (
    <Screen title={words.title} lead={words.lead}>
      <SharingNav />
      {citizen ? (
        <Uses key={citizen.id} citizen={citizen} onLeave={() => setCitizen(null)} />
      ) : (
        <ResidentChoice label={words.show} onChoose={setCitizen} />
      )}
    </Screen>
  )
}
