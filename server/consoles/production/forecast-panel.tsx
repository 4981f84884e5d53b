import type { Bilingual } from '../../../core/errors.ts'
import { formatCount, formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { BoardFragment } from '../generated/board.ts'
import { CurveFigure } from '../parts/chart-figure.tsx'
import { chartColours } from '../parts/charts/chart.ts'

const words = {
  title: {
    vi: 'Dự báo: lệnh in còn chờ và phôi còn lại',
    en: 'Forecast: jobs that wait, blanks that are left',
  },
  day: { vi: 'Cuối ngày', en: 'End of' },
  backlog: { vi: 'Lệnh in còn chờ', en: 'Jobs waiting' },
  planned: { vi: 'Thẻ làm trong ngày', en: 'Cards made' },
  stock: { vi: 'Phôi, ruy băng còn (thẻ)', en: 'Blanks or ribbon left (cards)' },
  stockOut: { vi: 'Hết phôi hoặc ruy băng', en: 'Out of stock' },
  stockOutOn: { vi: 'Phôi hoặc ruy băng sẽ hết ngày', en: 'Blanks or ribbon end on' },
  none: { vi: 'Chưa có dự báo.', en: 'No forecast yet.' },
  from: { vi: 'Tính lúc', en: 'Made at' },
  stations: { vi: 'trạm', en: 'stations' },
  perHour: { vi: 'thẻ/giờ mỗi trạm', en: 'cards/h each' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** How the backlog and the stock will go, day by day. */
export function ForecastPanel({ forecast }: { readonly forecast: BoardFragment['forecast'] }) {
  const say = useSay()
  if (!forecast || forecast.days.length < 2) return <p className="soft">{say(words.none)}</p>
  const { at, stations, cardsPerHour, stockOutOn, days } = forecast
  return (
    <>
      {stockOutOn && <Notice tone="attention" title={`${say(words.stockOutOn)} ${formatDate(stockOutOn)}`} />}
      <CurveFigure
        title={words.title}
        rowTitle={words.day}
        rows={days.map(({ day, backlog, planned, stock }) => ({
          label: formatDate(day),
          values: [backlog, planned, stock],
        }))}
        series={[
          { name: say(words.backlog), colour: chartColours.wrong },
          { name: say(words.planned), colour: chartColours.near },
          { name: say(words.stock), colour: chartColours.second },
        ]}
        lines={
          stockOutOn
            ? [{ label: say(words.stockOut), day: formatDate(stockOutOn), colour: chartColours.missing }]
            : []
        }
      />
      <p className="soft">
        {say(words.from)} {formatInstant(at)} · {formatCount(stations)} {say(words.stations)} ·{' '}
        {formatCount(Math.round(cardsPerHour))} {say(words.perHour)}
      </p>
    </>
  )
}
