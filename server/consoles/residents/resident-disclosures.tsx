import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DisclosuresDocument } from '../generated/resident-record.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { Worklist } from '../../../ui/worklist.tsx'

const words = {
  show: { vi: 'Ai đã khai thác thông tin của người này', en: 'Who asked about this person' },
  title: { vi: 'Cơ quan đã khai thác thông tin', en: 'Agencies that asked' },
  print: { vi: 'In cho công dân', en: 'Print for the citizen' },
  agency: { vi: 'Cơ quan', en: 'Agency' },
  on: { vi: 'Ngày', en: 'Day' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  fields: { vi: 'Thông tin đã cung cấp', en: 'Items' },
  nothingTold: { vi: 'không cung cấp gì', en: 'told nothing' },
  none: { vi: 'Chưa cơ quan nào khai thác thông tin của người này.', en: 'Nobody has asked.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 50

/** Asked for by the citizen at the desk; each look is kept in the audit, so nothing is asked before the button is pressed. */
export function ResidentDisclosures({ residentId }: { readonly residentId: string }) {
  const [shown, setShown] = useState(false)
  return shown ? (
    <DisclosureList residentId={residentId} />
  ) : (
    <div className="row no-print">
      <ActionButton label={words.show} variant="default" onClick={() => setShown(true)} />
    </div>
  )
}

function DisclosureList({ residentId }: { readonly residentId: string }) {
  const say = useSay()
  const pages = useCursorPages(residentId)
  const variables = { residentId, first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(DisclosuresDocument, variables, { policy: 'network-only' })
  const answer = data?.disclosuresOf
  return (
    <section className="part print-alone">
      <h2>{say(words.title)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {answer?.__typename === 'DisclosurePage' && (
        <>
          <Worklist
            caption={words.title}
            rows={answer.disclosures}
            keyOf={({ id }) => id}
            columns={[
              { title: words.agency, cell: ({ agency }) => agency },
              { title: words.on, cell: ({ on }) => formatDate(on) },
              { title: words.purpose, cell: ({ purpose }) => say(purpose) },
              {
                title: words.fields,
                cell: ({ told, fields }) =>
                  told ? fields.map((field) => say(field)).join(', ') : say(words.nothingTold),
              },
            ]}
            empty={words.none}
            pages={pages}
            next={answer.next}
          />
          <div className="row no-print">
            <ActionButton label={words.print} variant="default" onClick={() => window.print()} />
          </div>
        </>
      )}
    </section>
  )
}
