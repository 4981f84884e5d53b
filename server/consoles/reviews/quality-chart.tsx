import type { CSSProperties } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  rate: { vi: 'Phiếu không lỗi', en: 'Error-free forms' },
  interval: { vi: 'khoảng tin cậy', en: 'interval at' },
  threshold: { vi: 'Ngưỡng đạt', en: 'Threshold' },
  from: { vi: 'từ', en: 'from' },
  to: { vi: 'đến', en: 'to' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface QualityChartProps {
  readonly rate: number
  readonly low: number
  readonly high: number
  readonly threshold: number
  readonly confidence: number
}

/** The scale begins at a whole ten percent below everything that is on it. */
const startOf = ({ low, threshold }: QualityChartProps) =>
  Math.max(0, Math.floor(Math.min(low, threshold) * 10 - 0.2) / 10)

/** The rate as a point, its interval as a bar, the threshold as a line; and the same in words. */
export function QualityChart(props: QualityChartProps) {
  const { rate, low, high, threshold, confidence } = props
  const say = useSay()
  const start = startOf(props)
  const place = (share: number) => `${((share - start) / (1 - start)) * 100}%`
  const style = {
    '--low': place(low),
    '--high': place(high),
    '--rate': place(rate),
    '--threshold': place(threshold),
  } as CSSProperties
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => start + part * (1 - start))
  return (
    <div className="quality">
      <p>
        {say(words.rate)}: <strong className="quality-rate">{formatPercent(rate)}</strong>{' '}
        <span>
          ({say(words.interval)} {formatPercent(confidence)}: {say(words.from)} {formatPercent(low)}{' '}
          {say(words.to)} {formatPercent(high)})
        </span>{' '}
        · {say(words.threshold)}: <strong>{formatPercent(threshold)}</strong>
      </p>
      <div className="quality-chart" style={style} aria-hidden="true">
        <span className="quality-threshold-name">
          {say(words.threshold)} {formatPercent(threshold)}
        </span>
        <span className="quality-line" />
        <span className="quality-pass" />
        <span className="quality-interval" />
        <span className="quality-threshold" />
        <span className="quality-point" />
        <span className="quality-ticks">
          {ticks.map((tick) => (
            <span key={tick}>{formatPercent(tick)}</span>
          ))}
        </span>
      </div>
    </div>
  )
}
