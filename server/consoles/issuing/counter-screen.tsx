import { Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Screen } from '../frame/screen.tsx'
import { OneCardListDocument } from '../generated/issuing.ts'
import { OneParcelDocument } from '../generated/parcels.ts'
import { useMay } from '../session/session.tsx'
import { CounterWork } from './counter-work.tsx'
import { DecideForm } from './decide-form.tsx'
import './issuing.css'
import { IssuingNav } from './issuing-nav.tsx'
import { title } from './title.ts'

const words = {
  lead: {
    vi: 'Quét kiện vừa đến, danh sách, hoặc thẻ của người đến nhận: một ô cho tất cả.',
    en: 'Scan a parcel, a list, or the card of who came: one field takes them all.',
  },
  scan: { vi: 'Ô quét', en: 'Scan' },
  hint: {
    vi: 'Mã QR hoặc số phôi của thẻ; số kiện K…; số danh sách DS…',
    en: 'QR or number of the card; parcel K…; list DS…',
  },
  focus: { vi: 'Về ô quét', en: 'To the scan field' },
  open: { vi: 'Mở', en: 'Open' },
  unknown: {
    vi: 'Không có kiện hoặc danh sách này trong đơn vị của bạn.',
    en: 'No such parcel or list in your units.',
  },
  receipt: { vi: 'Giấy giao nhận (PDF)', en: 'Receipt (PDF)' },
  given: {
    vi: 'Đã trả thẻ; thẻ có hiệu lực từ bây giờ.',
    en: 'Handed over; the card is in force from now on.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Given {
  readonly cardId: string
  readonly serial: string
}

/** Opens the parcel or list of a number; null where it is neither's. */
function useNumbers() {
  const client = useClient()
  return async (text: string): Promise<string | null | undefined> => {
    const number = text.toUpperCase()
    const policy = { requestPolicy: 'network-only' } as const
    if (/^K\d{4}-\d{6}$/.test(number)) {
      const { data } = await client.query(OneParcelDocument, { id: null, number }, policy).toPromise()
      return data?.parcel.__typename === 'Parcel' ? `/dispatch/${data.parcel.id}` : null
    }
    if (/^DS\d{4}-\d{6}$/.test(number)) {
      const { data } = await client.query(OneCardListDocument, { id: null, number }, policy).toPromise()
      return data?.cardList.__typename === 'CardList' ? `/issuing/lists/${data.cardList.id}` : null
    }
    return undefined
  }
}

/** The issuing desk: one field, and what is to be done with what was scanned. */
export function CounterScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const field = useFirstFocus()
  const numbers = useNumbers()
  // What a QR says is about a person: it stays in memory, and in no address.
  const [scan, setScan] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const [told, setTold] = useState<Bilingual | null>(null)
  const [given, setGiven] = useState<Given | null>(null)
  useShortcut('F2', words.focus, () => field.current?.focus())
  const take = async (text: string) => {
    setTold(null)
    setGiven(null)
    const address = await numbers(text)
    if (address) return void navigate(address)
    if (address === null) setTold(words.unknown)
    setScan(address === null ? null : text)
    setRound((count) => count + 1)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    event.currentTarget.reset()
    if (text !== '') void take(text)
  }
  const next = () => {
    setScan(null)
    field.current?.focus()
  }
  const done = (card: Given) => {
    setGiven(card)
    next()
  }
  const rejected = (text: Bilingual) => {
    setTold(text)
    next()
  }
  return (
    <Screen title={title} lead={words.lead}>
      <IssuingNav />
      <form className="row" onSubmit={submit}>
        <TextInput
          ref={field}
          className="grow"
          size="lg"
          label={say(words.scan)}
          description={say(words.hint)}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          classNames={{ input: 'code' }}
          rightSection={<KeyHint keys="F2" />}
        />
        <Button type="submit" size="lg">
          {say(words.open)}
        </Button>
      </form>
      {told && <Notice tone="attention" title={say(told)} spoken />}
      {given && (
        <Notice tone="good" title={say(words.given)} spoken>
          <p>
            <span className="code">{given.serial}</span>{' '}
            <a href={`/hand-overs/${given.cardId}/receipt.pdf`} target="_blank" rel="noreferrer">
              {say(words.receipt)}
            </a>
          </p>
        </Notice>
      )}
      {scan !== null && may('card.hand-over') && (
        <CounterWork key={round} scan={scan} onGiven={done} onRejected={rejected} />
      )}
      {scan !== null && may('card.decide-hand-over') && (
        <DecideForm key={`decide ${round}`} scan={scan} onDone={rejected} />
      )}
    </Screen>
  )
}
