import { useState } from 'react'
import {
  addDays,
  calendarDateAt,
  type CalendarDate,
  formatVietnamese,
} from '../../../core/dates/calendar-date.ts'
import { now } from '../clock.ts'
import { ask } from './ask.ts'
import { CentrePicker } from './centre-picker.tsx'
import { ActButton, Done, Failure } from './controls.tsx'
import {
  bookOwnVisit,
  cancelOwnVisit,
  type Centre,
  ownVisits,
  type Visit,
  visitCentres,
  visitSlots,
} from './questions.ts'
import { useAct, useAnswer } from './use-said.ts'
import type { ForPerson } from './words.ts'

interface Booking {
  readonly purpose: 'APPLICATION' | 'RECAPTURE'
  /** FIRST_ISSUE, EXCHANGE, REISSUE of a new application. */
  readonly kind: string | null
}

/** HH:mm dd/MM/yyyy in Việt Nam, wherever the reader is. */
function whenOf(at: string): string {
  const instant = Date.parse(at)
  const clock = new Date(instant + 7 * 3_600_000).toISOString().slice(11, 16)
  return `${clock} ${formatVietnamese(calendarDateAt(instant))}`
}

function Booked(
  props: ForPerson & { readonly visits: readonly Visit[]; readonly onChanged: (text: string) => void },
) {
  const { words, language, residentId } = props
  const { busy, failure, act } = useAct(props.onSignedOut)
  if (props.visits.length === 0) return null
  return (
    <section className="box" aria-labelledby="visits-heading">
      <h3 id="visits-heading">{words.yourVisits}</h3>
      <Failure failure={failure} language={language} />
      {props.visits.map((visit) => (
        <div key={visit.id} className="visit">
          <p>
            <strong>{whenOf(visit.at)}</strong>, {visit.centreName}
          </p>
          <p>{words.bring}:</p>
          <ul>
            {visit.bring.map((paper) => (
              <li key={paper.vi}>{paper[language]}</li>
            ))}
          </ul>
          <ActButton
            busy={busy}
            onClick={() =>
              void act(
                () => ask(cancelOwnVisit, { resident: residentId, id: visit.id }),
                () => props.onChanged(words.visitCancelled),
              )
            }
          >
            {words.cancelVisit}
          </ActButton>
        </div>
      ))}
    </section>
  )
}

function Times(
  props: ForPerson & {
    readonly centre: Centre
    readonly booking: Booking
    readonly onBooked: () => void
  },
) {
  const { words, language, residentId, centre, booking } = props
  const [from, setFrom] = useState<CalendarDate>(() => calendarDateAt(now()))
  const slots = useAnswer(visitSlots, { centre: centre.code, from }, props.onSignedOut)
  const { busy, failure, act } = useAct(props.onSignedOut)
  const book = (at: string) =>
    void act(
      () =>
        ask(bookOwnVisit, {
          resident: residentId,
          purpose: booking.purpose,
          kind: booking.kind,
          centre: centre.code,
          at,
        }),
      props.onBooked,
    )
  const days = Map.groupBy(slots.answer ?? [], (at) => formatVietnamese(calendarDateAt(Date.parse(at))))
  return (
    <div className="times">
      <p className="reasons-heading">{words.freeTimes}</p>
      <Failure failure={failure ?? slots.failure} language={language} onRetry={slots.again} />
      {slots.answer?.length === 0 && <output>{words.noTimes}</output>}
      {[...days].map(([date, times]) => (
        <fieldset key={date} className="plain">
          <legend>{date}</legend>
          <div className="slots">
            {times.map((at) => (
              <button
                key={at}
                type="button"
                className="secondary"
                aria-disabled={busy}
                aria-label={`${words.book} ${whenOf(at)}`}
                onClick={() => book(at)}
              >
                {whenOf(at).slice(0, 5)}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <ActButton onClick={() => setFrom(addDays(from, 7))}>{words.laterDays}</ActButton>
    </div>
  )
}

/** The visits that are booked, and where `booking` says for what, a way to book one. */
export function VisitsPart(props: ForPerson & { readonly booking: Booking | null }) {
  const { words, residentId, booking } = props
  const visits = useAnswer(ownVisits, { resident: residentId }, props.onSignedOut)
  const [centre, setCentre] = useState<Centre | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const finish = (text: string) => {
    setDone(text)
    setCentre(null)
    visits.again()
  }
  return (
    <>
      <Done text={done} />
      <Booked {...props} visits={visits.answer ?? []} onChanged={finish} />
      {booking && done === null && (
        <div className="inner-form">
          <CentrePicker
            {...props}
            among={visitCentres}
            label={words.visitHeading}
            chosen={centre}
            onChoose={setCentre}
          />
          {centre && (
            <Times
              key={centre.code}
              {...props}
              centre={centre}
              booking={booking}
              onBooked={() => finish(words.booked)}
            />
          )}
        </div>
      )}
    </>
  )
}
