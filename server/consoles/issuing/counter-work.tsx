import { useState } from 'react'
import { type CardTemplate, cardTemplates } from '../../../core/card/card-face.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { Collector } from '../../../core/issuance/collectors.ts'
import '../../../ui/card/card.css'
import { CardSide } from '../../../ui/card/card-side.tsx'
import { cardOfFace } from '../../../ui/card/shown-card.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Fact, Facts } from '../approvals/facts.tsx'
import { CounterCardDocument } from '../generated/issuing.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { usePicture } from '../parts/use-picture.ts'
import type { CardAtCounter } from './card-at-counter.ts'
import { inPersonWords } from './in-person-words.ts'
import { RecognitionPanel } from './recognition-panel.tsx'
import { RejectPanel } from './reject-panel.tsx'
import { TakeForm } from './take-form.tsx'
import { words as common } from './words.ts'

const words = {
  loading: { vi: 'Đang mở thẻ…', en: 'Opening…' },
  card: { vi: 'Thẻ trả cho', en: 'Card of' },
  noSlot: { vi: 'Không có ngăn', en: 'No slot' },
  byPost: {
    vi: 'Người này đăng ký nhận qua bưu điện; trả tại quầy thì không gửi nữa.',
    en: 'Delivery by post was asked for; once handed over here, it is not posted.',
  },
  uncollected: {
    vi: 'Thẻ đã quá hạn nhận; trả bây giờ vẫn được.',
    en: 'The card counted as uncollected; it can still be handed over.',
  },
  inPerson: { vi: 'Chỉ trả cho chính chủ thẻ:', en: 'To the holder in person only:' },
  portrait: { vi: 'Ảnh chân dung trên thẻ', en: 'The portrait on the card' },
} as const satisfies Readonly<Record<string, Bilingual>>

const templateOf = (name: string): CardTemplate =>
  cardTemplates.find((template) => template === name) ?? 'CC_2024'

interface CounterWorkProps {
  readonly scan: string
  readonly onGiven: (card: { readonly cardId: string; readonly serial: string }) => void
  readonly onRejected: (told: Bilingual) => void
}

/** One card from its scan to its receipt: who it is, what is printed, and the steps. */
export function CounterWork({ scan, onGiven, onRejected }: CounterWorkProps) {
  const say = useSay()
  // Every asking is a look at a person's data: once for each scan.
  const { data, trouble } = useAsk(CounterCardDocument, { scan }, { policy: 'network-only' })
  const answer = data?.counterCard
  if (answer?.__typename !== 'CounterCard') {
    const refusal = answer?.__typename === 'DomainRefusal' ? answer : null
    return answer || trouble ? (
      <RefusalNotice refusal={refusal} trouble={trouble} />
    ) : (
      <output>{say(words.loading)}</output>
    )
  }
  return (
    <div className="counter">
      <CardShown card={answer} />
      <Steps card={answer} scan={scan} onGiven={onGiven} onRejected={onRejected} />
    </div>
  )
}

function CardShown({ card }: { readonly card: CardAtCounter }) {
  const say = useSay()
  const picture = usePicture(card.portraitPath)
  const face = cardFaceSchema.parse(card.face)
  const shown = cardOfFace(templateOf(card.template), face)
  const portrait = picture.state === 'shown' ? picture.src : null
  const facts: readonly Fact[] = [
    [
      common.card,
      <span key="serial" className="code">
        {card.serial}
      </span>,
    ],
    [
      common.file,
      <span key="file" className="code">
        {card.applicationCode}
      </span>,
    ],
    [common.readyOn, card.readyOn && formatDate(card.readyOn)],
  ]
  return (
    <section className="panel counter-card" aria-label={`${say(words.card)} ${face.name}`}>
      <h2>{face.name}</h2>
      <div className="counter-portrait">
        {portrait && <img src={portrait} alt={say(words.portrait)} />}
        <div className="form-lines">
          <span className="slot-label">{card.slot ?? say(words.noSlot)}</span>
          <Facts facts={facts} />
        </div>
      </div>
      {card.byPost && <Notice tone="attention" title={say(words.byPost)} />}
      {card.applicationState === 'UNCOLLECTED' && <Notice tone="attention" title={say(words.uncollected)} />}
      {card.inPerson.length > 0 && (
        <Notice tone="attention" title={say(words.inPerson)}>
          <ul>
            {card.inPerson.map((code) => (
              <li key={code}>{say(inPersonWords(code))}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="counter-faces">
        <CardSide side="front" card={shown} portrait={portrait} />
        <CardSide side="back" card={shown} portrait={null} />
      </div>
    </section>
  )
}

function Steps({ card, scan, onGiven, onRejected }: CounterWorkProps & { readonly card: CardAtCounter }) {
  const [collector, setCollector] = useState<Collector>(card.collectors[0] ?? 'HOLDER')
  const [recognised, setRecognised] = useState(false)
  const isHolder = collector === 'HOLDER'
  return (
    <div className="form-lines">
      {isHolder && <RecognitionPanel card={card} scan={scan} onRecognised={setRecognised} />}
      <TakeForm
        card={card}
        scan={scan}
        collector={collector}
        onCollector={setCollector}
        ready={!isHolder || recognised}
        onGiven={onGiven}
      />
      <RejectPanel scan={scan} onRejected={onRejected} />
    </div>
  )
}
