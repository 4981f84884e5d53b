import { Button } from '@mantine/core'
import { type CardTemplate, cardTemplates } from '../../../core/card/card-face.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import type { Bilingual } from '../../../core/errors.ts'
import '../../../ui/card/card.css'
import { CardSide } from '../../../ui/card/card-side.tsx'
import { cardOfFace } from '../../../ui/card/shown-card.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Fact, Facts } from '../approvals/facts.tsx'
import { today } from '../clock.ts'
import type { CardsByCodeQuery } from '../generated/cards.ts'
import { usePicture } from '../parts/use-picture.ts'
import { useUnitNames } from '../parts/unit-names.ts'
import { useMay } from '../session/session.tsx'
import { cardStateName } from './card-states.ts'
import './recalls.css'

type CardOnFile = CardsByCodeQuery['cardsByCode'][number]

const words = {
  card: { vi: 'Thẻ số', en: 'Card' },
  application: { vi: 'Hồ sơ', en: 'Application' },
  issuedOn: { vi: 'Ngày cấp', en: 'Issued' },
  expiresOn: { vi: 'Có giá trị đến', en: 'Expires' },
  never: { vi: 'Không thời hạn', en: 'Never' },
  unit: { vi: 'Nơi trả thẻ', en: 'Collected at' },
  centre: { vi: 'Nơi nhận hồ sơ', en: 'Applied at' },
  confirm: { vi: 'Giấy xác nhận (PDF)', en: 'Confirmation (PDF)' },
  confirmWhy: {
    vi: 'Chỉ thẻ đang dùng, còn hạn mới có giấy xác nhận.',
    en: 'Only a card in force has a confirmation.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const templateOf = (name: string): CardTemplate =>
  cardTemplates.find((template) => template === name) ?? 'CC_2024'

function Confirmation({ id, first }: { readonly id: string; readonly first: boolean }) {
  const say = useSay()
  const address = `/cards/${id}/confirmation.pdf`
  const element = `confirmation-${id}`
  useShortcut(first ? 'F2' : null, words.confirm, () => document.getElementById(element)?.click())
  return (
    <Button
      component="a"
      id={element}
      href={address}
      download
      {...(first && { rightSection: <KeyHint keys="F2" /> })}
    >
      {say(words.confirm)}
    </Button>
  )
}

/** One card: what is known of it, and its faces as printed. The first of a screen answers to the key. */
export function CardView({ card, first }: { readonly card: CardOnFile; readonly first: boolean }) {
  const say = useSay()
  const may = useMay()
  const unitName = useUnitNames([card.unitCode])
  const picture = usePicture(card.portraitPath)
  const shown = cardOfFace(templateOf(card.template), cardFaceSchema.parse(card.face))
  const inForce = card.state === 'ACTIVE' && (card.expiresOn === null || card.expiresOn >= today())
  const facts: readonly Fact[] = [
    [
      words.application,
      <span key="application" className="code">
        {card.applicationCode}
      </span>,
    ],
    [words.issuedOn, formatDate(card.issuedOn)],
    [words.expiresOn, card.expiresOn === null ? say(words.never) : formatDate(card.expiresOn)],
    [words.unit, unitName(card.unitCode)],
    [words.centre, card.centreName],
  ]
  return (
    <section className="panel" aria-label={`${say(words.card)} ${card.serial}`}>
      <div className="recalls-head">
        <h2>
          {say(words.card)} <span className="code">{card.serial}</span>{' '}
          <span className={`badge ${inForce ? 'badge-good' : 'badge-attention'}`}>
            {say(cardStateName(inForce || card.state !== 'ACTIVE' ? card.state : 'EXPIRED'))}
          </span>
        </h2>
        {may('card.confirm') &&
          (inForce ? (
            <Confirmation id={card.id} first={first} />
          ) : (
            <p className="soft">{say(words.confirmWhy)}</p>
          ))}
      </div>
      <div className="recalls-card">
        <CardSide side="front" card={shown} portrait={picture.state === 'shown' ? picture.src : null} />
        <CardSide side="back" card={shown} portrait={null} />
      </div>
      <Facts facts={facts} />
    </section>
  )
}
