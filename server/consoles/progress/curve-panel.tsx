import type { Bilingual } from '../../../core/errors.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import { counterNames } from '../../../core/progress/counters.ts'
import type { CampaignDetailFragment } from '../generated/campaigns.ts'
import { ProgressCurveDocument } from '../generated/progress.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { CurveFigure } from '../parts/chart-figure.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { curveRows } from './curve-rows.ts'
import { stepNames } from './words.ts'

const words = {
  title: { vi: 'Diễn biến theo ngày', en: 'Day by day' },
  day: { vi: 'Ngày', en: 'Day' },
  target: { vi: 'Chỉ tiêu', en: 'Target' },
  due: { vi: 'Hạn', en: 'Due' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface CurvePanelProps {
  readonly unitCode: string | null
  readonly kind: FormKind
  readonly level: number
  readonly target: number | null
  readonly campaign: CampaignDetailFragment | null
}

/** How a unit went on, with its target and the deadlines of its level. */
export function CurvePanel({ unitCode, kind, level, target, campaign }: CurvePanelProps) {
  const say = useSay()
  const { data, trouble, again } = useAsk(ProgressCurveDocument, { unitCode, kind, from: null })
  const points = data?.progressCurve.__typename === 'ProgressCurve' ? data.progressCurve.points : []
  // What the nation has to reach is due when it is due in the provinces.
  const deadlines = (campaign?.deadlines ?? []).filter((deadline) => deadline.level === Math.max(level, 1))
  const rows = curveRows(
    points,
    deadlines.map(({ dueOn }) => dueOn),
  )
  const shown = new Set(rows.map(({ label }) => label))
  if (trouble) return <TroubleNotice trouble={trouble} onAgain={again} />
  if (rows.length < 2) return null
  return (
    <CurveFigure
      title={words.title}
      rowTitle={words.day}
      rows={rows}
      series={[
        { name: say(counterNames.returned), colour: chartColours.near },
        { name: say(counterNames.scanned), colour: chartColours.second },
        { name: say(counterNames.loaded), colour: chartColours.done },
      ]}
      lines={[
        ...(target === null
          ? []
          : [
              {
                label: `${say(words.target)} ${formatCount(target)}`,
                value: target,
                colour: chartColours.wrong,
              },
            ]),
        ...deadlines
          .map(({ step, dueOn }) => ({
            label: `${say(words.due)}: ${say(stepNames[step])}`,
            day: formatDate(dueOn),
          }))
          .filter(({ day }) => shown.has(day))
          .map((line) => ({ ...line, colour: chartColours.missing })),
      ]}
    />
  )
}
