import { NativeSelect, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  type CardListKind,
  type CardListRowFragment,
  CardListsDocument,
  type CardListState,
  OpenCardListDocument,
} from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './issuing.css'
import { IssuingNav } from './issuing-nav.tsx'
import { PlaceSelect } from './place-select.tsx'
import { usePlaces } from './use-places.ts'
import { listKinds, listStateOrder, listStates } from './words.ts'

const words = {
  title: { vi: 'Danh sách chuyển thẻ', en: 'Lists of cards' },
  lead: {
    vi: 'Thẻ rời kệ theo danh sách: đến nơi trả khác, đến nhà, hoặc về nơi sản xuất.',
    en: 'Cards leave a shelf on a list: to another place, to the homes, or back to the factory.',
  },
  make: { vi: 'Lập danh sách', en: 'A new list' },
  kind: { vi: 'Loại', en: 'Kind' },
  to: { vi: 'Mã nơi đến', en: 'Code of the destination' },
  open: { vi: 'Lập', en: 'Open' },
  state: { vi: 'Trạng thái', en: 'State' },
  number: { vi: 'Số', en: 'Number' },
  way: { vi: 'Từ, đến', en: 'From, to' },
  cards: { vi: 'Thẻ', en: 'Cards' },
  missing: { vi: 'thiếu', en: 'missing' },
  when: { vi: 'Lúc', en: 'When' },
  empty: { vi: 'Không có danh sách nào ở trạng thái này.', en: 'No list is in this state.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const kinds = ['FORWARD', 'HOME', 'RETURN'] as const satisfies readonly CardListKind[]
const pageSize = 20

function NewList() {
  const say = useSay()
  const navigate = useNavigate()
  const [code, setCode] = useState<string | null>(null)
  const [kind, setKind] = useState<CardListKind>('FORWARD')
  const [toCentre, setToCentre] = useState('')
  const { places } = usePlaces()
  const { act, busy, refusal, trouble } = useAct(OpenCardListDocument)
  const from = places.find((place) => place.code === code) ?? places[0]
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const to = kind === 'HOME' ? null : toCentre.trim().toUpperCase()
    const list = from && (await act({ kind, fromCentre: from.code, toCentre: to }))
    if (list) void navigate(`/issuing/lists/${list.id}`)
  }
  return (
    <section className="panel" aria-label={say(words.make)}>
      <h2>{say(words.make)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <form className="row" onSubmit={(event) => void submit(event)}>
        <NativeSelect
          label={say(words.kind)}
          value={kind}
          onChange={({ currentTarget }) =>
            setKind(kinds.find((one) => one === currentTarget.value) ?? 'FORWARD')
          }
          data={kinds.map((value) => ({ value, label: say(listKinds[value]) }))}
        />
        <PlaceSelect places={places} value={from?.code ?? ''} onPlace={setCode} />
        {kind !== 'HOME' && (
          <TextInput
            label={say(words.to)}
            value={toCentre}
            onChange={({ currentTarget }) => setToCentre(currentTarget.value)}
            required
            maxLength={10}
            autoComplete="off"
            classNames={{ input: 'code' }}
          />
        )}
        <ActionButton label={words.open} type="submit" keys="Ctrl+Enter" loading={busy} disabled={!from} />
      </form>
    </section>
  )
}

/** The lists that leave or reach the officer's units. */
export function ListsScreen() {
  const say = useSay()
  const may = useMay()
  const [state, setState] = useState<CardListState>(may('card-list.send') ? 'OPEN' : 'SENT')
  const pages = useCursorPages(state)
  const asked = { state, first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(CardListsDocument, asked, { policy: 'cache-and-network' })
  const info = data?.cardLists.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <IssuingNav />
      {may('card-list.send') && <NewList />}
      <NativeSelect
        className="state-select"
        label={say(words.state)}
        value={state}
        onChange={({ currentTarget }) =>
          setState(listStateOrder.find((one) => one === currentTarget.value) ?? 'OPEN')
        }
        data={listStateOrder.map((value) => ({ value, label: say(listStates[value]) }))}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist<CardListRowFragment>
          caption={words.title}
          rows={data.cardLists.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/issuing/lists/${id}`}
          columns={[
            { title: words.number, cell: ({ number }) => <span className="code">{number}</span> },
            { title: words.kind, cell: ({ kind }) => say(listKinds[kind]) },
            {
              title: words.way,
              cell: ({ fromCentre, toCentre }) => [fromCentre, toCentre].filter(Boolean).join(' → '),
            },
            { title: words.cards, number: true, cell: ({ count }) => formatCount(count) },
            {
              title: words.when,
              cell: ({ openedAt, sentAt, closedAt, missing }) => (
                <>
                  {formatInstant(closedAt ?? sentAt ?? openedAt)}{' '}
                  {missing > 0 && (
                    <span className="badge badge-trouble">
                      {formatCount(missing)} {say(words.missing)}
                    </span>
                  )}
                </>
              ),
            },
          ]}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
