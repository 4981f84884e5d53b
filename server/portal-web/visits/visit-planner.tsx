import { useState } from 'react'
import { visitPurposes } from '../../../core/enrollment/visits.ts'
import { formatBookingQr } from '../../../core/qr/booking-qr.ts'
import { Notice } from '../../../ui/notice.tsx'
import { QrFigure } from '../../../ui/qr-figure.tsx'
import { OutcomeNotice } from '../outcome-notice.tsx'
import type { Language } from '../texts/of-language.ts'
import type { Texts } from '../texts/texts.ts'
import { TimeChoice, whenOf } from './time-choice.tsx'
import type { Offer, Visit, VisitFailure, VisitFetchers, Visits } from './visit-fetchers.ts'
import { visitTexts } from './visit-texts.ts'
import './visits.css'

interface VisitPlannerProps {
  readonly fetchers: VisitFetchers
  /** What the fetchers answered first. */
  readonly first: Visits
  readonly texts: Texts
  readonly language: Language
}

/** Visits that are booked, and what may be booked: for whoever the fetchers ask, by a file's key or signed in. */
export function VisitPlanner({ fetchers, first, texts, language }: VisitPlannerProps) {
  const words = visitTexts[language]
  const [known, setKnown] = useState(first)
  const [moving, setMoving] = useState<Visit | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [failure, setFailure] = useState<VisitFailure | null>(null)
  const take = async (work: Promise<Visits | VisitFailure>) => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    setDone(false)
    const answer = await work
    setBusy(false)
    if (answer.kind !== 'visits') return setFailure(answer)
    setKnown(answer)
    setMoving(null)
    setDone(true)
  }
  const { visits, offers } = known
  const toBook = offers.filter(({ purpose }) => !visits.some((visit) => visit.purpose === purpose))
  const common = { language, fetchers, busy, onFailure: setFailure }
  return (
    <>
      {done && <Notice tone="good" title={words.done} spoken />}
      {failure && (
        <OutcomeNotice
          outcome={failure}
          texts={texts}
          language={language}
          onRetry={() => void take(fetchers.visits())}
        />
      )}
      {visits.map((visit) => (
        <VisitCard
          key={visit.id}
          visit={visit}
          language={language}
          busy={busy}
          onMove={() => setMoving(visit)}
          onCancel={() => void take(fetchers.cancel({ id: visit.id }))}
        />
      ))}
      {moving && (
        <TimeChoice
          {...common}
          centre={moving.centreCode}
          onChosen={(at) => void take(fetchers.move({ id: moving.id, centre: moving.centreCode, at }))}
        />
      )}
      {!moving &&
        toBook.map((offer) => (
          <Booking
            key={offer.purpose}
            {...common}
            offer={offer}
            onBook={(centre, at) => void take(fetchers.book({ purpose: offer.purpose, centre, at }))}
          />
        ))}
      {visits.length === 0 && toBook.length === 0 && <p>{words.nothing}</p>}
    </>
  )
}

function Booking(props: {
  readonly offer: Offer
  readonly language: Language
  readonly fetchers: VisitFetchers
  readonly busy: boolean
  readonly onFailure: (failure: VisitFailure) => void
  readonly onBook: (centre: string, at: string) => void
}) {
  const { offer, onBook, ...common } = props
  const { centreCode, centreName, purpose } = offer
  if (centreCode === null) return null
  return (
    <>
      <p>
        <strong>{visitPurposes[purpose][common.language]}</strong> · {centreName}
      </p>
      <TimeChoice {...common} centre={centreCode} onChosen={(at) => onBook(centreCode, at)} />
    </>
  )
}

function VisitCard(props: {
  readonly visit: Visit
  readonly language: Language
  readonly busy: boolean
  readonly onMove: () => void
  readonly onCancel: () => void
}) {
  const { visit, language, busy, onMove, onCancel } = props
  const words = visitTexts[language]
  const [asking, setAsking] = useState(false)
  const isBooked = visit.state === 'BOOKED'
  return (
    <section aria-label={`${words.booked} ${whenOf(visit.at)}`}>
      <h3>{isBooked ? words.booked : words.displaced}</h3>
      {!isBooked && <p>{words.displacedMore}</p>}
      <div className="visit-card">
        <Facts visit={visit} language={language} />
        {isBooked && (
          <div>
            <QrFigure text={formatBookingQr(visit.id)} label={words.qr} className="visit-qr" />
            <p className="hint">{words.qrMore}</p>
          </div>
        )}
      </div>
      {asking ? (
        <div className="visit-buttons">
          <p role="alert">{words.cancelSure}</p>
          <button type="button" className="primary" aria-disabled={busy} onClick={onCancel}>
            {words.cancelYes}
          </button>
          <button type="button" className="secondary" onClick={() => setAsking(false)}>
            {words.keep}
          </button>
        </div>
      ) : (
        <div className="visit-buttons">
          {isBooked && (
            <a href={`/appointments/${visit.id}/ticket.pdf`} download>
              {words.ticket}
            </a>
          )}
          <button type="button" className="secondary" onClick={onMove}>
            {words.move}
          </button>
          <button type="button" className="secondary" onClick={() => setAsking(true)}>
            {words.cancel}
          </button>
        </div>
      )}
    </section>
  )
}

function Facts({ visit, language }: { readonly visit: Visit; readonly language: Language }) {
  const words = visitTexts[language]
  return (
    <dl>
      <dt>{words.when}</dt>
      <dd>
        <strong>{whenOf(visit.at)}</strong> · {visitPurposes[visit.purpose][language]}
      </dd>
      <dt>{words.where}</dt>
      <dd>{visit.centreName}</dd>
      {visit.centrePhone !== null && (
        <>
          <dt>{words.phone}</dt>
          <dd>{visit.centrePhone}</dd>
        </>
      )}
      <dt>{words.bring}</dt>
      <dd>
        <ul>
          {visit.bring.map((text) => (
            <li key={text.en}>{text[language]}</li>
          ))}
        </ul>
      </dd>
    </dl>
  )
}
