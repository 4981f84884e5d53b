import { Button, TextInput } from '@mantine/core'
import { useRef, useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { HandOutFormsDocument } from '../generated/print-runs.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  heading: { vi: 'Phát phiếu cho dân', en: 'Hand out to citizens' },
  first: { vi: 'Từ số', en: 'From serial' },
  last: { vi: 'Đến số', en: 'To serial' },
  mark: { vi: 'Ghi đã phát', en: 'Mark as handed out' },
  done: { vi: 'phiếu đã ghi là đã phát', en: 'forms marked as handed out' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** From one serial to another of a print run: what citizens have in their hands from now on. */
export function HandOut({ onDone }: { readonly onDone: () => void }) {
  const say = useSay()
  const first = useRef<HTMLInputElement>(null)
  const last = useRef<HTMLInputElement>(null)
  const [done, setDone] = useState<number | null>(null)
  const { act, busy, refusal, trouble } = useAct(HandOutFormsDocument)
  async function mark(): Promise<void> {
    setDone(null)
    const firstSerial = first.current?.value.trim() ?? ''
    const marked = await act({ firstSerial, lastSerial: last.current?.value.trim() || firstSerial })
    if (!marked) return
    setDone(marked.count)
    onDone()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void mark()
  }
  return (
    <form className="panel" onSubmit={onSubmit} aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      {done !== null && <Notice tone="good" title={`${done} ${say(words.done)}`} spoken />}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <TextInput
          ref={first}
          className="grow"
          label={say(words.first)}
          maxLength={40}
          autoComplete="off"
          classNames={{ input: 'code' }}
        />
        <TextInput
          ref={last}
          className="grow"
          label={say(words.last)}
          maxLength={40}
          autoComplete="off"
          classNames={{ input: 'code' }}
        />
        <Button type="submit" variant="default" loading={busy}>
          {say(words.mark)}
        </Button>
      </div>
    </form>
  )
}
