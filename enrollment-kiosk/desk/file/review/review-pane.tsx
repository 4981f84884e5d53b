import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import type { DeskRefusal } from '../../../../core/contracts/desk/station.ts'
import { ActionButton } from '../../../../ui/action-button.tsx'
import '../../../../ui/card/card.css'
import { CardSide } from '../../../../ui/card/card-side.tsx'
import { formatDate } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { useDesk } from '../../api/desk.tsx'
import { refusalOf } from '../../api/refusal.ts'
import { usePicture } from '../../api/use-picture.ts'
import { shownCard } from '../../card/card-values.ts'
import { isCardConfirmed } from '../../citizen/confirmation.ts'
import { Pane, type PaneProps } from '../pane.tsx'
import { openDocument } from './print-document.ts'
import './review.css'
import { Summary } from './summary.tsx'
import { whereMissing } from './where-missing.ts'
import { words } from './words.ts'

/** The last pane: the whole file at a glance, what is missing, and the officer's signature. */
export function ReviewPane({ session, line, goTo }: PaneProps) {
  const navigate = useNavigate()
  const desk = useDesk()
  const [failed, setFailed] = useState<DeskRefusal | null>(null)
  const open = session.state === 'REVIEWING'
  const lead = (missing: { readonly code: string; readonly position: number | null }) => {
    const { pane, place } = whereMissing(missing)
    void goTo(pane, place)
  }
  const print = (document: 'slip' | 'sheet') => {
    setFailed(null)
    openDocument(desk, session.id, document).catch((error: unknown) => setFailed(refusalOf(error)))
  }
  const missing = session.missing ?? []
  return (
    <Pane
      title={words.title}
      line={{ ...line, refusal: failed ?? line.refusal }}
      onMissing={lead}
      actions={
        !open && (
          <>
            <ActionButton label={words.slip} keys="F3" onClick={() => print('slip')} />
            <ActionButton label={words.sheet} variant="default" onClick={() => print('sheet')} />
            <ActionButton
              label={words.household}
              variant="default"
              onClick={() => void navigate('/', { state: { group: session.group ?? session.id } })}
            />
          </>
        )
      }
      onward={
        open
          ? { label: words.sign, run: () => line.act('/sign'), disabled: missing.length > 0, nextKey: false }
          : { label: words.next, run: () => navigate('/') }
      }
    >
      <div className="review">
        <Summary session={session} goTo={goTo} open={open} />
        <aside className="review-side">
          <Standing session={session} />
          <Missing missing={missing} open={open} onLead={lead} />
          <Attention session={session} />
          <CardBoth session={session} />
        </aside>
      </div>
    </Pane>
  )
}

function Standing({ session: { state, promised } }: { readonly session: SessionView }) {
  const say = useSay()
  return (
    <>
      {state === 'SIGNED' && (
        <Notice tone="good" title={say(words.signed)} spoken>
          <p>{say(words.signedHelp)}</p>
        </Notice>
      )}
      {state === 'SEALED' && <Notice tone="good" title={say(words.sealed)} spoken />}
      {promised && (
        <p>
          {say(words.promised)}: <strong>{formatDate(promised.on)}</strong>{' '}
          <span className="soft">({say(promised.by === 'FORECAST' ? words.byForecast : words.byLaw)})</span>
        </p>
      )}
    </>
  )
}

type MissingPart = NonNullable<SessionView['missing']>[number]

interface MissingProps {
  readonly missing: readonly MissingPart[]
  readonly open: boolean
  readonly onLead: (missing: MissingPart) => void
}

function Missing({ missing, open, onLead }: MissingProps) {
  const say = useSay()
  if (missing.length === 0) return open ? <Notice tone="good" title={say(words.nothingMissing)} /> : null
  return (
    <Notice tone="attention" title={`${say(words.missing)} (${missing.length})`}>
      <ul className="missing-list">
        {missing.map((one) => (
          <li key={`${one.code} ${one.position}`}>
            <button type="button" className="text-button" onClick={() => onLead(one)}>
              {say(one.text)}
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Attention({ session }: { readonly session: SessionView }) {
  const say = useSay()
  if (session.attention.length === 0) return null
  return (
    <Notice tone="plain" title={say(words.attention)}>
      <ul className="missing-list">
        {session.attention.map((text) => (
          <li key={text.en}>{say(text)}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** The card as the citizen sees it on the second screen. */
function CardBoth({ session }: { readonly session: SessionView }) {
  const say = useSay()
  const { card, portrait, id, revision } = session
  const picture = usePicture(portrait ? `/sessions/${id}/files/${portrait.file}?of=${revision}` : null)
  if (!card) return null
  const shown = shownCard(card)
  const confirmed = isCardConfirmed(session)
  return (
    <section aria-label={say(words.card)} className="review-card">
      <CardSide side="front" card={shown} portrait={picture.src} />
      <CardSide side="back" card={shown} portrait={null} />
      <p className={confirmed ? 'badge badge-good' : 'badge badge-attention'}>
        {say(confirmed ? words.citizenHas : words.citizenHasNot)}
      </p>
    </section>
  )
}
