import { sideArt } from '../../core/card/art/card-art.ts'
import type { Segment, Shape } from '../../core/card/art/shape.ts'
import { cardSize } from '../../core/card/layout-parts.ts'
import type { Box, FieldName, PrintedField } from '../../core/card/layout.ts'
import { symbolText } from '../../core/card/symbol-text.ts'
import { cardLayout } from '../../core/card/templates.ts'
import { useSay } from '../language.tsx'
import { CardSymbol } from './card-symbol.tsx'
import { FixedTexts, Item, Line, MrzLines } from './card-text.tsx'
import { type ShownCard, shownItem } from './shown-card.ts'
import { useMeasures } from './use-measure.ts'
import { words } from './words.ts'

interface CardSideProps {
  readonly side: 'front' | 'back'
  readonly card: ShownCard
  /** Address of the portrait; null where there is none yet. */
  readonly portrait: string | null
  /** An item that is looked at: it is framed. */
  readonly shown?: FieldName | null
}

/**
 * One side of the card as it will be printed, in millimetres: the same layout, drawing, codes and fitting of texts from which cards
 * are made. Its page needs card.css.
 */
export function CardSide({ side, card, portrait, shown = null }: CardSideProps) {
  const say = useSay()
  const measures = useMeasures()
  const layout = cardLayout(card.template)
  const { palette } = layout
  const face = layout[side]
  const { width, height, cornerRadius } = cardSize
  const ground = `card-ground-${card.template}-${side}`
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
          {palette.ground.map((colour, i) => (
            <stop key={`${colour} ${i === 0 ? 'left' : 'right'}`} offset={i / 2} stopColor={colour} />
          ))}
        </linearGradient>
        <clipPath id={edge}>
          <rect width={width} height={height} rx={cornerRadius} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${edge})`}>
        <rect width={width} height={height} fill={`url(#${ground})`} />
        <Shapes shapes={sideArt(layout, side)} />
        {face.portrait && <Portrait box={face.portrait} src={portrait} colour={palette.label} />}
        {face.barcodes.map((place) => (
          <CardSymbol
            key={`${place.kind} ${place.content.join(' ')}`}
            place={place}
            text={symbolText(place.content, (item) => shownItem(card, item))}
            colour={palette.label}
          />
        ))}
        {face.mrz && <MrzLines lines={card.mrz} mrz={face.mrz} colour={palette.value} />}
        <FixedTexts texts={face.texts} />
        {face.fields.map((field) => (
          <Item
            key={field.field}
            field={field}
            card={card}
            framed={field.field === shown}
            measures={measures}
            palette={palette}
          />
        ))}
      </g>
    </svg>
  )
}

/** For ears: the side and everything that stands on it. */
const describe = (side: string, card: ShownCard, fields: readonly PrintedField[]) =>
  `${side}. ${fields.map(({ field, label }) => `${label.vi}: ${card.valueOf(field) ?? words.later.vi}`).join('. ')}`

const pathOf = (segments: readonly Segment[]) => segments.map((segment) => segment.join(' ')).join('')

function Shapes({ shapes }: { readonly shapes: readonly Shape[] }) {
  return shapes.map(({ segments, fill, stroke, width }, i) => (
    // oxlint-disable-next-line react/no-array-index-key -- a drawing that never changes
    <path key={i} d={pathOf(segments)} fill={fill ?? 'none'} stroke={stroke} strokeWidth={width} />
  ))
}

interface PortraitProps {
  readonly box: Box
  readonly src: string | null
  readonly colour: string
}

function Portrait({ box, src, colour }: PortraitProps) {
  const say = useSay()
  if (src !== null) return <image href={src} {...box} preserveAspectRatio="xMidYMid slice" />
  return (
    <g className="card-later">
      <rect
        {...box}
        fill="#ffffff"
        fillOpacity={0.7}
        stroke={colour}
        strokeWidth={0.15}
        strokeDasharray="1 1"
      />
      <Line x={box.x + box.width / 2} foot={box.y + box.height / 2} size={5.4} align="center" colour={colour}>
        {say(words.portraitLater)}
      </Line>
    </g>
  )
}
