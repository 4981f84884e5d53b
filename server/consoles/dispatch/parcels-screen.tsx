import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { type ParcelRowFragment, ParcelsDocument, type ParcelState } from '../generated/parcels.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './dispatch.css'
import { FindParcel } from './find-parcel.tsx'
import { title } from './title.ts'
import { ToPackPanel } from './to-pack-panel.tsx'
import { carrierNames, parcelStateOrder, parcelStates, parcelWords } from './words.ts'

const words = {
  leadFactory: {
    vi: 'Thẻ đạt được quét vào kiện của nơi trả, niêm phong, rồi gửi đi.',
    en: 'Cards that passed are scanned into the parcel of their place, sealed, and sent.',
  },
  leadUnit: {
    vi: 'Quét số kiện vừa đến để mở và nhận từng thẻ.',
    en: 'Scan the number of the parcel that came, then card after card.',
  },
  state: { vi: 'Trạng thái', en: 'State' },
  sent: { vi: 'Gửi đi', en: 'Sent' },
  seal: { vi: 'Niêm phong', en: 'Seal' },
  offered: { vi: 'chờ ký nhận', en: 'to be taken over' },
  findings: { vi: 'sai lệch', en: 'findings' },
  empty: { vi: 'Không có kiện nào ở trạng thái này.', en: 'No parcel is in this state.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = ParcelRowFragment
const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string, packs: boolean): readonly Column<Row>[] => [
  { title: parcelWords.number, cell: ({ number }) => <span className="code">{number}</span> },
  { title: parcelWords.centre, cell: ({ centreName, unitCode }) => centreName ?? unitCode },
  { title: parcelWords.boxes, number: true, cell: ({ boxes }) => formatCount(boxes) },
  { title: parcelWords.cards, number: true, cell: ({ count }) => formatCount(count) },
  {
    title: words.seal,
    cell: ({ sealNumber, offeredAt, dispatchedAt, receivedAt }) => (
      <>
        {/* Who takes a parcel over reads its number off the seal. */}
        <span className="code">{(packs || receivedAt ? sealNumber : null) ?? '–'}</span>{' '}
        {offeredAt !== null && dispatchedAt === null && (
          <span className="badge badge-attention">{say(words.offered)}</span>
        )}
      </>
    ),
  },
  {
    title: words.sent,
    cell: ({ dispatchedAt, carrier, trackingCode, openFindings }) => (
      <>
        {dispatchedAt && <span className="nowrap">{formatInstant(dispatchedAt)}</span>}{' '}
        {carrier && say(carrierNames[carrier])} {trackingCode && <span className="code">{trackingCode}</span>}{' '}
        {openFindings > 0 && (
          <span className="badge badge-trouble">
            {formatCount(openFindings)} {say(words.findings)}
          </span>
        )}
      </>
    ),
  },
]

/** Kiện thẻ: what is to be packed, and the parcels by state. */
export function ParcelsScreen() {
  const say = useSay()
  const may = useMay()
  const packs = may('card.dispatch')
  const [state, setState] = useState<ParcelState>(packs ? 'OPEN' : 'DISPATCHED')
  const pages = useCursorPages(state)
  const { data, trouble, again } = useAsk(
    ParcelsDocument,
    { state, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const info = data?.parcels.pageInfo
  return (
    <Screen title={title} lead={packs ? words.leadFactory : words.leadUnit}>
      <FindParcel />
      {packs && <ToPackPanel />}
      <NativeSelect
        className="state-select"
        label={say(words.state)}
        value={state}
        onChange={({ currentTarget: { value } }) =>
          setState(parcelStateOrder.find((one) => one === value) ?? 'OPEN')
        }
        data={parcelStateOrder.map((value) => ({ value, label: say(parcelStates[value]) }))}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={title}
          rows={data.parcels.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/dispatch/${id}`}
          columns={columnsOf(say, packs)}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
