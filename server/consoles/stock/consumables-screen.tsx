import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { type ConsumableKind, ConsumablesDocument, type ConsumablesQuery } from '../generated/consumables.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { ConsumableDialog } from './consumable-dialog.tsx'
import { ConsumableButtons, type ConsumableStep } from './consumable-steps.tsx'
import { type Done, DoneNotice } from './done.tsx'
import { ReceiveConsumablesForm } from './receive-consumables-form.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { usePlaces } from './use-places.ts'
import { consumableKinds, stationName } from './words.ts'

type Consumable = ConsumablesQuery['consumables']['edges'][number]['node']

const words = {
  title: { vi: 'Ruy băng, màng phủ', en: 'Ribbons and laminates' },
  lead: {
    vi: 'Mỗi cuộn một số; cuộn nào ở trạm nào, còn in được bao nhiêu thẻ.',
    en: 'Each by its serial: at which station, and for how many cards.',
  },
  receive: { vi: 'Nhận hàng', en: 'Take a delivery in' },
  kind: { vi: 'Loại', en: 'Kind' },
  all: { vi: 'Tất cả', en: 'All' },
  serial: { vi: 'Số cuộn', en: 'Serial' },
  model: { vi: 'Kiểu', en: 'Model' },
  left: { vi: 'Còn / dung lượng', en: 'Left of' },
  place: { vi: 'Đang ở', en: 'At' },
  empty: { vi: 'Không có cuộn nào.', en: 'There is none.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
const kinds = Object.keys(consumableKinds) as readonly ConsumableKind[]

/** Ribbons and laminates that are still kept. */
export function ConsumablesScreen() {
  const say = useSay()
  const may = useMay()
  const { places, nameOf, stationOf } = usePlaces()
  const [kind, setKind] = useState<ConsumableKind | null>(null)
  const [receiving, setReceiving] = useState(false)
  const [asking, setAsking] = useState<{ readonly row: Consumable; readonly step: ConsumableStep } | null>(
    null,
  )
  const [done, setDone] = useState<Done | null>(null)
  const pages = useCursorPages(kind ?? '')
  const { data, trouble, again } = useAsk(
    ConsumablesDocument,
    { kind, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const finish = (what: Done | null) => {
    setReceiving(false)
    setAsking(null)
    setDone(what)
    if (what) again()
  }
  const ask = (row: Consumable, step: ConsumableStep) => {
    setDone(null)
    setAsking({ row, step })
  }
  const columns: readonly Column<Consumable>[] = [
    { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
    { title: words.kind, cell: (row) => say(consumableKinds[row.kind]) },
    { title: words.model, cell: ({ model }) => model },
    {
      title: words.left,
      number: true,
      cell: ({ left, capacity }) => `${formatCount(left)} / ${formatCount(capacity)}`,
    },
    {
      title: words.place,
      cell: ({ stationId, storeCode }) =>
        stationId === null
          ? storeCode && nameOf(storeCode)
          : say(stationName(stationOf(stationId)?.number ?? null)),
    },
  ]
  const info = data?.consumables.pageInfo
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('stock.keep') &&
        !receiving && <ActionButton label={words.receive} keys="F2" onClick={() => setReceiving(true)} />
      }
    >
      <StockNav />
      <DoneNotice done={done} />
      {receiving && <ReceiveConsumablesForm onDone={finish} />}
      <NativeSelect
        className="state-select"
        label={say(words.kind)}
        value={kind ?? ''}
        onChange={({ currentTarget }) => setKind(kinds.find((one) => one === currentTarget.value) ?? null)}
        data={[
          { value: '', label: say(words.all) },
          ...kinds.map((value) => ({ value, label: say(consumableKinds[value]) })),
        ]}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.consumables.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(row) => <ConsumableButtons row={row} onStep={(step) => ask(row, step)} />}
        />
      )}
      {asking && (
        <ConsumableDialog {...asking} places={places} onDone={finish} onClose={() => setAsking(null)} />
      )}
    </Screen>
  )
}
