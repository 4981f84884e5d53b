import { TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import type { JournalEntry, JournalPage } from '../../../core/contracts/desk/station.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { outboxWords } from '../outbox/outbox-words.ts'
import { captureStateWords, words } from './words.ts'

/** Whatever was begun here: no notepad is needed beside the screen. */
export function JournalScreen() {
  const say = useSay()
  const field = useFirstFocus()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const pages = useCursorPages(q)
  const query = new URLSearchParams({ q, ...(pages.after !== null && { after: pages.after }) })
  const { data, refusal } = useAnswer<JournalPage>(`/journal?${query}`, { on: ['session', 'outbox'] })
  useShortcut('/', words.search, () => field.current?.focus())
  const columns: readonly Column<JournalEntry>[] = [
    { title: words.code, cell: ({ code }) => <span className="code">{code}</span> },
    { title: words.name, cell: ({ name }) => name ?? <span className="soft">{say(words.unnamed)}</span> },
    { title: words.number, cell: ({ number }) => <span className="code">{number ?? '–'}</span> },
    { title: words.begun, cell: ({ begunAt }) => <span className="nowrap">{formatInstant(begunAt)}</span> },
    { title: words.state, cell: (entry) => <State entry={entry} /> },
  ]
  return (
    <Screen title={words.title} lead={words.lead}>
      <TextInput
        ref={field}
        type="search"
        label={say(words.search)}
        description={say(words.searchHelp)}
        rightSection={<KeyHint keys="/" />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <RefusalNotice refusal={refusal} />
      {data && (
        <Worklist
          caption={words.caption}
          rows={data.entries}
          keyOf={({ code }) => code}
          linkOf={({ code }) => `/files/${code}`}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={data.next}
        />
      )}
    </Screen>
  )
}

function State({ entry: { state, outbox, cancelled } }: { readonly entry: JournalEntry }) {
  const say = useSay()
  if (cancelled) return <span className="badge badge-attention">✕ {say(words.cancelled)}</span>
  if (outbox !== null) {
    const { badge, mark, name } = outboxWords[outbox]
    return (
      <span className={badge}>
        {mark} {say(name)}
      </span>
    )
  }
  return <span className="badge">{say(captureStateWords[state])}</span>
}
