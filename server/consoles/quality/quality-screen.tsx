import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import { CaptureQualityDocument, type CaptureQualityQuery } from '../generated/quality.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { BarFigure, CurveFigure } from '../parts/chart-figure.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { QualityFilters, type QualityView, useQualityView } from './quality-filters.tsx'
import { QualityNav } from './quality-nav.tsx'
import './quality.css'
import { formatScore } from './words.ts'

type Quality = Extract<CaptureQualityQuery['captureQuality'], { __typename: 'CaptureQuality' }>
type Share = Quality['centres'][number]

const words = {
  title: { vi: 'Chất lượng thu nhận sinh trắc học', en: 'Quality of biometric captures' },
  counting: { vi: 'Đang tổng hợp…', en: 'Counting…' },
  empty: { vi: 'Chưa có mẫu nào trong khoảng này.', en: 'No captures in this period.' },
  samples: { vi: 'Số mẫu', en: 'Samples' },
  quality: { vi: 'Điểm trung bình', en: 'Mean quality' },
  poor: { vi: 'Dưới ngưỡng (%)', en: 'Under the threshold (%)' },
  recaptures: { vi: 'Phải lấy lại (%)', en: 'Taken again (%)' },
  exceptions: { vi: 'Không lấy được', en: 'Could not be taken' },
  curve: { vi: 'Diễn biến theo ngày', en: 'Day by day' },
  day: { vi: 'Ngày', en: 'Day' },
  enough: { vi: 'Ngưỡng', en: 'Threshold' },
  name: { vi: 'Tên', en: 'Name' },
  centres: { vi: 'Theo điểm thu nhận', en: 'By centre' },
  operators: { vi: 'Theo cán bộ', en: 'By operator' },
  devices: { vi: 'Theo thiết bị', en: 'By device' },
} as const satisfies Readonly<Record<string, Bilingual>>

const columns: readonly Column<Share>[] = [
  { title: words.name, cell: ({ id, name }) => (name === '' ? id : name) },
  { title: words.samples, number: true, cell: ({ samples }) => formatCount(samples) },
  { title: words.quality, number: true, cell: ({ quality }) => formatScore(quality) },
  { title: words.poor, number: true, cell: ({ poorPercent }) => formatScore(poorPercent) },
  { title: words.recaptures, number: true, cell: ({ recapturePercent }) => formatScore(recapturePercent) },
  { title: words.exceptions, number: true, cell: ({ exceptions }) => formatCount(exceptions) },
]

function Whole({ whole }: Pick<Quality, 'whole'>) {
  const say = useSay()
  const figures = [
    [words.quality, formatScore(whole.quality)],
    [words.samples, formatCount(whole.samples)],
    [words.poor, formatScore(whole.poorPercent)],
    [words.recaptures, formatScore(whole.recapturePercent)],
    [words.exceptions, formatCount(whole.exceptions)],
  ] as const
  return (
    <dl className="panel quality-whole">
      {figures.map(([name, value]) => (
        <div key={name.en}>
          <dt>{say(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const tenth = (value: number) => Math.round(value * 10) / 10

function Curve({ days, enough }: Pick<Quality, 'days' | 'enough'>) {
  const say = useSay()
  const rows = days.flatMap(({ on, quality, recapturePercent }) =>
    quality === null
      ? []
      : [{ label: formatDate(on), values: [tenth(quality), tenth(recapturePercent ?? 0)] }],
  )
  if (rows.length < 2) return null
  return (
    <CurveFigure
      title={words.curve}
      rowTitle={words.day}
      rows={rows}
      series={[
        { name: say(words.quality), colour: chartColours.done },
        { name: say(words.recaptures), colour: chartColours.missing },
      ]}
      lines={
        enough === null
          ? []
          : [{ label: `${say(words.enough)} ${enough}`, value: enough, colour: chartColours.wrong }]
      }
    />
  )
}

const mostBars = 12

function Devices({ devices }: Pick<Quality, 'devices'>) {
  const say = useSay()
  const measured = devices.flatMap(({ name, quality }) =>
    quality === null ? [] : [{ label: name, values: [tenth(quality)] }],
  )
  if (measured.length < 2) return null
  return (
    <BarFigure
      title={words.devices}
      rowTitle={words.name}
      series={[{ name: say(words.quality), colour: chartColours.near }]}
      rows={measured.slice(0, mostBars)}
    />
  )
}

function Shares({ quality }: { readonly quality: Quality }) {
  const say = useSay()
  return (['centres', 'operators', 'devices'] as const).map((by) => (
    <section key={by} className="queues" aria-label={say(words[by])}>
      <h2>{say(words[by])}</h2>
      <Worklist
        caption={words[by]}
        rows={quality[by]}
        keyOf={({ id }) => id}
        columns={columns}
        empty={words.empty}
      />
    </section>
  ))
}

/** What is to be chosen from: all centres, and of the chosen one its operators and devices. */
function useChoices({ kind, days, centreCode }: QualityView) {
  const all = useAsk(CaptureQualityDocument, { kind, days }).data?.captureQuality
  const ofCentre = useAsk(CaptureQualityDocument, { kind, days, centreCode }).data?.captureQuality
  return {
    centres: all?.__typename === 'CaptureQuality' ? all.centres : [],
    operators: ofCentre?.__typename === 'CaptureQuality' ? ofCentre.operators : [],
    devices: ofCentre?.__typename === 'CaptureQuality' ? ofCentre.devices : [],
  }
}

/** How good captures are over time, and where, by whom and with what they are poor. */
export function QualityScreen() {
  const say = useSay()
  const view = useQualityView()
  const { kind, days, centreCode, operatorId, device } = view
  const choices = useChoices(view)
  const { data, busy, trouble, again } = useAsk(CaptureQualityDocument, {
    kind,
    days,
    centreCode,
    operatorId,
    device,
  })
  const answer = data?.captureQuality
  const quality = answer?.__typename === 'CaptureQuality' ? answer : null
  return (
    <Screen title={words.title}>
      <QualityNav />
      <QualityFilters view={view} {...choices} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {!data && busy && <p className="soft">{say(words.counting)}</p>}
      {quality && quality.whole.samples + quality.whole.exceptions === 0 && (
        <p className="empty">{say(words.empty)}</p>
      )}
      {quality && quality.whole.samples + quality.whole.exceptions > 0 && (
        <div className="screen" aria-busy={busy}>
          <Whole whole={quality.whole} />
          <Curve days={quality.days} enough={quality.enough} />
          <Devices devices={quality.devices} />
          <Shares quality={quality} />
        </div>
      )}
    </Screen>
  )
}
