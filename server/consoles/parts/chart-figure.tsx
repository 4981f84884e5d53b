import { lazy, Suspense, type ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import './chart-figure.css'
import type { ChartLine, ChartRow, ChartSeries } from './charts/chart.ts'

// The drawing library is larger than all else together: it comes when the first chart is looked at.
const Bars = lazy(async () => ({ default: (await import('./charts/bars.tsx')).Bars }))
const Curve = lazy(async () => ({ default: (await import('./charts/curve.tsx')).Curve }))

const words = {
  table: { vi: 'Bảng số liệu của biểu đồ', en: 'The chart’s figures as a table' },
  drawing: { vi: 'Đang vẽ biểu đồ…', en: 'Drawing…' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface FigureProps {
  readonly title: Bilingual
  /** What the rows are. */
  readonly rowTitle: Bilingual
  readonly rows: readonly ChartRow[]
  readonly series: readonly ChartSeries[]
}

function Figure({ title, rowTitle, rows, series, children }: FigureProps & { readonly children: ReactNode }) {
  const say = useSay()
  return (
    <figure className="panel chart">
      <figcaption>{say(title)}</figcaption>
      <div aria-hidden="true">
        <ul className="chart-legend">
          {series.map(({ name, colour }) => (
            <li key={name}>
              <span className="chart-colour" style={{ backgroundColor: colour }} /> {name}
            </li>
          ))}
        </ul>
        <Suspense fallback={<p className="soft">{say(words.drawing)}</p>}>{children}</Suspense>
      </div>
      <details>
        <summary>{say(words.table)}</summary>
        <table className="worklist">
          <caption className="for-ears">{say(title)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(rowTitle)}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, values }, at) => (
              <tr key={`${at} ${label}`}>
                <th scope="row">{label}</th>
                {series.map(({ name }, i) => {
                  const value = values[i]
                  return (
                    <td key={name} className="number" data-label={name}>
                      {value === undefined ? '–' : formatCount(value)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** Lying bars, with the same figures as a table below. */
export function BarFigure(props: FigureProps) {
  return (
    <Figure {...props}>
      <Bars rows={props.rows} series={props.series} />
    </Figure>
  )
}

interface CurveFigureProps extends FigureProps {
  readonly lines: readonly ChartLine[]
}

/** A curve over days, with the same figures as a table below. Rows behind today have no values and no place in the table. */
export function CurveFigure({ lines, ...props }: CurveFigureProps) {
  const known = props.rows.filter(({ values }) => values.length > 0).toReversed()
  return (
    <Figure {...props} rows={known}>
      <Curve rows={props.rows} series={props.series} lines={lines} />
    </Figure>
  )
}
