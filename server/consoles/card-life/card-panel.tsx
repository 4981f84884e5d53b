import { useState } from 'react'
import type { MeasureKind } from '../../../core/card-life/grounds.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Facts } from '../approvals/facts.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { cardStateName } from '../recalls/card-states.ts'
import './card-life.css'
import type { LifeCard } from './life-card.ts'
import { MeasureDialog } from './measure-dialog.tsx'
import { actorName, eventName, measureName, measureState, reasonName } from './words.ts'

const words = {
  card: { vi: 'Thẻ số', en: 'Card' },
  holder: { vi: 'Chủ thẻ', en: 'Holder' },
  application: { vi: 'Hồ sơ', en: 'Application' },
  issuedOn: { vi: 'Ngày cấp', en: 'Issued' },
  expiresOn: { vi: 'Có giá trị đến', en: 'Expires' },
  never: { vi: 'Không thời hạn', en: 'Never' },
  unit: { vi: 'Nơi trả thẻ', en: 'Collected at' },
  filed: {
    vi: 'Đang có hồ sơ cấp thẻ mới: không mở khóa thẻ này được.',
    en: 'A file for a new card is open: this one cannot be unlocked.',
  },
  measures: { vi: 'Việc đã làm và đang chờ', en: 'Done and proposed' },
  history: { vi: 'Lịch sử thẻ', en: 'History' },
  nothing: {
    vi: 'Không có việc nào bạn làm được với thẻ này.',
    en: 'Nothing that you can do with this card.',
  },
  by: { vi: 'người lập', en: 'by' },
  second: { vi: 'cán bộ thứ hai', en: 'second officer' },
  paper: { vi: 'Biên bản (PDF)', en: 'Record (PDF)' },
} as const satisfies Readonly<Record<string, Bilingual>>

const keys: Readonly<Record<MeasureKind, string>> = {
  LOCK: 'F3',
  UNLOCK: 'F4',
  HOLD: 'F6',
  GIVE_BACK: 'F7',
  REVOKE: 'F8',
  REINSTATE: 'F9',
  DESTROY: 'F10',
}

function Measures({ measures }: Pick<LifeCard, 'measures'>) {
  const say = useSay()
  if (measures.length === 0) return null
  return (
    <>
      <h3>{say(words.measures)}</h3>
      <ul className="card-life-steps">
        {measures.map(({ id, kind, ground, state, basis, at, proposedBy, secondBy, refusal, minutesId }) => (
          <li key={id}>
            <span className="soft">{formatInstant(at)}</span>
            <span>
              <strong>{say(measureName(kind))}</strong>: {say(reasonName(ground))} ({say(measureState(state))}
              {proposedBy && `; ${say(words.by)}: ${proposedBy}`}
              {secondBy && `; ${say(words.second)}: ${secondBy}`}){basis && `. ${basis}`}
              {refusal && `. ${refusal}`}{' '}
              {minutesId && (
                <a href={`/minutes/${minutesId}.pdf`} target="_blank" rel="noreferrer">
                  {say(words.paper)}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function History({ steps }: Pick<LifeCard, 'steps'>) {
  const say = useSay()
  if (steps.length === 0) return null
  return (
    <>
      <h3>{say(words.history)}</h3>
      <ul className="card-life-steps">
        {steps.map(({ event, at, reason, officer, by }) => (
          <li key={`${event} ${at}`}>
            <span className="soft">{formatInstant(at)}</span>
            <span>
              {say(eventName(event))}
              {reason && `: ${say(reasonName(reason))}`} ({officer ?? say(actorName(by))})
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

interface CardPanelProps {
  readonly card: LifeCard
  /** The first of a screen answers to the keys. */
  readonly first: boolean
  readonly onDone: (done: Bilingual) => void
}

export function CardPanel({ card, first, onDone }: CardPanelProps) {
  const say = useSay()
  const unitName = useUnitNames([card.unitCode])
  const [open, setOpen] = useState<LifeCard['offers'][number] | null>(null)
  const finish = (done: Bilingual) => {
    setOpen(null)
    onDone(done)
  }
  return (
    <section className="panel" aria-label={`${say(words.card)} ${card.serial}`}>
      <div className="card-life-head">
        <h2>
          {say(words.card)} <span className="code">{card.serial}</span>{' '}
          <span className={`badge ${card.state === 'ACTIVE' ? 'badge-good' : 'badge-attention'}`}>
            {say(cardStateName(card.state))}
          </span>
        </h2>
      </div>
      <Facts
        facts={[
          [words.holder, card.holder],
          [
            words.application,
            <span key="application" className="code">
              {card.applicationCode}
            </span>,
          ],
          [words.issuedOn, formatDate(card.issuedOn)],
          [words.expiresOn, card.expiresOn === null ? say(words.never) : formatDate(card.expiresOn)],
          [words.unit, unitName(card.unitCode)],
        ]}
      />
      {card.newCardFiled && card.state === 'LOCKED' && <p>{say(words.filed)}</p>}
      <div className="row">
        {card.offers.map((offer) => (
          <ActionButton
            key={offer.kind}
            label={measureName(offer.kind)}
            {...(first && { keys: keys[offer.kind] })}
            variant={offer.kind === 'LOCK' || offer.kind === 'UNLOCK' ? 'filled' : 'default'}
            onClick={() => setOpen(offer)}
          />
        ))}
        {card.offers.length === 0 && <p className="soft">{say(words.nothing)}</p>}
      </div>
      <Measures measures={card.measures} />
      <History steps={card.steps} />
      {open && <MeasureDialog card={card} offer={open} onClose={() => setOpen(null)} onDone={finish} />}
    </section>
  )
}
