import { Button, TextInput } from '@mantine/core'
import { type KeyboardEvent, type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Screen } from '../frame/screen.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { CardOnDesk } from './card-on-desk.tsx'
import { failCodeNames, readEntry } from './check-entry.ts'
import type { CheckedCard } from './expected-face.ts'
import { FiguresPanel } from './figures-panel.tsx'
import './production.css'
import { ProductionNav } from './production-nav.tsx'
import { SampleList } from './sample-list.tsx'
import { ScanResults } from './scan-results.tsx'
import { type CardDesk, useCardDesk } from './use-card-desk.ts'
import { nameOfEntry, VerdictKeys } from './verdict-keys.tsx'

const words = {
  title: { vi: 'Kiểm tra thẻ', en: 'Quality control' },
  lead: {
    vi: 'Quét thẻ, so với hình; Enter là đạt, phím lỗi rồi Enter là không đạt.',
    en: 'Scan the card, compare; Enter passes it, a fault’s key and Enter fail it.',
  },
  field: { vi: 'Ô quét', en: 'Scan' },
  scanCard: {
    vi: 'Quét mã QR của thẻ, hoặc quét, gõ số phôi.',
    en: 'Scan the card’s QR, or scan or type the blank’s number.',
  },
  scanMore: {
    vi: 'Quét thêm QR, MRZ, chip; để trống rồi Enter là đạt.',
    en: 'Scan QR, MRZ or chip; Enter in the empty field passes.',
  },
  focus: { vi: 'Về ô quét', en: 'To the scan field' },
  PASS: { vi: 'Đạt', en: 'Passed' },
  FAIL: { vi: 'Không đạt, thẻ bị hủy và được làm lại', en: 'Failed; it is made again' },
  SECOND_LOOK: { vi: 'Chờ người khác xem lại', en: 'Waits for a second look' },
  seeking: { vi: 'Đang tìm thẻ…', en: 'Looking for the card…' },
  doubted: { vi: 'Thẻ này được nhờ xem lại', en: 'Somebody was in doubt about this card' },
  mine: {
    vi: 'Bạn là người nhờ xem lại; cán bộ khác quyết định.',
    en: 'It was you: another officer decides.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

type Look = NonNullable<CheckedCard['secondLook']>

function SecondLook({ look: { at, failCode, mine } }: { readonly look: Look }) {
  const say = useSay()
  const code = failCodeNames.find((name) => name === failCode) ?? null
  return (
    <Notice tone="attention" title={say(words.doubted)}>
      <p>
        {formatInstant(at)}
        {code && ` · ${say(nameOfEntry({ kind: 'SECOND_LOOK', code }))}`}
      </p>
      {mine && <p>{say(words.mine)}</p>}
    </Notice>
  )
}

/** The field that every key and every reader types into, and what Enter would do with it. */
function useEntryField(desk: CardDesk) {
  const field = useFirstFocus()
  const [text, setText] = useState('')
  const entry = readEntry(text)
  const toField = () => field.current?.focus()
  useShortcut('F2', words.focus, toField)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    toField()
    if (desk.busy) return
    setText('')
    if (entry.kind === 'SCAN') desk.read(entry.text)
    else if (desk.desk && !desk.seeking && !desk.desk.card.secondLook?.mine)
      desk.decide(entry.kind, entry.kind === 'PASS' ? null : entry.code)
  }
  /** 0 and a fault's key together say what the doubt is about. */
  const digit = (key: string) => {
    setText(text === '0' && key !== '0' ? `0${key}` : key)
    toField()
  }
  return { field, text, setText, entry, submit, digit }
}

/** A key that is held down decides one card, not the next one too. */
const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
  // The letters of the lists below hold outside of the field.
  if (event.key === 'Escape') event.currentTarget.blur()
}

function EntryField({
  desk,
  of,
}: {
  readonly desk: CardDesk
  readonly of: ReturnType<typeof useEntryField>
}) {
  const say = useSay()
  const { field, text, setText, entry, submit } = of
  const open = desk.desk !== null
  const shown = open ? entry : ({ kind: 'SCAN', text } as const)
  return (
    <form className="row check-field" onSubmit={submit}>
      <TextInput
        ref={field}
        className="grow"
        size="lg"
        label={say(words.field)}
        description={say(open ? words.scanMore : words.scanCard)}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKey}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'code' }}
        rightSection={<KeyHint keys="F2" />}
      />
      <Button
        type="submit"
        size="lg"
        loading={desk.busy}
        {...(shown.kind === 'FAIL' && { color: 'red.9' })}
        rightSection={<KeyHint keys="Enter" />}
      >
        {say(nameOfEntry(shown))}
      </Button>
    </form>
  )
}

/** The desk of quality control: everything goes through one field, typed or scanned. */
export function CheckScreen() {
  const say = useSay()
  const [checked, setChecked] = useState(0)
  const desk = useCardDesk(() => setChecked((count) => count + 1))
  const entry = useEntryField(desk)
  const { decided } = desk
  const card = desk.desk?.card
  return (
    <Screen title={words.title} lead={words.lead}>
      <ProductionNav />
      <EntryField desk={desk} of={entry} />
      {decided && (
        <Notice
          tone={decided.verdict === 'PASS' ? 'good' : 'attention'}
          title={`${decided.serial}: ${say(words[decided.verdict])}`}
          spoken
        />
      )}
      {desk.seeking && <p className="soft">{say(words.seeking)}</p>}
      <RefusalNotice refusal={desk.refusal} trouble={desk.trouble} />
      {desk.desk && card && (
        <div className="check-desk">
          {card.secondLook && <SecondLook look={card.secondLook} />}
          <CardOnDesk card={card}>
            <ScanResults desk={desk.desk} takeOther={desk.takeOther} />
          </CardOnDesk>
          {!card.secondLook?.mine && (
            <VerdictKeys entry={entry.entry} onDigit={entry.digit} mayDoubt={card.secondLook === null} />
          )}
        </div>
      )}
      {!desk.desk && (
        <>
          <SampleList key={checked} onOpen={(jobId) => desk.seek({ jobId })} />
          <FiguresPanel key={`figures ${checked}`} />
        </>
      )}
    </Screen>
  )
}
