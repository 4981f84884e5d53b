import { byRound, type FieldVisit, isDueNow } from '../../../core/field/field-visit.ts'
import { outcomeNames } from '../../../core/residence/visits.ts'
import { today } from '../clock.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type FieldStore, useFieldState } from './field-store.ts'
import { linkTo } from './place.ts'
import { partNames, purposeNames, words } from './words.ts'

/** The round: what is due first, then what is better tried another time. */
export function VisitsScreen({ store }: { readonly store: FieldStore }) {
  const say = useSay()
  const { visits } = useFieldState(store)
  const sorted = visits.toSorted(byRound(today()))
  const [due, later] = [true, false].map((now) => sorted.filter((one) => isDueNow(one, today()) === now))
  return (
    <>
      <h1>{say(words.visits)}</h1>
      {visits.length === 0 && <p>{say(words.noVisits)}</p>}
      <VisitList title={say(words.dueNow)} visits={due ?? []} />
      <VisitList title={say(words.later)} visits={later ?? []} />
    </>
  )
}

function VisitList({ title, visits }: { readonly title: string; readonly visits: readonly FieldVisit[] }) {
  if (visits.length === 0) return null
  return (
    <section>
      <h2>
        {title} <span className="soft">({visits.length})</span>
      </h2>
      <ul className="cards">
        {visits.map((visit) => (
          <li key={visit.id}>
            <VisitCard visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function VisitCard({ visit }: { readonly visit: FieldVisit }) {
  const say = useSay()
  const { id, name, addresses, hamlet, purpose, dueOn, lastOutcome, nextAttempt } = visit
  return (
    <a className="card" href={linkTo({ screen: 'visit', id })}>
      <strong>{name}</strong>
      <span>{addresses[0] ?? hamlet ?? ''}</span>
      <span className="soft">
        {[
          say(purposeNames[purpose]),
          lastOutcome && say(outcomeNames[lastOutcome]),
          dueOn && `${say(words.due)} ${formatDate(dueOn)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {nextAttempt && (
        <span className="next">
          {say(words.nextAttempt)} {formatDate(nextAttempt.on)}, {say(partNames[nextAttempt.part])}
        </span>
      )}
    </a>
  )
}
