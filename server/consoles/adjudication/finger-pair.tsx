import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import '../../../ui/finger-print.css'
import { type DrawnMinutia, FingerPrint } from '../../../ui/finger-print.tsx'
import {
  type FingerView,
  frameOf,
  moved,
  placeIn,
  type Size,
  visiblePart,
  wholeFinger,
  zoomed,
} from '../../../ui/finger-view.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../parts/use-picture.ts'
import { bothNames } from './words.ts'

const words = {
  nearer: { vi: 'Gần hơn', en: 'Nearer' },
  farther: { vi: 'Xa hơn', en: 'Farther' },
  whole: { vi: 'Vừa khung', en: 'Whole' },
  hide: { vi: 'Ẩn đặc điểm', en: 'Hide minutiae' },
  show: { vi: 'Hiện đặc điểm', en: 'Show minutiae' },
  nextPair: { vi: 'Cặp sau', en: 'Next pair' },
  pairBefore: { vi: 'Cặp trước', en: 'Pair before' },
  frame: {
    vi: 'Hai dấu vân tay cạnh nhau; phím mũi tên để di chuyển',
    en: 'Two prints side by side; arrow keys move',
  },
  minutiae: { vi: 'đặc điểm', en: 'minutiae' },
  paired: { vi: 'trùng với bên kia', en: 'paired with the other' },
  loading: { vi: 'Đang mở ảnh…', en: 'Loading…' },
  failed: { vi: 'Không mở được ảnh', en: 'The image cannot be shown' },
  noImage: { vi: 'Không có ảnh', en: 'No image' },
  quality: { vi: 'chất lượng', en: 'quality' },
  legendEnding: { vi: 'kết thúc đường vân', en: 'ridge ending' },
  legendFork: { vi: 'rẽ nhánh', en: 'bifurcation' },
  legendPair: {
    vi: 'cùng số, cùng màu: hai bên trùng nhau',
    en: 'same number and colour: a matched pair',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface Print {
  readonly size: Size
  readonly imagePath: string | null
  readonly quality: number | null
  readonly minutiae: readonly DrawnMinutia[]
}

interface FingerPairProps {
  readonly finger: Bilingual
  readonly applicant: Print
  readonly candidate: Print
  /** How many pairs are numbered, from 1 on. */
  readonly pairs: number
}

/** Two prints at one scale; what is done to one view is done to both. */
export function FingerPair({ finger, applicant, candidate, pairs }: FingerPairProps) {
  const say = useSay()
  const place = useRef<HTMLElement>(null)
  const [view, setView] = useState<FingerView>(wholeFinger)
  const [overlay, setOverlay] = useState(true)
  const [picked, setPicked] = useState<number | null>(null)
  const frame = frameOf(applicant.size, candidate.size)
  const change = (next: FingerView) => {
    setView(next)
    place.current?.focus({ preventScroll: true })
  }
  const pick = (pair: number) => {
    setPicked(pair === picked ? null : pair)
    setView({ ...view, shift: wholeFinger.shift })
  }
  const step = (by: 1 | -1) => () =>
    pairs > 0 && pick(picked === null ? (by === 1 ? 1 : pairs) : ((picked - 1 + by + pairs) % pairs) + 1)
  const nearer = () => change(zoomed(view, 1))
  // The key of the plus sign without Shift.
  useShortcut('=', words.nearer, nearer)
  useShortcut(pairs > 0 ? '.' : null, words.nextPair, step(1))
  useShortcut(pairs > 0 ? ',' : null, words.pairBefore, step(-1))
  const press = (event: KeyboardEvent) => {
    const steps = arrows[event.key]
    if (!steps || view.zoom === 1) return
    event.preventDefault()
    setView(moved(view, frame, steps))
  }
  const drag = ({ buttons, movementX, movementY, currentTarget }: PointerEvent) => {
    if (buttons !== 1 || view.zoom === 1) return
    const { width } = currentTarget.getBoundingClientRect()
    const steps = (pixels: number) => (-pixels / (width / 2)) * stepsAcross
    setView(moved(view, frame, { x: steps(movementX), y: steps(movementY) }))
  }
  const shared = { finger, frame, view, picked, onPick: pick, overlay }
  return (
    <div className="finger-pair">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the frame is moved by keys and by the mouse */}
      <section
        ref={place}
        className="finger-pair-prints"
        aria-label={say(words.frame)}
        data-zoomed={view.zoom > 1}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the same
        tabIndex={0}
        onKeyDown={press}
        onPointerMove={drag}
      >
        <OnePrint {...shared} name={bothNames.applicant} print={applicant} />
        <OnePrint {...shared} name={bothNames.candidate} print={candidate} />
      </section>
      <div className="row">
        <ActionButton label={words.nearer} keys="+" variant="default" size="xs" onClick={nearer} />
        <ActionButton
          label={words.farther}
          keys="-"
          variant="default"
          size="xs"
          disabled={view.zoom === 1}
          onClick={() => change(zoomed(view, -1))}
        />
        <ActionButton
          label={words.whole}
          keys="0"
          variant="default"
          size="xs"
          disabled={view === wholeFinger}
          onClick={() => change(wholeFinger)}
        />
        <ActionButton
          label={overlay ? words.hide : words.show}
          keys="v"
          variant="default"
          size="xs"
          onClick={() => setOverlay(!overlay)}
        />
        {overlay && <Legend />}
      </div>
    </div>
  )
}

const arrows: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
/** As finger-view.ts moves: so many steps are the width of what is seen. */
const stepsAcross = 6

interface OnePrintProps {
  readonly name: Bilingual
  readonly finger: Bilingual
  readonly print: Print
  readonly frame: Size
  readonly view: FingerView
  readonly picked: number | null
  readonly onPick: (pair: number) => void
  readonly overlay: boolean
}

function OnePrint({ name, finger, print, frame, view, picked, onPick, overlay }: OnePrintProps) {
  const say = useSay()
  const picture = usePicture(print.imagePath)
  const at = placeIn(frame, print.size)
  const mine = print.minutiae.find(({ pair }) => pair !== null && pair === picked)
  const middle = mine ? { x: at.x + mine.x, y: at.y + mine.y } : null
  const paired = print.minutiae.filter(({ pair }) => pair !== null).length
  const counts = `${print.minutiae.length} ${say(words.minutiae)}, ${paired} ${say(words.paired)}`
  return (
    <figure className="print">
      <figcaption>
        <strong>{say(name)}</strong>
        <span className="soft">
          {print.quality !== null && `${say(words.quality)} ${print.quality}/100 · `}
          {counts}
        </span>
      </figcaption>
      <FingerPrint
        src={picture.state === 'shown' ? picture.src : null}
        size={print.size}
        at={at}
        part={visiblePart(frame, view, middle)}
        zoom={view.zoom}
        minutiae={overlay ? print.minutiae : []}
        picked={picked}
        onPick={onPick}
        label={`${say(name)}: ${say(finger)}, ${counts}`}
      />
      {picture.state !== 'shown' && (
        <p className="soft">
          {say({ loading: words.loading, failed: words.failed, none: words.noImage }[picture.state])}
        </p>
      )}
    </figure>
  )
}

function Legend() {
  const say = useSay()
  return (
    <span className="finger-legend soft">
      <svg viewBox="0 0 26 12" width="26" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="4" />
        <line x1="10" y1="6" x2="24" y2="6" />
      </svg>
      {say(words.legendEnding)}
      <svg viewBox="0 0 26 12" width="26" height="12" aria-hidden="true">
        <rect x="2" y="2" width="8" height="8" />
        <line x1="10" y1="6" x2="24" y2="6" />
      </svg>
      {say(words.legendFork)} · {say(words.legendPair)}
    </span>
  )
}
