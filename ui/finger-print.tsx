import type { Box, Place, Size } from './finger-view.ts'

export interface DrawnMinutia extends Place {
  /** 1/256 of a turn, counter-clockwise from the x axis (ISO/IEC 19794-2:2005, 7.5.4). */
  readonly angle: number
  readonly kind: 'ENDING' | 'BIFURCATION' | 'OTHER'
  /** Number of the pair that it belongs to, the same on both prints; null where it has no partner. */
  readonly pair: number | null
}

/** Told apart by hue; the number beside it says the same to eyes that see none. All of them 4.5:1 on white. */
const pairColours = [
  '#b3134d',
  '#1257a8',
  '#1d6b2f',
  '#a34700',
  '#6a1b9a',
  '#00667a',
  '#6b4a12',
  '#3a4a9e',
] as const
const alone = '#4a5764'

const pairColour = (pair: number | null): string =>
  pair === null ? alone : (pairColours[(pair - 1) % pairColours.length] ?? alone)

interface FingerPrintProps {
  /** Address of the image, as of a Blob; null draws the minutiae alone. */
  readonly src: string | null
  /** Size of the print in pixels at 500 dpi, whatever its image was scanned with. */
  readonly size: Size
  /** The frame that it shares with the print beside it, where it lies in it, and what is seen of it. */
  readonly at: Place
  readonly part: Box
  /** Pixels on the screen for one of the frame at zoom 1 do not matter to the marks: `zoom` keeps them small. */
  readonly zoom: number
  readonly minutiae: readonly DrawnMinutia[]
  /** The pair that is looked at. */
  readonly picked: number | null
  readonly onPick: (pair: number) => void
  /** Says to ears what is drawn. */
  readonly label: string
}

/** A print with its minutiae drawn: a circle where a ridge ends, a square where it forks, a line along the ridge. */
export function FingerPrint({
  src,
  size,
  at,
  part,
  zoom,
  minutiae,
  picked,
  onPick,
  label,
}: FingerPrintProps) {
  const unit = 1 / Math.sqrt(zoom)
  return (
    <svg
      className="finger-print"
      viewBox={`${part.x} ${part.y} ${part.width} ${part.height}`}
      role="img"
      aria-label={label}
    >
      <g transform={`translate(${at.x} ${at.y})`}>
        {src !== null && <image href={src} {...size} preserveAspectRatio="none" />}
        {minutiae.map((minutia) => (
          <Mark
            key={`${minutia.x} ${minutia.y} ${minutia.angle} ${minutia.kind}`}
            minutia={minutia}
            unit={unit}
            isPicked={minutia.pair !== null && minutia.pair === picked}
            onPick={onPick}
          />
        ))}
      </g>
    </svg>
  )
}

interface MarkProps {
  readonly minutia: DrawnMinutia
  readonly unit: number
  readonly isPicked: boolean
  readonly onPick: (pair: number) => void
}

const radius = 4
const tail = 13
const fullTurn = 256

function Mark({ minutia, unit, isPicked, onPick }: MarkProps) {
  const { x, y, angle, kind, pair } = minutia
  const r = radius * unit
  const turn = (angle / fullTurn) * 2 * Math.PI
  const colour = pairColour(pair)
  // Image rows run down, angles are counted upwards.
  const end = { x: x + Math.cos(turn) * tail * unit, y: y - Math.sin(turn) * tail * unit }
  const start = { x: x + Math.cos(turn) * r, y: y - Math.sin(turn) * r }
  const shape = (className: string, stroke?: string) => (
    <g className={className} stroke={stroke}>
      {kind === 'BIFURCATION' ? (
        <rect x={x - r} y={y - r} width={2 * r} height={2 * r} />
      ) : (
        <circle cx={x} cy={y} r={r} />
      )}
      <line x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
    </g>
  )
  return (
    <g
      className={pair === null ? 'minutia minutia-alone' : 'minutia'}
      data-kind={kind}
      data-pair={pair ?? undefined}
      {...(pair !== null && { onClick: () => onPick(pair) })}
    >
      {isPicked && <circle className="minutia-picked" cx={x} cy={y} r={radius * 3.2 * unit} />}
      {shape('minutia-halo')}
      {shape('minutia-lines', colour)}
      {pair !== null && (
        <text x={x + r * 1.5} y={y - r * 1.1} fontSize={11 * unit} fill={colour}>
          {pair}
        </text>
      )}
    </g>
  )
}
