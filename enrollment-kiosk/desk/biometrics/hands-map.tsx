import { type FingerPosition, fingerNames } from '../../../core/biometrics/positions.ts'
import { useSay } from '../../../ui/language.tsx'
import { type StepState, stepMarks } from './step-marks.ts'

interface DrawnFinger {
  readonly position: FingerPosition
  /** Where the finger leaves the palm, and where it points: degrees from upright, clockwise. */
  readonly x: number
  readonly y: number
  readonly angle: number
  readonly length: number
  readonly width: number
}

/** A left hand seen from its back, thumb at the right; the right hand is the same in a mirror. */
const leftHand: readonly DrawnFinger[] = [
  { position: 10, x: 48, y: 138, angle: -17, length: 66, width: 25 },
  { position: 9, x: 78, y: 124, angle: -6, length: 86, width: 28 },
  { position: 8, x: 109, y: 120, angle: 2, length: 96, width: 29 },
  { position: 7, x: 140, y: 128, angle: 11, length: 84, width: 28 },
  { position: 6, x: 162, y: 190, angle: 47, length: 72, width: 31 },
]
const palm = 'M37 138C40 118 152 114 155 130L170 176C174 204 152 236 100 236C56 236 40 200 37 138Z'
const handWidth = 230
const viewHeight = 262

const rightOf: Readonly<Partial<Record<FingerPosition, FingerPosition>>> = { 10: 5, 9: 4, 8: 3, 7: 2, 6: 1 }

const words = {
  left: { vi: 'Tay trái', en: 'Left hand' },
  right: { vi: 'Tay phải', en: 'Right hand' },
} as const

interface HandsMapProps {
  readonly states: ReadonlyMap<FingerPosition, StepState>
  readonly onPick: (position: FingerPosition) => void
}

/** Both hands as their owner sees their backs. The list of steps says the same in words, so ears need only the summary. */
export function HandsMap({ states, onPick }: HandsMapProps) {
  const say = useSay()
  const told = [...states]
    .filter(([, state]) => state !== 'ABSENT')
    .map(([position, state]) => `${say(fingerNames[position])}: ${say(stepMarks[state].words)}`)
  return (
    <svg
      className="hands-map"
      viewBox={`0 0 ${2 * handWidth} ${viewHeight}`}
      role="img"
      aria-label={told.join('; ')}
    >
      <defs>
        <pattern
          id="hands-hatch"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="7" height="7" className="hands-hatch-ground" />
          <line x1="0" y1="0" x2="0" y2="7" className="hands-hatch-line" />
        </pattern>
      </defs>
      <Hand states={states} onPick={onPick} side="left" />
      <Hand states={states} onPick={onPick} side="right" />
      <text className="hand-name" x={104} y={viewHeight - 6}>
        {say(words.left)}
      </text>
      <text className="hand-name" x={2 * handWidth - 104} y={viewHeight - 6}>
        {say(words.right)}
      </text>
    </svg>
  )
}

function Hand({ states, onPick, side }: HandsMapProps & { readonly side: 'left' | 'right' }) {
  const isRight = side === 'right'
  return (
    <g>
      {leftHand.map((drawn) => {
        const position = isRight ? (rightOf[drawn.position] ?? drawn.position) : drawn.position
        const mirrored = isRight ? { ...drawn, x: 2 * handWidth - drawn.x, angle: -drawn.angle } : drawn
        return (
          <Finger
            key={position}
            finger={{ ...mirrored, position }}
            state={states.get(position) ?? 'ABSENT'}
            onPick={onPick}
          />
        )
      })}
      {/* Over the fingers: it hides their roots. */}
      <path
        className="hand-palm"
        d={palm}
        transform={isRight ? `translate(${2 * handWidth} 0) scale(-1 1)` : ''}
      />
    </g>
  )
}

interface FingerProps {
  readonly finger: DrawnFinger
  readonly state: StepState
  readonly onPick: (position: FingerPosition) => void
}

/** How far the finger reaches into the palm, so that no gap shows. */
const root = 26

function Finger({ finger, state, onPick }: FingerProps) {
  const { x, y, angle, length, width, position } = finger
  const turn = (angle * Math.PI) / 180
  const reach = length - width / 2
  const tip = { x: x + Math.sin(turn) * reach, y: y - Math.cos(turn) * reach }
  const { mark } = stepMarks[state]
  return (
    <g className={`hand-finger hand-finger-${state}`} data-finger={position} onClick={() => onPick(position)}>
      <rect
        className="hand-finger-shape"
        x={-width / 2}
        y={-length}
        width={width}
        height={length + root}
        rx={width / 2}
        transform={`translate(${x} ${y}) rotate(${angle})`}
      />
      <circle className="hand-tip" cx={tip.x} cy={tip.y} r={width / 2 - 2.5} />
      <text className="hand-mark" x={tip.x} y={tip.y} dy="0.36em">
        {mark === '' ? position : mark}
      </text>
    </g>
  )
}
