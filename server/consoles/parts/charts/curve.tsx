import { LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { formatCount } from '../../../../ui/formats.ts'
import type { ChartLine, ChartRow, ChartSeries } from './chart.ts'

const dayAndMonth = (day: string) => day.slice(0, 5)
const axisWidth = 84
/** So few that each is worth a dot. */
const fewPoints = 15

/** Counts over days; lines stand for a target (across) and for deadlines (upright). */
export function Curve({
  rows,
  series,
  lines,
}: {
  readonly rows: readonly ChartRow[]
  readonly series: readonly ChartSeries[]
  readonly lines: readonly ChartLine[]
}) {
  const middle = rows.length / 2
  const inLateHalf = (day: string) => rows.findIndex(({ label }) => label === day) > middle
  return (
    <LineChart
      h={320}
      dataKey="label"
      data={rows.map(({ label, values }) => ({
        label,
        ...Object.fromEntries(series.map(({ name }, i) => [name, values[i] ?? null])),
      }))}
      series={series.map(({ name, colour }) => ({ name, color: colour }))}
      referenceLines={lines.map(({ label, day, value, colour }) => ({
        ...(day === undefined ? { y: value ?? 0 } : { x: day }),
        label,
        color: colour,
        labelPosition: day !== undefined && inLateHalf(day) ? 'insideTopRight' : 'insideTopLeft',
        ifOverflow: 'extendDomain',
      }))}
      withDots={rows.filter(({ values }) => values.length > 0).length < fewPoints}
      curveType="linear"
      connectNulls
      valueFormatter={formatCount}
      xAxisProps={{ tickFormatter: dayAndMonth, minTickGap: 24 }}
      yAxisProps={{ width: axisWidth, domain: [0, 'auto'] }}
      textColor="var(--ink)"
      gridColor="var(--line)"
      accessibilityLayer={false}
      lineProps={{ isAnimationActive: false }}
    />
  )
}
