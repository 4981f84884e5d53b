import { useEffect, useId, useState, type SubmitEvent } from 'react'
import {
  addDays,
  type CalendarDate,
  calendarDateAt,
  formatVietnamese,
} from '../../../core/dates/calendar-date.ts'
import { bookingHorizonDays } from '../../../core/enrollment/visits.ts'
import { now } from '../clock.ts'
import type { Language } from '../texts/of-language.ts'
import type { Slots, VisitFailure, VisitFetchers } from './visit-fetchers.ts'
import { visitTexts } from './visit-texts.ts'

const timeOfDay = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
})

/** 07:30 ngày 04/03/2026 */
export function whenOf(at: string): string {
  const instant = Date.parse(at)
  return `${timeOfDay.format(instant)} ${formatVietnamese(calendarDateAt(instant))}`
}

const shownDays = 7

interface TimeChoiceProps {
  readonly centre: string
  readonly language: Language
  readonly fetchers: Pick<VisitFetchers, 'slots'>
  readonly busy: boolean
  readonly onChosen: (at: string) => void
  readonly onFailure: (failure: VisitFailure) => void
}

/** Days with their free times, a week at once. */
export function TimeChoice(props: TimeChoiceProps) {
  const { centre, language, fetchers, busy, onChosen, onFailure } = props
  const words = visitTexts[language]
  const [week, setWeek] = useState(0)
  const [found, setFound] = useState<{ readonly week: number; readonly slots: Slots['slots'] } | null>(null)
  const slots = found?.week === week ? found.slots : null
  const from = addDays(calendarDateAt(now()), week * shownDays)
  useEffect(() => {
    let left = false
    void fetchers.slots({ centre, from, days: shownDays }).then((answer) => {
      if (left) return
      if (answer.kind === 'slots') setFound({ week, slots: answer.slots })
      else onFailure(answer)
    })
    return () => {
      left = true
    }
    // Asked again where another week or centre is looked at, not where the page draws itself anew.
  }, [centre, week]) // oxlint-disable-line react-hooks/exhaustive-deps
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const at = new FormData(event.currentTarget).get('at')
    if (typeof at === 'string' && !busy) onChosen(at)
  }
  const isLast = (week + 1) * shownDays > bookingHorizonDays
  return (
    <form onSubmit={submit} aria-busy={busy || slots === null}>
      <h3>{words.choose}</h3>
      {slots === null && <p>{words.busy}</p>}
      {slots?.length === 0 && <p>{words.noTimes}</p>}
      {slots && <Days slots={slots} language={language} />}
      <div className="visit-buttons">
        {slots && slots.length > 0 && (
          <button type="submit" className="primary" aria-disabled={busy}>
            {words.book}
          </button>
        )}
        {week > 0 && (
          <button type="button" className="secondary" onClick={() => setWeek(week - 1)}>
            {words.earlier}
          </button>
        )}
        {!isLast && (
          <button type="button" className="secondary" onClick={() => setWeek(week + 1)}>
            {words.later}
          </button>
        )}
      </div>
    </form>
  )
}

function Days({ slots, language }: { readonly slots: Slots['slots']; readonly language: Language }) {
  const id = useId()
  const words = visitTexts[language]
  const days = Map.groupBy(slots, ({ at }): CalendarDate => calendarDateAt(Date.parse(at)))
  return [...days].map(([day, times]) => (
    <fieldset key={day} className="visit-day">
      <legend>{formatVietnamese(day)}</legend>
      <div className="visit-times">
        {times.map(({ at, free }) => (
          <label key={at} htmlFor={`${id} ${at}`}>
            <input type="radio" id={`${id} ${at}`} name="at" value={at} required />
            <span>
              {timeOfDay.format(Date.parse(at))}{' '}
              <small>
                {free} {words.places}
              </small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  ))
}
