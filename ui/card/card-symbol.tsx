import { useEffect, useState } from 'react'
import type { BarcodePlace } from '../../core/card/layout.ts'
import type { PrintedSymbol } from '../../core/documents/printed-symbol.ts'
import { placeQr } from '../../core/documents/qr-symbol.ts'
import { DomainError } from '../../core/errors.ts'
import { useSay } from '../language.tsx'
import { Line } from './card-text.tsx'
import { words } from './words.ts'

/** The resolution of card printers: symbols are drawn in their dots. */
const dotsPerInch = 300

type Placing = (place: BarcodePlace, text: string) => PrintedSymbol

/** Null where the text needs finer bars than can be printed: the card would be refused. */
function placed(place: BarcodePlace, text: string, placing: Placing): PrintedSymbol | null {
  try {
    return placing(place, text)
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

const qr: Placing = ({ box }, text) => placeQr(text, box, { dotsPerInch })

/** The symbol of a place; bars of other kinds need an encoder that is fetched when a template has one. */
function useSymbol(place: BarcodePlace, text: string | null): PrintedSymbol | null {
  const [bars, setBars] = useState<{ readonly placing: Placing } | null>(null)
  useEffect(() => {
    if (place.kind === 'QR') return
    let here = true
    void import('../../core/documents/card-barcode.ts').then(({ placeCardBarcode }) => {
      if (here) setBars({ placing: (at, content) => placeCardBarcode(at, content, dotsPerInch) })
    })
    return () => {
      here = false
    }
  }, [place.kind])
  const placing = place.kind === 'QR' ? qr : bars?.placing
  return text === null || !placing ? null : placed(place, text, placing)
}

interface CardSymbolProps {
  readonly place: BarcodePlace
  /** null: not known yet. */
  readonly text: string | null
  readonly colour: string
}

/** A symbol as it will be printed, on its white plate; before there is a content, its place. */
export function CardSymbol({ place, text, colour }: CardSymbolProps) {
  const symbol = useSymbol(place, text)
  if (!symbol) return <PlaceOfSymbol place={place} colour={colour} />
  const { x, y, width, height, module, quiet, bars } = symbol
  const [across, down] = [quiet.across * module, quiet.down * module]
  const path = bars.map(([column, row, w, h]) => `M${column} ${row}h${w}v${h}h${-w}z`).join('')
  return (
    <g className="card-symbol">
      <rect
        x={x - across}
        y={y - down}
        width={width + 2 * across}
        height={height + 2 * down}
        fill="#ffffff"
      />
      <path
        d={path}
        transform={`translate(${x} ${y}) scale(${module})`}
        fill="#000000"
        shapeRendering="crispEdges"
      />
    </g>
  )
}

function PlaceOfSymbol({ place: { box }, colour }: Pick<CardSymbolProps, 'place' | 'colour'>) {
  const say = useSay()
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
      <Line
        x={box.x + box.width / 2}
        foot={box.y + box.height / 2 + 0.6}
        size={5.4}
        align="center"
        colour={colour}
      >
        {say(words.symbolLater)}
      </Line>
    </g>
  )
}
