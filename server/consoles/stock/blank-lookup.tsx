import { Button } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type OneBlankQuery, OneBlankDocument } from '../generated/stock.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { PaperLink } from './done.tsx'
import { TextField } from './fields.tsx'
import type { Places } from './use-places.ts'
import { blankStates, stationName } from './words.ts'

type Blank = Extract<OneBlankQuery['blank'], { readonly __typename: 'BlankCard' }>

const words = {
  title: { vi: 'Tra một phôi', en: 'Look up one blank' },
  serial: { vi: 'Số phôi', en: 'Serial' },
  search: { vi: 'Tra', en: 'Look up' },
  state: { vi: 'Tình trạng', en: 'State' },
  place: { vi: 'Nơi giữ', en: 'Kept at' },
  chip: { vi: 'Số chip', en: 'Chip' },
  notRead: { vi: 'chưa đọc', en: 'not read yet' },
  lot: { vi: 'Lô', en: 'Lot' },
  spoiled: { vi: 'Hỏng', en: 'Spoiled' },
  hot: {
    vi: 'Phôi này đã báo mất hoặc phải ngừng lưu hành. Giữ lại và báo trưởng kho ngay.',
    en: 'This blank was reported lost or must turn up nowhere. Keep it and tell the head of the store at once.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

function BlankFacts({ blank, places }: { readonly blank: Blank; readonly places: Places }) {
  const say = useSay()
  const { storeCode, stationId, lot, spoilage } = blank
  const station = stationId === null ? null : places.stationOf(stationId)
  const facts: readonly (readonly [Bilingual, ReactNode])[] = [
    [words.state, say(blankStates[blank.state])],
    [
      words.place,
      [storeCode && places.nameOf(storeCode), station && say(stationName(station.number))]
        .filter(Boolean)
        .join(' · ') || '–',
    ],
    [words.chip, blank.chipSerial ?? say(words.notRead)],
    [words.lot, [lot.supplier, lot.deliveryNote].filter(Boolean).join(' · ') || '–'],
  ]
  return (
    <>
      {blank.hotListed && <Notice tone="trouble" title={say(words.hot)} />}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name.en}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {spoilage && (
          <div>
            <dt>{say(words.spoiled)}</dt>
            <dd>
              {say(spoilage.spoilClassText)}, {formatInstant(spoilage.at)}
              {spoilage.destruction && (
                <>
                  {' · '}
                  <PaperLink paper={spoilage.destruction} />
                </>
              )}
            </dd>
          </div>
        )}
      </dl>
    </>
  )
}

/** One blank by its number: where it is, and what became of it. */
export function BlankLookup({ places }: { readonly places: Places }) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const [serial, setSerial] = useState('')
  const { data, trouble } = useAsk(
    OneBlankDocument,
    { serial },
    { pause: serial === '', policy: 'network-only' },
  )
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setSerial(typed.trim().toUpperCase())
  }
  const answer = serial === '' ? undefined : data?.blank
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <form className="row" onSubmit={submit}>
        <TextField className="grow" label={words.serial} value={typed} onValue={setTyped} serial optional />
        <Button type="submit" variant="default">
          {say(words.search)}
        </Button>
      </form>
      <RefusalNotice refusal={answer?.__typename === 'DomainRefusal' ? answer : null} trouble={trouble} />
      {answer?.__typename === 'BlankCard' && <BlankFacts blank={answer} places={places} />}
    </section>
  )
}
