import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { formatCount } from '../../../../ui/formats.ts'
import type { ChartRow, ChartSeries } from './chart.ts'

const rowHeight = 34
const margins = 40
const labelWidth = 150
const longestLabel = 34

const shortened = (label: string) =>
  label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label

/** Lying bars, one row under the other, each cut into the parts of its series. */
export function Bars({
  rows,
  series,
}: {
  readonly rows: readonly ChartRow[]
  readonly series: readonly ChartSeries[]
}) {
  return (
    <BarChart
      h={rows.length * rowHeight + margins}
      orientation="vertical"
      type="stacked"
      dataKey="label"
      data={rows.map(({ label, values }) => ({
        label,
        ...Object.fromEntries(series.map(({ name }, i) => [name, values[i] ?? 0])),
      }))}
      series={series.map(({ name, colour }) => ({ name, color: colour }))}
      valueFormatter={formatCount}
      yAxisProps={{ width: labelWidth, interval: 0, tickFormatter: shortened }}
      xAxisProps={{ tickFormatter: formatCount, allowDecimals: false }}
      textColor="var(--ink)"
      gridColor="var(--line)"
      maxBarWidth={20}
      accessibilityLayer={false}
      barProps={{ isAnimationActive: false }}
    />
  )
}
