import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import type { BlankCountsQuery, BlankState } from '../generated/stock.ts'
import type { Place, StationAt } from './use-places.ts'
import { blankStates, stationName, stockWords } from './words.ts'

type Count = BlankCountsQuery['blankCounts'][number]

const words = {
  atStation: { vi: 'Phôi ở trạm', en: 'Blanks there' },
  shift: { vi: 'Ca', en: 'Shift' },
  none: { vi: 'không có ca mở', en: 'no shift is open' },
  counted: { vi: 'đã kiểm đếm', en: 'counted' },
  since: { vi: 'mở lúc', en: 'open since' },
  noStation: { vi: 'Kho này không có trạm in.', en: 'This store has no station.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const shown: readonly BlankState[] = ['IN_STORE', 'AT_STATION', 'IN_TRANSFER', 'SPOILED', 'LOST']

function ShiftOf({ shift }: { readonly shift: StationAt['openShift'] }) {
  const say = useSay()
  if (!shift) return <span className="soft">{say(words.none)}</span>
  return (
    <Link to={`/stock/shifts/${shift.id}`}>
      {say(shift.state === 'COUNTED' ? words.counted : words.since)} {formatInstant(shift.openedAt)}
    </Link>
  )
}

/** One store: its blanks by state in large figures, and what lies at each of its stations. */
export function StoreCounts({ place, counts }: { readonly place: Place; readonly counts: readonly Count[] }) {
  const say = useSay()
  const here = counts.filter(({ storeCode }) => storeCode === place.code)
  const total = (of: BlankState) =>
    here.filter(({ state }) => state === of).reduce((sum, { count }) => sum + count, 0)
  const at = (id: string) => here.find(({ stationId }) => stationId === id)?.count ?? 0
  const columns: readonly Column<StationAt>[] = [
    { title: stockWords.station, cell: ({ number }) => say(stationName(number)) },
    { title: words.atStation, number: true, cell: ({ id }) => formatCount(at(id)) },
    { title: words.shift, cell: ({ openShift }) => <ShiftOf shift={openShift} /> },
  ]
  return (
    <section className="panel" aria-label={place.name}>
      <h2>
        {place.name} <span className="code soft">{place.code}</span>
      </h2>
      <dl className="stock-figures">
        {shown.map((state) => (
          <div key={state} className={state === 'LOST' && total(state) > 0 ? 'figure-trouble' : undefined}>
            <dt>{say(blankStates[state])}</dt>
            <dd>{formatCount(total(state))}</dd>
          </div>
        ))}
      </dl>
      <Worklist
        caption={stockWords.station}
        rows={place.stations}
        keyOf={({ id }) => id}
        columns={columns}
        empty={words.noStation}
      />
    </section>
  )
}
