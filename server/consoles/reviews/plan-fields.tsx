import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import type { ReviewDesign } from '../../../core/review/design.ts'
import { criticalValues } from '../../../core/review/sample-size.ts'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { forecast } from './plan-state.ts'

const words = {
  precision: { vi: 'Độ chính xác và ngưỡng đạt', en: 'Precision and threshold' },
  confidence: { vi: 'Độ tin cậy', en: 'Confidence' },
  margin: { vi: 'Sai số cho phép (±)', en: 'Margin (±)' },
  expectedErrors: { vi: 'Tỷ lệ phiếu lỗi dự kiến', en: 'Expected share with errors' },
  threshold: { vi: 'Ngưỡng đạt (phiếu không lỗi)', en: 'Threshold (error-free forms)' },
  recheckShare: { vi: 'Tỷ lệ phúc tra lại', en: 'Share checked again' },
  byCollector: { vi: 'Chia tầng theo từng cán bộ thu thập', en: 'A stratum for each collector' },
  forecast: { vi: 'Cỡ mẫu dự kiến', en: 'Expected sample' },
  of: { vi: 'trên', en: 'of' },
  collected: { vi: 'phiếu đã thu', en: 'collected forms' },
  again: { vi: 'phiếu phúc tra lại', en: 'checked again' },
  small: {
    vi: 'Mỗi tầng có ít nhất một phiếu, nên mẫu rút có thể nhiều hơn vài phiếu.',
    en: 'Each stratum has at least one form, so the draw may be a few larger.',
  },
  unknown: { vi: 'Chọn địa bàn để tính cỡ mẫu.', en: 'Choose a locality to see the sample.' },
  noForms: {
    vi: 'Địa bàn chưa có phiếu đã thu; chưa rút mẫu được.',
    en: 'No collected forms yet: nothing can be drawn.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

type Share = 'margin' | 'expectedErrors' | 'threshold' | 'recheckShare'

/** In percent, as core/review/design.ts allows them. */
const shares: readonly {
  readonly name: Share
  readonly min: number
  readonly max: number
  readonly step: number
}[] = [
  { name: 'margin', min: 0.5, max: 20, step: 0.5 },
  { name: 'expectedErrors', min: 1, max: 50, step: 1 },
  { name: 'threshold', min: 50, max: 100, step: 1 },
  { name: 'recheckShare', min: 0, max: 100, step: 5 },
]

/** Whole tenths of a percent: 3 % is 0.03, not 0.030000000000000002. */
const asShare = (percent: number) => Math.round(percent * 10) / 1000

interface DesignFieldsProps {
  readonly design: ReviewDesign
  readonly onDesign: (design: ReviewDesign) => void
  /** Forms to draw from; null while nobody knows. */
  readonly population: number | null
}

/** How precisely a locality is looked at, and what that costs in forms, at once. */
export function DesignFields({ design, onDesign, population }: DesignFieldsProps) {
  const say = useSay()
  return (
    <fieldset className="plain-fieldset">
      <legend>{say(words.precision)}</legend>
      <div className="field-grid design-grid">
        <NativeSelect
          label={say(words.confidence)}
          value={String(design.confidence)}
          onChange={({ currentTarget }) => onDesign({ ...design, confidence: Number(currentTarget.value) })}
          data={[...criticalValues.keys()].map((value) => ({
            value: String(value),
            label: formatPercent(value),
          }))}
        />
        {shares.map(({ name, ...range }) => (
          <NumberInput
            key={name}
            label={say(words[name])}
            value={Math.round(design[name] * 1000) / 10}
            onChange={(value) => typeof value === 'number' && onDesign({ ...design, [name]: asShare(value) })}
            decimalScale={1}
            decimalSeparator=","
            suffix=" %"
            clampBehavior="blur"
            {...range}
          />
        ))}
      </div>
      <Checkbox
        label={say(words.byCollector)}
        checked={design.byCollector}
        onChange={({ currentTarget }) => onDesign({ ...design, byCollector: currentTarget.checked })}
      />
      <Forecast design={design} population={population} />
    </fieldset>
  )
}

function Forecast({ design, population }: Omit<DesignFieldsProps, 'onDesign'>) {
  const say = useSay()
  const known = population === null ? null : forecast(design, population)
  return (
    <output className="forecast" aria-label={say(words.forecast)}>
      {!known && <span className="soft">{say(words.unknown)}</span>}
      {known?.population === 0 && <span>{say(words.noForms)}</span>}
      {known !== null && known.population > 0 && (
        <>
          <span>
            {say(words.forecast)}: <strong className="forecast-size">{formatCount(known.sample)}</strong>{' '}
            {say(words.of)} {formatCount(known.population)} {say(words.collected)}
            {known.rechecks > 0 && `, ${formatCount(known.rechecks)} ${say(words.again)}`}
          </span>
          <span className="soft">{say(words.small)}</span>
        </>
      )}
    </output>
  )
}
