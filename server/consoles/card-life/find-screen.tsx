import { Button, TextInput } from '@mantine/core'
import { useRef, useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Screen } from '../frame/screen.tsx'
import { LifeCardsDocument } from '../generated/card-life.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { CardLifeNav } from './card-life-nav.tsx'
import { CardPanel } from './card-panel.tsx'
import { title } from './title.ts'

const words = {
  lead: {
    vi: 'Khóa, mở khóa, giữ, thu hồi thẻ đã trả. Quét QR hoặc nhập số định danh, số phôi, mã hồ sơ. Mỗi lần xem được ghi nhật ký.',
    en: 'Lock, unlock, hold or revoke a card in use. Scan the QR or type the citizen number, the number of the blank or the application code. Every look is audited.',
  },
  term: {
    vi: 'QR, số định danh, số phôi hoặc mã hồ sơ',
    en: 'QR, citizen number, blank or application code',
  },
  search: { vi: 'Tìm', en: 'Search' },
  field: { vi: 'Về ô tìm', en: 'To the search field' },
  busy: { vi: 'Đang tìm…', en: 'Searching…' },
  none: {
    vi: 'Không có thẻ nào. Kiểm tra lại số đã nhập; thẻ cấp ở hệ thống cũ không có ở đây.',
    en: 'No card. Check what was typed; cards of earlier systems are not here.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

function Found({ term }: { readonly term: string }) {
  const say = useSay()
  const [done, setDone] = useState<Bilingual | null>(null)
  // Every asking is audited: what was shown already is not asked for again.
  const { data, busy, trouble, again } = useAsk(LifeCardsDocument, { term }, { policy: 'cache-first' })
  const answer = data?.lifeCards
  if (!answer)
    return busy ? <output>{say(words.busy)}</output> : <TroubleNotice trouble={trouble} onAgain={again} />
  if (answer.__typename !== 'QueryLifeCardsSuccess')
    return <Notice tone="attention" title={say(answer.text)} spoken />
  if (answer.data.length === 0) return <p className="empty">{say(words.none)}</p>
  const finish = (text: Bilingual) => {
    setDone(text)
    again()
  }
  return (
    <>
      {done && <Notice tone="good" title={say(done)} spoken />}
      {answer.data.map((card, i) => (
        <CardPanel key={card.id} card={card} first={i === 0} onDone={finish} />
      ))}
    </>
  )
}

/** A card that somebody lost, found or has to give up: what became of it, and what can be done. */
export function FindScreen() {
  const say = useSay()
  const [term, setTerm] = useState('')
  // In the state of the page and in no address: it may be a person's number.
  const [asked, setAsked] = useState<{ readonly term: string; readonly nth: number } | null>(null)
  const field = useFirstFocus()
  const count = useRef(0)
  useShortcut('F2', words.field, () => field.current?.select())
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (term.trim()) setAsked({ term: term.trim(), nth: ++count.current })
  }
  return (
    <Screen title={title} lead={words.lead}>
      <CardLifeNav />
      <form className="row" onSubmit={submit}>
        <TextInput
          ref={field}
          className="grow"
          label={say(words.term)}
          value={term}
          onChange={({ currentTarget }) => setTerm(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
        />
        <Button type="submit" rightSection={<KeyHint keys="Enter" />}>
          {say(words.search)}
        </Button>
      </form>
      {asked && <Found key={asked.nth} term={asked.term} />}
    </Screen>
  )
}
