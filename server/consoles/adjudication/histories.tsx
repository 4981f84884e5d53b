import type { Bilingual } from '../../../core/errors.ts'
import type { PersonShownFragment } from '../generated/duplicate-case.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { stateName } from './state-names.ts'
import { bothNames } from './words.ts'

const words = {
  title: { vi: 'Quá trình', en: 'Histories' },
  none: { vi: 'Chưa có gì được ghi.', en: 'Nothing is recorded.' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Event({ at, kind, label, state }: PersonShownFragment['history'][number]) {
  const say = useSay()
  const stands = stateName(kind, state)
  return (
    <li>
      <time dateTime={at}>{formatInstant(at)}</time>
      {say(label)} {stands && <span className="badge">{say(stands)}</span>}
    </li>
  )
}

function History({
  of,
  events,
}: {
  readonly of: Bilingual
  readonly events: PersonShownFragment['history']
}) {
  const say = useSay()
  return (
    <div>
      <h3 className="soft">{say(of)}</h3>
      {events.length === 0 ? (
        <p>{say(words.none)}</p>
      ) : (
        <ol className="timeline">
          {events.map((event) => (
            <Event key={`${event.at} ${event.kind} ${event.label.en}`} {...event} />
          ))}
        </ol>
      )}
    </div>
  )
}

interface HistoriesProps {
  readonly applicant: PersonShownFragment
  readonly candidate: PersonShownFragment | null
}

/** What happened to the files, numbers and cards of both, the newest first. */
export function Histories({ applicant, candidate }: HistoriesProps) {
  const say = useSay()
  return (
    <section className="panel">
      <h2>{say(words.title)}</h2>
      <div className="two-persons histories">
        <History of={bothNames.applicant} events={applicant.history} />
        {candidate && <History of={bothNames.candidate} events={candidate.history} />}
      </div>
    </section>
  )
}
