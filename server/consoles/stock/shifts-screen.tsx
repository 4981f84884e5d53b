import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { ClosedShiftsDocument, OpenShiftDocument, type ShiftRowFragment } from '../generated/shifts.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { PaperLink } from './done.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { type Place, type StationAt, usePlaces } from './use-places.ts'
import { stationName, stockWords } from './words.ts'

const words = {
  title: { vi: 'Ca sản xuất', en: 'Shifts' },
  lead: {
    vi: 'Mỗi trạm in một ca. Cuối ca đếm phôi còn lại; chênh lệch phải bằng 0 mới chốt được.',
    en: 'One shift at a station at a time. At its end the rest is counted; the difference must be 0.',
  },
  now: { vi: 'Các trạm in', en: 'Stations' },
  state: { vi: 'Ca hiện tại', en: 'Shift now' },
  none: { vi: 'chưa mở ca', en: 'none open' },
  OPEN: { vi: 'đang chạy, mở lúc', en: 'running since' },
  COUNTED: { vi: 'đã kiểm đếm, mở lúc', en: 'counted; open since' },
  open: { vi: 'Mở ca', en: 'Open a shift' },
  count: { vi: 'Kiểm đếm, chốt ca', en: 'Count and close' },
  look: { vi: 'Xem', en: 'Look' },
  noStation: { vi: 'Không có trạm in nào trong đơn vị của bạn.', en: 'There is no station in your units.' },
  closed: { vi: 'Ca đã chốt', en: 'Closed shifts' },
  closedAt: { vi: 'Chốt lúc', en: 'Closed' },
  good: { vi: 'Đạt', en: 'Good' },
  spoiled: { vi: 'Hỏng', en: 'Spoiled' },
  difference: { vi: 'Chênh lệch', en: 'Difference' },
  explained: { vi: 'có giải trình', en: 'explained' },
  noClosed: { vi: 'Chưa có ca nào được chốt.', en: 'No shift was closed yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

type Station = StationAt & { readonly place: Place }

function ShiftNow({ station: { openShift } }: { readonly station: Station }) {
  const say = useSay()
  if (!openShift) return <span className="soft">{say(words.none)}</span>
  return (
    <span className={openShift.state === 'COUNTED' ? 'badge badge-attention' : 'badge badge-good'}>
      {say(openShift.state === 'COUNTED' ? words.COUNTED : words.OPEN)} {formatInstant(openShift.openedAt)}
    </span>
  )
}

function ClosedShifts() {
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(
    ClosedShiftsDocument,
    { first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const say = useSay()
  const columns: readonly Column<ShiftRowFragment>[] = [
    {
      title: stockWords.station,
      cell: ({ stationNumber, storeCode }) => `${say(stationName(stationNumber))} (${storeCode})`,
    },
    { title: words.closedAt, cell: ({ closedAt }) => closedAt && formatInstant(closedAt) },
    { title: words.good, number: true, cell: ({ balance }) => formatCount(balance.good) },
    { title: words.spoiled, number: true, cell: ({ balance }) => formatCount(balance.spoiled) },
    {
      title: words.difference,
      number: true,
      cell: ({ difference, explanation }) => (
        <>
          {formatCount(difference ?? 0)}{' '}
          {explanation !== null && <span className="badge badge-attention">{say(words.explained)}</span>}
        </>
      ),
    },
    { title: stockWords.record, cell: ({ minutes }) => minutes && <PaperLink paper={minutes} /> },
  ]
  const info = data?.shifts.pageInfo
  return (
    <>
      <h2>{say(words.closed)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.closed}
          rows={data.shifts.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/stock/shifts/${id}`}
          columns={columns}
          empty={words.noClosed}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </>
  )
}

/** Ca sản xuất: the stations with their shifts, and the shifts that are closed. */
export function ShiftsScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { places, loaded, trouble, again } = usePlaces()
  const opening = useAct(OpenShiftDocument)
  const [pressed, setPressed] = useState('')
  const stations = places.flatMap((place) => place.stations.map((station) => ({ ...station, place })))
  const open = async (stationId: string) => {
    setPressed(stationId)
    const shift = await opening.act({ stationId })
    if (shift) void navigate(`/stock/shifts/${shift.id}`)
    else again()
  }
  const columns: readonly Column<Station>[] = [
    {
      title: stockWords.station,
      cell: ({ number, place }) => `${say(stationName(number))} (${place.code})`,
    },
    { title: stockWords.store, cell: ({ place }) => place.name },
    { title: words.state, cell: (station) => <ShiftNow station={station} /> },
  ]
  const actionOf = ({ id, openShift }: Station) =>
    openShift ? (
      <Button component={Link} to={`/stock/shifts/${openShift.id}`} size="xs" variant="default">
        {say(may('shift.run') ? words.count : words.look)}
      </Button>
    ) : (
      may('shift.run') && (
        <Button size="xs" loading={opening.busy && pressed === id} onClick={() => void open(id)}>
          {say(words.open)}
        </Button>
      )
    )
  return (
    <Screen title={words.title} lead={words.lead}>
      <StockNav />
      <RefusalNotice refusal={opening.refusal} trouble={opening.trouble} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {loaded && (
        <Worklist
          caption={words.now}
          rows={stations}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.noStation}
          action={actionOf}
        />
      )}
      <ClosedShifts />
    </Screen>
  )
}
