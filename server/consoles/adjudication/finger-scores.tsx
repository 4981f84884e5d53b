import type { CSSProperties } from 'react'
import { fingerNames, type FingerPosition } from '../../../core/biometrics/positions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  title: { vi: 'Điểm khớp từng ngón', en: 'Score of each finger' },
  threshold: { vi: 'ngưỡng', en: 'threshold' },
  lonely: { vi: 'một bên', en: 'one side' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface ScoredFinger {
  readonly position: FingerPosition
  /** Null where the search did not compare it. */
  readonly score: number | null
  /** Whether both have such a print. */
  readonly both: boolean
}

/** The scale ends there: whoever reaches it is far above all doubt, and the figure says how far. */
const thresholdsAcross = 5

interface FingerScoresProps {
  readonly fingers: readonly ScoredFinger[]
  /** From here on two prints are taken for one finger. */
  readonly threshold: number
  readonly chosen: FingerPosition | null
  readonly onChoose: (position: FingerPosition) => void
}

/** A bar for each finger with the threshold across them; pressed, a bar brings up its two prints. */
export function FingerScores({ fingers, threshold, chosen, onChoose }: FingerScoresProps) {
  const say = useSay()
  const share = (score: number) => `${Math.min(1, score / (threshold * thresholdsAcross)) * 100}%`
  const style = { '--threshold': share(threshold) } as CSSProperties
  return (
    <section className="finger-scores" style={style} aria-label={say(words.title)}>
      <p className="finger-scores-head" aria-hidden="true">
        <span>
          {say(words.threshold)} {threshold}
        </span>
      </p>
      {fingers.map(({ position, score, both }) => (
        <button
          key={position}
          type="button"
          className="finger-score"
          aria-pressed={position === chosen}
          data-finger={position}
          disabled={!both}
          onClick={() => onChoose(position)}
        >
          <span className="finger-score-name">{say(fingerNames[position])}</span>
          <span
            className="finger-score-bar"
            data-reached={score !== null && score >= threshold}
            style={{ '--score': share(score ?? 0) } as CSSProperties}
          />
          <span className="finger-score-figure">
            {both ? (score === null ? '–' : formatCount(Math.round(score))) : say(words.lonely)}
          </span>
        </button>
      ))}
    </section>
  )
}
