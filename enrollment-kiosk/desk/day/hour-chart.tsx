import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { chartTop, type HourBar, shownHours } from './hours.ts'

const words = {
  title: { vi: 'Hồ sơ hoàn thành theo giờ', en: 'Files finished by the hour' },
  hour: { vi: 'Giờ', en: 'Hour' },
  files: { vi: 'Hồ sơ', en: 'Files' },
  table: { vi: 'Xem dạng bảng', en: 'As a table' },
} as const satisfies Readonly<Record<string, Bilingual>>

const width = 640
const height = 190
const ground = 160
const top = 22

/** Bars with their figures written on them, and the same figures as a table. */
export function HourChart({ byHour }: { readonly byHour: readonly number[] }) {
  const say = useSay()
  const bars = shownHours(byHour)
  return (
    <figure className="panel hour-chart">
      <figcaption>
        <h2>{say(words.title)}</h2>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <Bars bars={bars} />
      </svg>
      <details>
        <summary>{say(words.table)}</summary>
        <table className="worklist">
          <caption className="for-ears">{say(words.title)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.hour)}</th>
              <th scope="col" className="number">
                {say(words.files)}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ hour, done }) => (
              <tr key={hour}>
                <th scope="row">
                  {hour}–{hour + 1}
                </th>
                <td className="number" data-label={say(words.files)}>
                  {done}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function Bars({ bars }: { readonly bars: readonly HourBar[] }) {
  const most = chartTop(bars)
  const step = width / bars.length
  return (
    <>
      {[0, 0.5, 1].map((share) => (
        <line
          key={share}
          className="hour-line"
          x1="0"
          x2={width}
          y1={ground - share * (ground - top)}
          y2={ground - share * (ground - top)}
        />
      ))}
      {bars.map(({ hour, done }, i) => {
        const tall = (done / most) * (ground - top)
        const middle = (i + 0.5) * step
        return (
          <g key={hour}>
            <rect
              className="hour-bar"
              x={middle - step * 0.32}
              y={ground - tall}
              width={step * 0.64}
              height={tall}
              rx="3"
            />
            {done > 0 && (
              <text className="hour-count" x={middle} y={ground - tall - 6}>
                {done}
              </text>
            )}
            <text className="hour-name" x={middle} y={height - 10}>
              {hour}h
            </text>
          </g>
        )
      })}
    </>
  )
}
