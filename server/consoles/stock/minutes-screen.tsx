import { Button, NativeSelect } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { kindsOfMinutes, minutesKinds, type MinutesKind } from '../../../core/documents/minutes.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { MinutesListDocument, type MinutesListQuery } from '../generated/minutes.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { TextField } from './fields.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { usePlaces } from './use-places.ts'
import { stockWords } from './words.ts'

type Row = MinutesListQuery['minutes']['edges'][number]['node']

const words = {
  title: { vi: 'Biên bản', en: 'Minutes' },
  lead: {
    vi: 'Có số, có chữ ký của những người liên quan và của hệ thống; không sửa được.',
    en: 'Numbered, signed by all who took part and by the system; never changed.',
  },
  kind: { vi: 'Loại biên bản', en: 'Kind' },
  all: { vi: 'Tất cả', en: 'All' },
  number: { vi: 'Số biên bản', en: 'Number' },
  find: { vi: 'Tìm', en: 'Find' },
  signed: { vi: 'Người ký', en: 'Signed by' },
  open: { vi: 'Mở PDF', en: 'Open PDF' },
  empty: { vi: 'Không có biên bản nào như vậy.', en: 'There are no such minutes.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

/** Biên bản of the officer's stores, each as its signed PDF. */
export function MinutesScreen() {
  const say = useSay()
  const { nameOf } = usePlaces()
  const [kind, setKind] = useState<MinutesKind | null>(null)
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState('')
  const pages = useCursorPages(`${kind} ${number}`)
  const { data, trouble, again } = useAsk(
    MinutesListDocument,
    { kind, number: number || null, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setNumber(typed.trim())
  }
  const columns: readonly Column<Row>[] = [
    { title: words.number, cell: ({ number: of }) => <span className="code">{of}</span> },
    { title: words.kind, cell: ({ title }) => say(title) },
    { title: stockWords.store, cell: ({ centre }) => nameOf(centre) },
    { title: stockWords.when, cell: ({ at }) => <span className="nowrap">{formatInstant(at)}</span> },
    {
      title: words.signed,
      cell: ({ signatures }) =>
        signatures.map(({ name, part }) => (
          <span key={part.en} className="signature-line">
            {name} <span className="soft">({say(part)})</span>
          </span>
        )),
    },
  ]
  const info = data?.minutes.pageInfo
  return (
    <Screen title={words.title} lead={words.lead}>
      <StockNav />
      <form className="row" onSubmit={submit}>
        <NativeSelect
          className="state-select"
          label={say(words.kind)}
          value={kind ?? ''}
          onChange={({ currentTarget }) =>
            setKind(minutesKinds.find((one) => one === currentTarget.value) ?? null)
          }
          data={[
            { value: '', label: say(words.all) },
            ...minutesKinds.map((value) => ({ value, label: say(kindsOfMinutes[value].title) })),
          ]}
        />
        <TextField label={words.number} value={typed} onValue={setTyped} serial optional />
        <Button type="submit" variant="default">
          {say(words.find)}
        </Button>
      </form>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.minutes.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={({ pdf }) => (
            <Button component="a" href={pdf} target="_blank" rel="noreferrer" size="xs" variant="default">
              {say(words.open)}
            </Button>
          )}
        />
      )}
    </Screen>
  )
}
