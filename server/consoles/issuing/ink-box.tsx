import { type PointerEvent, useRef } from 'react'
import type { SignatureStrokes } from '../../../core/contracts/signature.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { inkBox } from './hand-over.ts'

const label: Bilingual = {
  vi: 'Khung ký: ký bằng bút, ngón tay hoặc chuột',
  en: 'Signature box: sign with pen, finger or mouse',
}

type Strokes = SignatureStrokes['strokes']

/** More than anybody signs with: what a pad would send beyond it is left out. */
const mostPoints = 4000

interface InkBoxProps {
  readonly strokes: Strokes
  readonly onInk: (strokes: Strokes) => void
}

/** A box to sign in; the ink is kept as the way of the pen. */
export function InkBox({ strokes, onInk }: InkBoxProps) {
  const say = useSay()
  const drawing = useRef(false)
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>): [number, number] => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const within = (share: number, most: number) => Math.round(Math.min(Math.max(share, 0), 1) * most)
    return [within((clientX - left) / width, inkBox.width), within((clientY - top) / height, inkBox.height)]
  }
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    onInk([...strokes, [at(event)]])
  }
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    const last = strokes.at(-1)
    if (!drawing.current || !last || last.length >= mostPoints) return
    onInk([...strokes.slice(0, -1), [...last, at(event)]])
  }
  return (
    <svg
      className="ink-box"
      role="img"
      aria-label={say(label)}
      viewBox={`0 0 ${inkBox.width} ${inkBox.height}`}
      onPointerDown={begin}
      onPointerMove={draw}
      onPointerUp={() => (drawing.current = false)}
      onPointerCancel={() => (drawing.current = false)}
    >
      {strokes.map((stroke, i) => (
        // A dot is a line to where it is.
        // oxlint-disable-next-line react/no-array-index-key -- strokes are only added, and cleared together
        <polyline key={i} points={[...stroke, stroke.at(-1)].flat().join(' ')} />
      ))}
    </svg>
  )
}
