import { type SubmitEvent, useRef, useState } from 'react'
import { addDays } from '../../../core/dates/calendar-date.ts'
import type { FieldVisit } from '../../../core/field/field-visit.ts'
import type { FieldEntry } from '../../../core/field/outbox.ts'
import { absenceReasons } from '../../../core/residence/declarations.ts'
import {
  nextAttempt,
  outcomeNames,
  visitAt,
  type VisitMade,
  type VisitOutcome,
  visitOutcomes,
} from '../../../core/residence/visits.ts'
import { visitReportSchema } from '../../../core/residence/visit-report.ts'
import { absenceReasonNames } from '../../../core/residence/words.ts'
import { Notice } from '../../../ui/notice.tsx'
import { now, today } from '../clock.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type FieldState, type FieldStore, useFieldState } from './field-store.ts'
import { linkTo } from './place.ts'
import { partNames, purposeNames, words } from './words.ts'

/** Nobody was met: why is worth asking the neighbours. */
const mayTellReason: ReadonlySet<VisitOutcome> = new Set(['ABSENT', 'MOVED_AWAY', 'UNKNOWN_HERE'])

/** One person to visit: who and where, the visit log, and the form. */
export function VisitScreen({ store, id }: { readonly store: FieldStore; readonly id: string }) {
  const say = useSay()
  const state = useFieldState(store)
  const found = state.visits.find((one) => one.id === id)
  // A visit that ends while it is on the screen stays there until one leaves it.
  const [opened] = useState(found)
  const visit = found ?? opened
  const drafted = state.drafts.some(({ visitId }) => visitId === id)
  const back = <a href={linkTo({ screen: 'visits' })}>‹ {say(words.back)}</a>
  if (!visit)
    return (
      <>
        {back}
        <h1>{say(words.visits)}</h1>
        <Notice tone="plain" title={say(words.gone)} />
      </>
    )
  return (
    <>
      {back}
      <h1>{visit.name}</h1>
      <VisitFacts visit={visit} />
      {(visit.purpose === 'COLLECT_FORM' || visit.formSerial !== null || drafted) && (
        <a className="plain wide" href={linkTo({ screen: 'form', id })}>
          {say(drafted ? words.goOnForm : words.fillForm)}
        </a>
      )}
      <VisitLog store={store} visit={visit} />
    </>
  )
}

