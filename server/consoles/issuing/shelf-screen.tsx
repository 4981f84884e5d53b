import { Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { ArrangeShelfDocument, ShelvedCardsDocument, type ShelvedCardsQuery } from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './issuing.css'
import { IssuingNav } from './issuing-nav.tsx'
import { PlaceSelect } from './place-select.tsx'
import { type Place, usePlaces } from './use-places.ts'
import { words as common } from './words.ts'

const words = {
  title: { vi: 'Kệ thẻ', en: 'Shelves' },
  lead: {
    vi: 'Tìm thẻ trên kệ; sắp kệ, ngăn của nơi trả thẻ.',
    en: 'Find a card; arrange shelves and slots.',
  },
  search: {
    vi: 'Số phôi, mã hồ sơ, số định danh hoặc ngăn',
    en: 'Blank, application, citizen’s number or slot',
  },
  find: { vi: 'Tìm', en: 'Find' },
  focus: { vi: 'Về ô tìm', en: 'To the search' },
  none: {
    vi: 'Không có thẻ nào như vậy đang chờ tại đơn vị của bạn.',
    en: 'No such card waits at your units.',
  },
  noSlot: { vi: 'không có ngăn', en: 'no slot' },
  arrange: { vi: 'Sắp kệ', en: 'Arrange a shelf' },
  shelf: { vi: 'Tên kệ', en: 'Shelf' },
  slots: { vi: 'Số ngăn', en: 'Slots' },
  save: { vi: 'Lưu', en: 'Save' },
  saved: { vi: 'Đã sắp kệ.', en: 'The shelf is arranged.' },
  shelves: { vi: 'Các kệ', en: 'Shelves' },
  taken: { vi: 'Đang để thẻ', en: 'Taken' },
  waiting: { vi: 'thẻ đang chờ', en: 'cards wait' },
  unshelved: { vi: 'thẻ chưa có ngăn', en: 'cards without a slot' },
  empty: { vi: 'Nơi này chưa có kệ nào.', en: 'This place has no shelf yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Found = ShelvedCardsQuery['shelvedCards'][number]

function FoundCards({ text }: { readonly text: string }) {
  const say = useSay()
  const { data, trouble, again } = useAsk(ShelvedCardsDocument, { text }, { policy: 'network-only' })
  if (!data) return <TroubleNotice trouble={trouble} onAgain={again} />
  return (
    <Worklist<Found>
      caption={words.search}
      rows={data.shelvedCards}
      keyOf={({ id }) => id}
      columns={[
        {
          title: common.slot,
          cell: ({ slot }) => <span className="slot-label">{slot ?? say(words.noSlot)}</span>,
        },
        { title: common.card, cell: ({ serial }) => <span className="code">{serial}</span> },
        {
          title: common.file,
          cell: ({ applicationCode }) => <span className="code">{applicationCode}</span>,
        },
        { title: common.readyOn, cell: ({ readyOn }) => readyOn && formatDate(readyOn) },
      ]}
      empty={words.none}
    />
  )
}

function ArrangeForm({ place, onSaved }: { readonly place: Place; readonly onSaved: () => void }) {
  const say = useSay()
  const [shelf, setShelf] = useState('')
  const [slots, setSlots] = useState('')
  const { act, busy, refusal, trouble } = useAct(ArrangeShelfDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await act({ centreCode: place.code, shelf, slots: Number(slots) })) onSaved()
  }
  return (
    <form className="row" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={say(words.shelf)}
        value={shelf}
        onChange={({ currentTarget }) => setShelf(currentTarget.value)}
        required
        maxLength={2}
        w="6rem"
        autoComplete="off"
      />
      <TextInput
        label={say(words.slots)}
        value={slots}
        onChange={({ currentTarget }) => setSlots(currentTarget.value)}
        required
        inputMode="numeric"
        maxLength={3}
        w="6rem"
        autoComplete="off"
      />
      <ActionButton label={words.save} type="submit" keys="Ctrl+Enter" loading={busy} />
      <RefusalNotice refusal={refusal} trouble={trouble} />
    </form>
  )
}

/** Where a card lies, and the shelves of the officer's places. */
export function ShelfScreen() {
  const say = useSay()
  const may = useMay()
  const field = useFirstFocus()
  // A citizen's number may be typed: it stays in memory, and in no address.
  const [text, setText] = useState<string | null>(null)
  const [code, setCode] = useState<string | null>(null)
  const [saved, setSaved] = useState(false)
  const { places, trouble, again } = usePlaces()
  const place = places.find((one) => one.code === code) ?? places[0]
  useShortcut('F2', words.focus, () => field.current?.focus())
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setText(field.current?.value.trim() || null)
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <IssuingNav />
      {may('card.hand-over') && (
        <form className="row" onSubmit={submit}>
          <TextInput
            ref={field}
            className="grow"
            label={say(words.search)}
            autoComplete="off"
            maxLength={60}
            classNames={{ input: 'code' }}
            rightSection={<KeyHint keys="F2" />}
          />
          <Button type="submit">{say(words.find)}</Button>
        </form>
      )}
      {text !== null && <FoundCards key={text} text={text} />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {place && (
        <section className="panel" aria-label={say(words.shelves)}>
          <h2>{say(words.shelves)}</h2>
          <div className="row">
            <PlaceSelect places={places} value={place.code} onPlace={setCode} />
          </div>
          <p>
            <strong>{formatCount(place.waiting)}</strong> {say(words.waiting)} ·{' '}
            <strong>{formatCount(place.unshelved)}</strong> {say(words.unshelved)}
          </p>
          <Worklist
            caption={words.shelves}
            rows={place.shelves}
            keyOf={({ shelf }) => shelf}
            columns={[
              { title: words.shelf, cell: ({ shelf }) => shelf },
              { title: words.slots, number: true, cell: ({ slots }) => formatCount(slots) },
              { title: words.taken, number: true, cell: ({ taken }) => formatCount(taken) },
            ]}
            empty={words.empty}
          />
          {may('shelf.arrange') && (
            <>
              <h3>{say(words.arrange)}</h3>
              {saved && <Notice tone="good" title={say(words.saved)} spoken />}
              <ArrangeForm
                key={place.code}
                place={place}
                onSaved={() => {
                  setSaved(true)
                  again()
                }}
              />
            </>
          )}
        </section>
      )}
    </Screen>
  )
}
