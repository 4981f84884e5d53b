import type { Bilingual } from '../../../core/errors.ts'
import { leastAgreement } from '../../../core/review/acceptance.ts'
import type { ReviewDetailFragment, StandingFragment } from '../generated/review.ts'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { BarFigure } from '../parts/chart-figure.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { QualityChart } from './quality-chart.tsx'
import { fieldLabel, findingNames } from './words.ts'

type Stratum = StandingFragment['strata'][number]

const words = {
  quality: { vi: 'Chất lượng mẫu', en: 'What the sample says' },
  soFar: { vi: 'Tính trên phần đã kiểm tra.', en: 'Of what is checked so far.' },
  nothing: { vi: 'Chưa kiểm tra phiếu nào.', en: 'Nothing is checked yet.' },
  agreement: { vi: 'Hai lần kiểm tra khớp nhau', en: 'Both checks agree' },
  of: { vi: 'trên', en: 'of' },
  forms: { vi: 'phiếu', en: 'forms' },
  needed: { vi: 'cần ít nhất', en: 'needed at least' },
  byField: { vi: 'Lỗi theo mục của phiếu', en: 'Errors by item' },
  field: { vi: 'Mục', en: 'Item' },
  byCollector: { vi: 'Lỗi theo cán bộ thu thập', en: 'Errors by collector' },
  collector: { vi: 'Cán bộ thu thập', en: 'Collector' },
  unknown: { vi: 'Chưa rõ', en: 'Not known' },
  rates: { vi: 'Tỷ lệ phiếu lỗi từng cán bộ', en: 'Share of forms with errors by collector' },
  checked: { vi: 'Đã kiểm tra', en: 'Checked' },
  faulty: { vi: 'Phiếu lỗi', en: 'With errors' },
  rate: { vi: 'Tỷ lệ', en: 'Share' },
  interval: { vi: 'Khoảng tin cậy', en: 'Interval' },
  strata: { vi: 'Các tầng của mẫu', en: 'Strata' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  population: { vi: 'Tổng số phiếu', en: 'Forms' },
  drawn: { vi: 'Rút mẫu', en: 'Drawn' },
  clean: { vi: 'Không lỗi', en: 'Error-free' },
  none: { vi: 'Không có lỗi nào.', en: 'No errors.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const strataColumns: readonly Column<Stratum>[] = [
  {
    title: words.unit,
    cell: ({ unitName, unitCode, collector }) => (
      <>
        {unitName ?? unitCode}
        {collector !== null && <span className="soft"> · {collector}</span>}
      </>
    ),
  },
  { title: words.population, number: true, cell: ({ population }) => formatCount(population) },
  { title: words.drawn, number: true, cell: ({ sampleSize }) => formatCount(sampleSize) },
  { title: words.checked, number: true, cell: ({ checked }) => formatCount(checked) },
  { title: words.clean, number: true, cell: ({ clean }) => formatCount(clean) },
]

function Agreement({ agreement }: { readonly agreement: NonNullable<StandingFragment['agreement']> }) {
  const say = useSay()
  const { agreed, compared, rate, kappa } = agreement
  const tone = rate >= leastAgreement ? 'badge-good' : 'badge-trouble'
  return (
    <p>
      {say(words.agreement)}: <span className={`badge ${tone}`}>{formatPercent(rate)}</span> (
      {formatCount(agreed)} {say(words.of)} {formatCount(compared)} {say(words.forms)}; {say(words.needed)}{' '}
      {formatPercent(leastAgreement)}
      {kappa !== null && <>; kappa {kappa.toFixed(2).replace('.', ',')}</>})
    </p>
  )
}

function Errors({ review, standing }: StandingProps) {
  const say = useSay()
  const series = [
    { name: say(findingNames.MISSING), colour: chartColours.missing },
    { name: say(findingNames.WRONG), colour: chartColours.wrong },
  ]
  const nameOf = (name: string | null) => name ?? say(words.unknown)
  const groups = standing.collectors.filter(({ checked }) => checked > 0)
  if (standing.fields.length === 0) return null
  return (
    <>
      <BarFigure
        title={words.byField}
        rowTitle={words.field}
        series={series}
        rows={standing.fields.map(({ field, missing, wrong }) => ({
          label: say(fieldLabel(review.formKind, field)),
          values: [missing, wrong],
        }))}
      />
      <BarFigure
        title={words.byCollector}
        rowTitle={words.collector}
        series={series}
        rows={groups.map(({ name, missing, wrong }) => ({ label: nameOf(name), values: [missing, wrong] }))}
      />
      <section className="queues" aria-label={say(words.rates)}>
        <h2>{say(words.rates)}</h2>
        <Worklist
          caption={words.rates}
          rows={groups}
          keyOf={({ key }) => key ?? ''}
          empty={words.none}
          columns={[
            { title: words.collector, cell: ({ name }) => nameOf(name) },
            { title: words.checked, number: true, cell: ({ checked }) => formatCount(checked) },
            { title: words.faulty, number: true, cell: ({ faulty }) => formatCount(faulty) },
            { title: words.rate, number: true, cell: ({ rate }) => formatPercent(rate) },
            {
              title: words.interval,
              number: true,
              cell: ({ low, high }) => `${formatPercent(low)} – ${formatPercent(high)}`,
            },
          ]}
        />
      </section>
    </>
  )
}

interface StandingProps {
  readonly review: ReviewDetailFragment
  readonly standing: StandingFragment
}

/** What the sample says so far: the rate and its interval, both checks compared, errors by item and collector, strata. */
export function Standing({ review, standing }: StandingProps) {
  const say = useSay()
  const { quality, agreement, checked, drawn } = standing
  return (
    <>
      <section className="panel" aria-label={say(words.quality)}>
        <h2>{say(words.quality)}</h2>
        {quality ? (
          <>
            <QualityChart {...quality} threshold={review.threshold} confidence={review.confidence} />
            <p>
              <strong>{say(quality.text)}</strong>{' '}
              {checked < drawn && <span className="soft">{say(words.soFar)}</span>}
            </p>
          </>
        ) : (
          <p className="soft">{say(words.nothing)}</p>
        )}
        {agreement && <Agreement agreement={agreement} />}
      </section>
      <Errors review={review} standing={standing} />
      <section className="queues" aria-label={say(words.strata)}>
        <h2>{say(words.strata)}</h2>
        <Worklist
          caption={words.strata}
          rows={standing.strata}
          keyOf={({ unitCode, collectorId }) => `${unitCode} ${collectorId ?? ''}`}
          columns={strataColumns}
          empty={words.nothing}
        />
      </section>
    </>
  )
}
