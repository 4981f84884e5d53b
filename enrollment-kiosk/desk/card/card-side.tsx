import { backArt, frontArt } from '../../../core/card/art/card-art.ts'
import type { Segment, Shape } from '../../../core/card/art/shape.ts'
import type { Box, FieldName, PrintedField, PrintedText } from '../../../core/card/layout.ts'
import {
  cardLayout,
  cardSize,
  groundColours,
  labelColour,
  valueColour,
} from '../../../core/card/templates.ts'
import { fitText, leading } from '../../../core/documents/fit-text.ts'
import { useSay } from '../../../ui/language.tsx'
import { type CardPreview, cardMrz, cardValue, templateOf } from './card-values.ts'
import { useMeasure } from './use-measure.ts'
import { words } from './words.ts'

/** A typographic point in millimetres. */
const point = 25.4 / 72
const weights = { regular: 400, semiBold: 600, bold: 700 } as const

interface CardSideProps {
  readonly side: 'front' | 'back'
  readonly card: CardPreview
  /** Address of the portrait; null where there is none yet. */
  readonly portrait: string | null
  /** An item that is looked at: it is framed. */
  readonly shown?: FieldName | null
}

/** One side of the card as it will be printed, in millimetres: the same layout and drawing from which cards are made. */
export function CardSide({ side, card, portrait, shown = null }: CardSideProps) {
  const say = useSay()
  const layout = cardLayout(templateOf(card))
  const face = layout[side]
  const { width, height, cornerRadius } = cardSize
  const ground = `card-ground-${side}`
  const edge = `card-edge-${side}`
  return (
    <svg
      className="card-side"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={describe(say(words[side]), card, face.fields)}
    >
      <defs>
        <linearGradient id={ground}>
          {groundColours.map((colour, i) => (
            <stop key={`${colour} ${i === 0 ? 'left' : 'right'}`} offset={i / 2} stopColor={colour} />
          ))}
        </linearGradient>
        <clipPath id={edge}>
          <rect width={width} height={height} rx={cornerRadius} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${edge})`}>
        <rect width={width} height={height} fill={`url(#${ground})`} />
        <Shapes shapes={side === 'front' ? frontArt(layout) : backArt(layout)} />
        {side === 'front' && layout.front.portrait && <Portrait box={layout.front.portrait} src={portrait} />}
        {side === 'back' && <QrPlace box={layout.back.qr} />}
        {side === 'back' && <MrzLines card={card} />}
        {face.texts.map((text) => (
          <FixedText key={text.text} {...text} />
        ))}
        {face.fields.map((field) => (
          <Item key={field.field} field={field} card={card} framed={field.field === shown} />
        ))}
      </g>
    </svg>
  )
}

/** For ears: the side and everything that stands on it. */
const describe = (side: string, card: CardPreview, fields: readonly PrintedField[]) =>
  `${side}. ${fields.map(({ field, label }) => `${label.vi}: ${cardValue(card, field) ?? words.numberLater.vi}`).join('. ')}`

const pathOf = (segments: readonly Segment[]) => segments.map((segment) => segment.join(' ')).join('')

function Shapes({ shapes }: { readonly shapes: readonly Shape[] }) {
  return shapes.map(({ segments, fill, stroke, width }, i) => (
    // oxlint-disable-next-line react/no-array-index-key -- a drawing that never changes
    <path key={i} d={pathOf(segments)} fill={fill ?? 'none'} stroke={stroke} strokeWidth={width} />
  ))
}

function FixedText({ text, box, size, weight, align, colour }: PrintedText) {
  const centred = align === 'center'
  return (
    <text
      x={centred ? box.x + box.width / 2 : box.x}
      y={box.y + size * point}
      fontSize={size * point}
      fontWeight={weights[weight]}
      textAnchor={centred ? 'middle' : 'start'}
      fill={colour}
    >
      {text}
    </text>
  )
}

const labelSize = { max: 4.7, min: 3.2 } as const

/** A label in both languages on one line, and its value as large as fits below it. */
function Item({
  field,
  card,
  framed,
}: {
  readonly field: PrintedField
  readonly card: CardPreview
  readonly framed: boolean
}) {
  const say = useSay()
  const semiBold = useMeasure(600)
  const regular = useMeasure(400)
  const { label, labelBox, box } = field
  const natural = semiBold(label.vi, 1) + regular(` / ${label.en}:`, 1)
  const size = Math.max(labelSize.min, Math.min(labelSize.max, labelBox.width / point / natural))
  const value = cardValue(card, field.field) ?? say(words.numberLater)
  const frame = { width: box.width / point, height: box.height / point, size: field.size }
  // A text that does not fit is seen to run over: the printer refuses it, and here somebody can shorten it.
  const fitted = fitText(value, frame, semiBold) ?? { size: field.size.min, lines: [value] }
  return (
    <g>
      {framed && (
        <rect
          className="card-shown"
          x={labelBox.x - 0.8}
          y={labelBox.y - 0.4}
          width={box.width + 1.6}
          height={labelBox.height + box.height + 0.8}
          rx={0.8}
        />
      )}
      <text
        x={labelBox.x}
        y={labelBox.y + labelBox.height - size * point * 0.35}
        fontSize={size * point}
        fill={labelColour}
      >
        <tspan fontWeight={600}>{label.vi}</tspan>
        {` / ${label.en}:`}
      </text>
      {fitted.lines.map((line, i) => (
        <text
          key={line}
          x={box.x}
          y={box.y + fitted.size * point * (1 + i * leading)}
          fontSize={fitted.size * point}
          fontWeight={weights[field.weight]}
          fill={valueColour}
        >
          {line}
        </text>
      ))}
    </g>
  )
}

function Portrait({ box, src }: { readonly box: Box; readonly src: string | null }) {
  const say = useSay()
  if (src !== null) return <image href={src} {...box} preserveAspectRatio="xMidYMid slice" />
  return (
    <g>
      <rect
        {...box}
        fill="#ffffff"
        fillOpacity={0.7}
        stroke={labelColour}
        strokeWidth={0.15}
        strokeDasharray="1 1"
      />
      <text
        x={box.x + box.width / 2}
        y={box.y + box.height / 2}
        fontSize={1.9}
        textAnchor="middle"
        fill={labelColour}
      >
        {say(words.portraitLater)}
      </text>
    </g>
  )
}

/** Where the QR is printed: its content is put together when the card is made. */
function QrPlace({ box }: { readonly box: Box }) {
  return (
    <g>
      <rect {...box} fill="#ffffff" fillOpacity={0.85} />
      <text
        x={box.x + box.width / 2}
        y={box.y + box.height / 2 + 1}
        fontSize={3}
        textAnchor="middle"
        fill={labelColour}
      >
        QR
      </text>
    </g>
  )
}

function MrzLines({ card }: { readonly card: CardPreview }) {
  const { mrz } = cardLayout(templateOf(card)).back
  return (cardMrz(card) ?? []).map((line, row) => (
    <text
      key={line}
      x={mrz.box.x}
      y={mrz.box.y + mrz.capHeight + 1 + row * mrz.linePitch}
      fontSize={mrz.capHeight * 1.35}
      fontFamily="'OCR B', 'DejaVu Sans Mono', monospace"
      textLength={mrz.box.width}
      fill={valueColour}
    >
      {line}
    </text>
  ))
}
