import { Button, TextInput } from '@mantine/core'
import type { SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { ScanLine, ScanQueue } from './use-scan-queue.ts'

const words = {
  label: { vi: 'Ô quét', en: 'Scan' },
  focus: { vi: 'Về ô quét', en: 'To the scan field' },
  waiting: { vi: 'thẻ đang chờ ghi', en: 'cards waiting to be recorded' },
  aside: { vi: 'Để riêng', en: 'Put aside' },
  byQr: { vi: 'thẻ quét bằng QR', en: 'card read by its QR' },
  done: { vi: 'Đã để riêng', en: 'It lies aside' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ScanFieldProps {
  readonly queue: ScanQueue
  readonly hint: Bilingual
}

/** The one field that the reader types into; it never waits for the line. */
export function ScanField({ queue, hint }: ScanFieldProps) {
  const say = useSay()
  const field = useFirstFocus()
  useShortcut('F2', words.focus, () => field.current?.focus())
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    queue.scan(field.current?.value ?? '')
    event.currentTarget.reset()
    field.current?.focus()
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        ref={field}
        size="lg"
        label={say(words.label)}
        description={say(hint)}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'code' }}
        rightSection={<KeyHint keys="F2" />}
      />
      {queue.waiting > 0 && (
        <p className="soft">
          {formatCount(queue.waiting)} {say(words.waiting)}
        </p>
      )}
    </form>
  )
}

const tones = {
  TAKEN: 'last-scan-good',
  AGAIN: 'last-scan-attention',
  REFUSED: 'last-scan-trouble',
} as const satisfies Readonly<Record<ScanLine['outcome'], string>>

/** What the reader saw last, large enough to be read from where the hands are. */
export function LastScan({ line }: { readonly line: ScanLine | null }) {
  const say = useSay()
  if (!line) return null
  return (
    <output className={`last-scan ${tones[line.outcome]}`}>
      {line.serial && <span className="code">{line.serial}: </span>}
      {say(line.text)}
    </output>
  )
}

/** Cards that do not belong here: each is taken off the list by hand, when it lies aside. */
export function AsideList({ queue }: { readonly queue: ScanQueue }) {
  const say = useSay()
  if (queue.aside.length === 0) return null
  return (
    <section className="aside-list" aria-label={say(words.aside)}>
      <h3>
        {say(words.aside)}: {formatCount(queue.aside.length)}
      </h3>
      <ul>
        {queue.aside.map(({ nth, serial, text }) => (
          <li key={nth}>
            <span>
              <strong className="code">{serial ?? say(words.byQr)}</strong> {say(text)}
            </span>
            <Button size="xs" variant="default" onClick={() => queue.putAside(nth)}>
              {say(words.done)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
