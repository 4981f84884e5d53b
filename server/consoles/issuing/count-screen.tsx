import { useState } from 'react'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import '../dispatch/dispatch.css'
import { scanAnswer } from '../dispatch/scan-answer.ts'
import { AsideList, LastScan, ScanField } from '../dispatch/scan-field.tsx'
import { type ScanOutcome, useScanQueue } from '../dispatch/use-scan-queue.ts'
import { Screen } from '../frame/screen.tsx'
import {
  CloseShelfCountDocument,
  CountShelfCardDocument,
  type CountRowFragment,
  StartShelfCountDocument,
} from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { cardStateName } from '../recalls/card-states.ts'
import './issuing.css'
import { IssuingNav } from './issuing-nav.tsx'
import { PlaceSelect } from './place-select.tsx'
import { usePlaces } from './use-places.ts'
import { words as common } from './words.ts'

const words = {
  title: { vi: 'Kiểm kê kệ thẻ', en: 'Count of the shelves' },
  lead: {
    vi: 'Quét lần lượt từng thẻ trên kệ; thẻ lạ để riêng, thẻ không quét được ghi là thiếu khi chốt.',
    en: 'Scan every card on the shelves; foreign ones are put aside, what was not scanned is missing at the end.',
  },
  start: { vi: 'Bắt đầu, hoặc đếm tiếp', en: 'Begin, or go on' },
  hint: { vi: 'Mã QR hoặc số phôi của thẻ trên kệ', en: 'QR or number of a card on the shelf' },
  scanned: { vi: 'thẻ đã quét', en: 'cards scanned' },
  close: { vi: 'Đã quét hết, chốt kiểm kê', en: 'All are scanned: close' },
  foreign: { vi: 'Thẻ không thuộc kệ này; thuộc', en: 'Not of this shelf; it belongs to' },
  found: { vi: 'đúng chỗ, ngăn', en: 'as it should be, slot' },
  expected: { vi: 'Phải có', en: 'Expected' },
  counts: { vi: 'Có', en: 'Found' },
  missing: { vi: 'Thiếu', en: 'Missing' },
  foreignCount: { vi: 'Lạ', en: 'Foreign' },
  result: { vi: 'Kết quả kiểm kê', en: 'Result of the count' },
  finding: { vi: 'Kết quả', en: 'Finding' },
  where: { vi: 'Ngăn, nơi thuộc về', en: 'Slot, place' },
  right: { vi: 'Không thiếu, không thừa.', en: 'Nothing is missing, nothing foreign.' },
} as const satisfies Readonly<Record<string, Bilingual>>

function CountScan({
  countId,
  onCount,
}: {
  readonly countId: string
  readonly onCount: (scanned: number) => void
}) {
  const client = useClient()
  const take = async (scan: string): Promise<ScanOutcome> => {
    const { data, error } = await client.mutation(CountShelfCardDocument, { countId, scan }).toPromise()
    return scanAnswer({ answer: data?.countShelfCard, error }, (card) => {
      if (!('finding' in card)) return { taken: false, text: words.foreign }
      onCount(card.scanned)
      const { serial, place, state } = card
      if (card.finding === 'FOUND')
        return {
          taken: true,
          serial,
          text: { vi: `${words.found.vi} ${place ?? '–'}`, en: `${words.found.en} ${place ?? '–'}` },
        }
      const name = cardStateName(state)
      return {
        taken: false,
        serial,
        text: {
          vi: `${words.foreign.vi} ${place ?? ''} (${name.vi}).`,
          en: `${words.foreign.en} ${place ?? ''} (${name.en}).`,
        },
      }
    })
  }
  const queue = useScanQueue(take)
  return (
    <>
      <ScanField queue={queue} hint={words.hint} />
      <LastScan line={queue.last} />
      <AsideList queue={queue} />
    </>
  )
}

function CountResult({ count }: { readonly count: CountRowFragment }) {
  const say = useSay()
  const totals = [
    [words.expected, count.expected],
    [words.counts, count.found],
    [words.missing, count.missing],
    [words.foreignCount, count.foreign],
  ] as const
  return (
    <section className="panel" aria-label={say(words.result)}>
      <h2>{say(words.result)}</h2>
      <p>
        {totals.map(([name, value]) => (
          <span key={name.en}>
            {say(name)}: <strong>{formatCount(value ?? 0)}</strong>{' '}
          </span>
        ))}
      </p>
      <Worklist
        caption={words.result}
        rows={count.findings}
        keyOf={({ serial }) => serial}
        columns={[
          { title: common.card, cell: ({ serial }) => <span className="code">{serial}</span> },
          {
            title: words.finding,
            cell: ({ finding }) => say(finding === 'MISSING' ? words.missing : words.foreignCount),
          },
          { title: words.where, cell: ({ place }) => place },
        ]}
        empty={words.right}
      />
    </section>
  )
}

/** A count of a place's shelves by scanner. */
export function CountScreen() {
  const say = useSay()
  const [code, setCode] = useState<string | null>(null)
  const [open, setOpen] = useState<CountRowFragment | null>(null)
  const [closed, setClosed] = useState<CountRowFragment | null>(null)
  const [scanned, setScanned] = useState(0)
  const { places, trouble, again } = usePlaces()
  const start = useAct(StartShelfCountDocument)
  const close = useAct(CloseShelfCountDocument)
  const place = places.find((one) => one.code === code) ?? places[0]
  const begin = async () => {
    const count = place && (await start.act({ centreCode: place.code }))
    if (!count) return
    setOpen(count)
    setClosed(null)
    setScanned(count.scanned)
  }
  const end = async () => {
    const count = open && (await close.act({ id: open.id }))
    if (!count) return
    setClosed(count)
    setOpen(null)
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <IssuingNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={start.refusal ?? close.refusal} trouble={start.trouble ?? close.trouble} />
      {!open && place && (
        <div className="row">
          <PlaceSelect places={places} value={place.code} onPlace={setCode} />
          <ActionButton label={words.start} keys="F3" loading={start.busy} onClick={() => void begin()} />
        </div>
      )}
      {open && (
        <section className="panel" aria-label={say(words.title)}>
          <CountScan key={open.id} countId={open.id} onCount={setScanned} />
          <p>
            <strong>{formatCount(scanned)}</strong> {say(words.scanned)}
          </p>
          <div className="row">
            <ActionButton
              label={words.close}
              keys="Ctrl+Enter"
              loading={close.busy}
              onClick={() => void end()}
            />
          </div>
        </section>
      )}
      {closed && closed.missing === 0 && closed.foreign === 0 && (
        <Notice tone="good" title={say(words.right)} spoken />
      )}
      {closed && <CountResult count={closed} />}
    </Screen>
  )
}
