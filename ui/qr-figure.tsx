import { useMemo } from 'react'
import { qrMatrix } from '../core/documents/qr-matrix.ts'

/** ISO/IEC 18004, 5.3.8: four light modules all round. */
const quiet = 4

/** A QR symbol as one drawing, dark on white whatever the colours round it; `label` says what it is for. */
export function QrFigure({
  text,
  label,
  className,
}: {
  readonly text: string
  readonly label: string
  readonly className?: string
}) {
  const symbol = useMemo(() => qrMatrix(text), [text])
  if (!symbol) return null
  const { modules, dark } = symbol
  const side = modules + 2 * quiet
  const squares = [...dark].flatMap((bit, i) =>
    bit === 1 ? [`M${(i % modules) + quiet} ${Math.floor(i / modules) + quiet}h1v1h-1z`] : [],
  )
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      className={className}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  )
}
