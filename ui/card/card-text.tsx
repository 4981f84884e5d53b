import type { ReactNode } from 'react'
import type { FaceLayout, MrzLayout, Palette, PrintedField, PrintedText } from '../../core/card/layout.ts'
import { fitText, labelSize, leading } from '../../core/documents/fit-text.ts'
import { useSay } from '../language.tsx'
import type { ShownCard } from './shown-card.ts'
import { type Measures, weights } from './use-measure.ts'
import { words } from './words.ts'

/** A typographic point in millimetres. */
const point = 25.4 / 72

/** Browsers round the advance of each letter to a part of the unit: a hundredth of a millimetre keeps lines as long as printed. */
const fine = 100

interface LineProps {
  readonly x: number
  /** Where its letters stand. */
  readonly foot: number
  /** Points. */
  readonly size: number
  readonly weight?: PrintedText['weight']
  readonly align?: PrintedText['align']
  readonly colour: string
  readonly children: ReactNode
}

/** One line of text; places in millimetres. */
export function Line({ x, foot, size, weight = 'regular', align = 'left', colour, children }: LineProps) {
  return (
    <text
      transform={`scale(${1 / fine})`}
      x={x * fine}
      y={foot * fine}
      fontSize={size * point * fine}
      fontWeight={weights[weight]}
      textAnchor={align === 'center' ? 'middle' : 'start'}
      fill={colour}
    >
      {children}
    </text>
  )
}

/** Words that are the same on every card. */
export function FixedTexts({ texts }: Pick<FaceLayout, 'texts'>) {
  return texts.map(({ text, box, size, weight, align, colour }) => (
    <Line
      key={`${text} ${box.x}`}
      x={align === 'center' ? box.x + box.width / 2 : box.x}
      foot={box.y + size * point}
      {...{ size, weight, align, colour }}
    >
      {text}
    </Line>
  ))
}

interface ItemProps {
  readonly field: PrintedField
  readonly card: ShownCard
  readonly framed: boolean
  readonly measures: Measures
  readonly palette: Palette
}

/** A label in both languages on one line, and its value as large as fits below it. */
export function Item({ field, card, framed, measures, palette }: ItemProps) {
  const say = useSay()
  const { label, labelBox, box, weight } = field
  const natural = measures.semiBold(label.vi, 1) + measures.regular(` / ${label.en}:`, 1)
  const size = Math.max(labelSize.min, Math.min(labelSize.max, labelBox.width / point / natural))
  const value = card.valueOf(field.field) ?? say(words.later)
  const frame = { width: box.width / point, height: box.height / point, size: field.size }
  // A text that does not fit is seen to run over: the printer refuses it, and here somebody can shorten it.
  const fitted = fitText(value, frame, measures[weight]) ?? { size: field.size.min, lines: [value] }
  const step = fitted.size * point
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
      <Line
        x={labelBox.x}
        foot={labelBox.y + labelBox.height - size * point * 0.35}
        size={size}
        colour={palette.label}
      >
        <tspan fontWeight={weights.semiBold}>{label.vi}</tspan>
        {` / ${label.en}:`}
      </Line>
      {fitted.lines.map((line, i) => (
        <Line
          key={line}
          x={box.x}
          foot={box.y + step * (1 + i * leading)}
          size={fitted.size}
          weight={weight}
          colour={palette.value}
        >
          {line}
        </Line>
      ))}
    </g>
  )
}

interface MrzLinesProps {
  readonly lines: ShownCard['mrz']
  readonly mrz: MrzLayout
  readonly colour: string
}

/** In any even type, each line as long as it will be in OCR-B. */
export function MrzLines({ lines, mrz: { box, capHeight, linePitch }, colour }: MrzLinesProps) {
  return (lines ?? []).map((line, row) => (
    <text
      key={line}
      x={box.x}
      y={box.y + capHeight + row * linePitch}
      fontSize={capHeight * 1.35}
      fontFamily="'OCR B', 'DejaVu Sans Mono', monospace"
      textLength={box.width}
      fill={colour}
    >
      {line}
    </text>
  ))
}
