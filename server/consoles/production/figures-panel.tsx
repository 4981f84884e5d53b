import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { spoilClassNames } from '../../../core/production/spoil-classes.ts'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { QualityFiguresDocument, type QualityFiguresQuery } from '../generated/card-checks.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { stationName } from './station-name.ts'

const words = {
  title: { vi: 'Kết quả kiểm tra của từng trạm', en: 'What was found, by station' },
  lead: { vi: '200 lần kiểm tra gần nhất của mỗi trạm.', en: 'The last 200 checks of each station.' },
  byRibbon: { vi: 'Tách theo cuộn ruy băng', en: 'By ribbon' },
  station: { vi: 'Trạm', en: 'Station' },
  ribbon: { vi: 'Cuộn ruy băng', en: 'Ribbon' },
  checked: { vi: 'Đã kiểm tra', en: 'Checked' },
  rate: { vi: 'Đạt', en: 'Passed' },
  doubts: { vi: 'Nhờ xem lại', en: 'Second looks' },
  faults: { vi: 'Lỗi', en: 'Faults' },
  empty: { vi: 'Chưa có lần kiểm tra nào.', en: 'Nothing was checked yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = QualityFiguresQuery['qualityFigures'][number]

/** What quality control found of each station, or of each of its ribbons. */
export function FiguresPanel() {
  const say = useSay()
  const [byRibbon, setByRibbon] = useState(false)
  const { data, trouble, again } = useAsk(QualityFiguresDocument, { byRibbon }, { policy: 'network-only' })
  const stations = new Map(
    data?.productionBoard.stations.map((station) => [station.id, stationName(station)]),
  )
  const columns: readonly Column<Row>[] = [
    { title: words.station, cell: ({ stationId }) => stations.get(stationId) ?? stationId.slice(0, 8) },
    ...(byRibbon ? [{ title: words.ribbon, cell: ({ ribbon }: Row) => ribbon ?? '–' }] : []),
    { title: words.checked, number: true, cell: ({ checked }) => formatCount(checked) },
    { title: words.rate, number: true, cell: ({ rate }) => (rate === null ? '–' : formatPercent(rate)) },
    { title: words.doubts, number: true, cell: ({ secondLooks }) => formatCount(secondLooks) },
    {
      title: words.faults,
      cell: ({ faults }) =>
        faults
          .map(({ failClass, count }) => `${say(spoilClassNames[failClass])} ${formatCount(count)}`)
          .join(', ') || '–',
    },
  ]
  return (
    <section className="queues" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <div className="row">
        <p className="soft grow">{say(words.lead)}</p>
        <Checkbox
          label={say(words.byRibbon)}
          checked={byRibbon}
          onChange={({ currentTarget }) => setByRibbon(currentTarget.checked)}
        />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.qualityFigures}
          keyOf={({ stationId, ribbon }) => `${stationId} ${ribbon ?? ''}`}
          columns={columns}
          empty={words.empty}
        />
      )}
    </section>
  )
}