function VisitFacts({ visit }: { readonly visit: FieldVisit }) {
  const say = useSay()
  const { purpose, birthDate, addresses, hamlet, dueOn, visits, lastOutcome, nextAttempt: next } = visit
  const facts: readonly (readonly [string, string | null])[] = [
    [say(words.born), formatDate(birthDate)],
    [say(words.address), [...addresses, hamlet].filter((text) => text !== null).join(' · ') || null],
    [say(words.due), dueOn && formatDate(dueOn)],
    [say(words.visitsMade), String(visits)],
    [say(words.lastOutcome), lastOutcome && say(outcomeNames[lastOutcome])],
    [say(words.nextAttempt), next && `${formatDate(next.on)}, ${say(partNames[next.part])}`],
  ]
  return (
    <>
      <p className="soft">{say(purposeNames[purpose])}</p>
      <dl className="facts">
        {facts.map(
          ([label, value]) =>
            value !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  )
}

/** What is known here of earlier visits: the last one that the server told of, and those that wait on the device. */
function visitsKnown({ entries }: FieldState, visit: FieldVisit): readonly VisitMade[] {
  const { lastVisitedAt, lastOutcome } = visit
  const told = lastVisitedAt && lastOutcome ? [visitAt(Date.parse(lastVisitedAt), lastOutcome)] : []
  const mine = entries.flatMap((entry) =>
    entry.kind === 'VISIT' &&
    entry.report.residentId === visit.residentId &&
    Date.parse(entry.report.visitedAt) > Date.parse(lastVisitedAt ?? '1970-01-01')
      ? [visitAt(Date.parse(entry.report.visitedAt), entry.report.outcome)]
      : [],
  )
  return [...told, ...mine]
}

interface LogEntry {
  readonly outcome: VisitOutcome
  readonly reason: string | null
  readonly note: string | null
}

/** The entry for the outbox, and the visit as the list shows it from now on. */
function record(state: FieldState, visit: FieldVisit, log: LogEntry) {
  const at = now()
  const clientId = crypto.randomUUID()
  const visitedAt = new Date(at).toISOString()
  const report = visitReportSchema.parse({
    clientId,
    assignmentId: visit.id,
    residentId: visit.residentId,
    visitedAt,
    ...log,
  })
  const entry: FieldEntry = {
    id: clientId,
    visitId: visit.id,
    kind: 'VISIT',
    title: visit.name,
    state: 'WAITING',
    madeAt: at,
    settledAt: null,
    refusal: null,
    report,
  }
  const made = [...visitsKnown(state, visit), visitAt(at, log.outcome)]
  const after: FieldVisit = {
    ...visit,
    visits: visit.visits + 1,
    lastOutcome: log.outcome,
    lastVisitedAt: visitedAt,
    nextAttempt: nextAttempt(made, addDays(today(), 1)),
  }
  return { entry, after }
}

function VisitLog({ store, visit }: { readonly store: FieldStore; readonly visit: FieldVisit }) {
  const say = useSay()
  const [outcome, setOutcome] = useState<VisitOutcome | null>(null)
  const [told, setTold] = useState<'saved' | 'chooseOutcome' | 'notKept' | null>(null)
  async function submit(form: HTMLFormElement): Promise<void> {
    if (outcome === null) return setTold('chooseOutcome')
    const data = new FormData(form)
    const text = (name: string) => {
      const value = data.get(name)
      return typeof value === 'string' && value.trim() !== '' ? value : null
    }
    const { entry, after } = record(store.current(), visit, {
      outcome,
      reason: mayTellReason.has(outcome) ? text('reason') : null,
      note: text('note'),
    })
    try {
      await store.addEntry(entry, { visit: after })
    } catch {
      return setTold('notKept')
    }
    form.reset()
    setOutcome(null)
    setTold('saved')
  }
  const busy = useRef(false)
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    // A second tap while the disk is at work is the same visit.
    if (busy.current) return
    busy.current = true
    void submit(event.currentTarget).finally(() => void (busy.current = false))
  }
  return (
    <form onSubmit={onSubmit} noValidate className="panel">
      <h2>{say(words.recordVisit)}</h2>
      <OutcomeChoice chosen={outcome} onChoose={setOutcome} />
      {outcome !== null && mayTellReason.has(outcome) && (
        <label className="field">
          <span>{say(words.reason)}</span>
          <select name="reason" defaultValue="">
            <option value="">{say(words.noReason)}</option>
            {absenceReasons.map((reason) => (
              <option key={reason} value={reason}>
                {say(absenceReasonNames[reason])}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>{say(words.note)}</span>
        <textarea name="note" rows={2} maxLength={500} aria-describedby="note-help" />
      </label>
      <p className="soft" id="note-help">
        {say(words.noteHelp)}
      </p>
      {told && (
        <Notice tone={told === 'saved' ? 'good' : 'trouble'} title={say(words[told])} spoken>
          {told === 'saved' && visit.nextAttempt && (
            <p>
              {say(words.nextAttempt)} {formatDate(visit.nextAttempt.on)},{' '}
              {say(partNames[visit.nextAttempt.part])}
            </p>
          )}
        </Notice>
      )}
      <button className="main-action">{say(words.saveVisit)}</button>
    </form>
  )
}

interface OutcomeChoiceProps {
  readonly chosen: VisitOutcome | null
  readonly onChoose: (outcome: VisitOutcome) => void
}

function OutcomeChoice({ chosen, onChoose }: OutcomeChoiceProps) {
  const say = useSay()
  return (
    <fieldset className="choices">
      <legend>{say(words.outcome)}</legend>
      {visitOutcomes.map((outcome) => (
        <label key={outcome}>
          <input
            type="radio"
            name="outcome"
            checked={chosen === outcome}
            onChange={() => onChoose(outcome)}
          />
          {say(outcomeNames[outcome])}
        </label>
      ))}
    </fieldset>
  )
}
