import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  score: { vi: 'Điểm chất lượng', en: 'Quality' },
  threshold: { vi: 'Ngưỡng', en: 'Threshold' },
  enough: { vi: 'Đạt', en: 'Enough' },
  poor: { vi: 'Chưa đạt', en: 'Not enough' },
  unmeasured: { vi: 'Đầu đọc này không đo được điểm', en: 'This scanner gives no score' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** 0 … 100 against the line that it has to reach. */
export function ScoreBar({
  score,
  threshold,
}: {
  readonly score: number | null
  readonly threshold: number
}) {
  const say = useSay()
  if (score === null) return <p className="soft">{say(words.unmeasured)}</p>
  const isEnough = score >= threshold
  return (
    <div className="score" data-enough={isEnough}>
      <p className="score-words">
        <span>
          {say(words.score)} <strong>{score}</strong>/100
        </span>
        <span className={isEnough ? 'badge badge-good' : 'badge badge-attention'}>
          {isEnough ? '✓ ' : '! '}
          {say(isEnough ? words.enough : words.poor)}
        </span>
      </p>
      <svg className="score-bar" viewBox="0 0 200 22" preserveAspectRatio="none" aria-hidden="true">
        <rect className="score-ground" x="0" y="4" width="200" height="14" />
        <rect className="score-value" x="0" y="4" width={2 * score} height="14" />
        <line className="score-line" x1={2 * threshold} x2={2 * threshold} y1="0" y2="22" />
      </svg>
      <p className="soft">
        {say(words.threshold)} {threshold}
      </p>
    </div>
  )
}
