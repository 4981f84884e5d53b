import type { ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { now } from '../clock.ts'
import { nameIn } from '../forms/words.ts'
import type { ChangeRowFragment } from '../generated/corrections.ts'
import { formatAge } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { changeStates, evidenceNames, notRecorded, refusalReasons, shownValue } from './words.ts'

const words = {
  field: { vi: 'Mục', en: 'Item' },
  from: { vi: 'Hiện có', en: 'Recorded' },
  to: { vi: 'Đề nghị', en: 'Asked for' },
  maker: { vi: 'Người đề nghị', en: 'Proposed by' },
  you: { vi: 'bạn', en: 'you' },
  evidence: { vi: 'Giấy tờ', en: 'Evidence' },
  ago: { vi: 'trước', en: 'ago' },
  refusedFor: { vi: 'Lý do', en: 'Reason' },
} as const satisfies Readonly<Record<string, Bilingual>>

const tones: Readonly<Record<string, string>> = {
  DRAFT: 'badge-attention',
  APPLIED: 'badge-good',
  REJECTED: 'badge-trouble',
}

type Change = ChangeRowFragment

function Difference({ change }: { readonly change: Change }) {
  const say = useSay()
  return (
    <table className="worklist difference">
      <caption className="for-ears">{change.residentName}</caption>
      <thead>
        <tr>
          <th scope="col">{say(words.field)}</th>
          <th scope="col">{say(words.from)}</th>
          <th scope="col">{say(words.to)}</th>
        </tr>
      </thead>
      <tbody>
        {change.fields.map(({ field, label, from, to }) => (
          <tr key={field}>
            <th scope="row">{say(label)}</th>
            <td data-label={say(words.from)}>
              {from === null ? (
                <span className="soft">{say(notRecorded)}</span>
              ) : (
                <del>{say(shownValue(field, from))}</del>
              )}
            </td>
            <td data-label={say(words.to)}>
              <ins>{say(shownValue(field, to))}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ChangeCardProps {
  readonly change: Change
  /** Buttons, or why there are none. */
  readonly children?: ReactNode
}

/** One correction: whose record, what it says and what it is to say, on which paper, by whom. */
export function ChangeCard({ change, children }: ChangeCardProps) {
  const say = useSay()
  const { residentName, residentNumber, state, maker, mine, createdAt, reason } = change
  const evidence = say(nameIn(evidenceNames, change.evidenceKind))
  return (
    <article className="panel change" aria-label={residentName}>
      <div className="change-head">
        <h2 data-change tabIndex={-1}>
          {residentName} <span className="code soft">{residentNumber}</span>
        </h2>
        <span className={`badge ${tones[state] ?? ''}`}>{say(nameIn(changeStates, state))}</span>
      </div>
      <Difference change={change} />
      <p className="soft">
        {say(words.evidence)}: {evidence}
        {change.evidenceNumber && ` ${change.evidenceNumber}`} · {say(words.maker)}:{' '}
        {mine ? say(words.you) : maker} · {say(formatAge(createdAt, now()))} {say(words.ago)}
        {reason && ` · ${say(words.refusedFor)}: ${say(nameIn(refusalReasons, reason))}`}
      </p>
      {children && <div className="row">{children}</div>}
    </article>
  )
}
