import { Checkbox } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { SessionSummary } from '../../../core/contracts/desk/session.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint } from '../../../ui/shortcuts.tsx'
import { kindWords, words } from './words.ts'

interface QueueProps {
  readonly queue: readonly SessionSummary[]
  readonly current: string | null
  readonly chosen: ReadonlySet<string>
  readonly onPick: (id: string) => void
  readonly onChoose: (id: string) => void
}

/** The queue at the left: one file is looked at, any number is chosen. */
export function Queue({ queue, current, chosen, onPick, onChoose }: QueueProps) {
  const say = useSay()
  return (
    <nav className="panel queue" aria-label={say(words.queue)}>
      <p className="soft">
        <KeyHint keys="j" /> <KeyHint keys="k" /> {queue.length} · <KeyHint keys="x" /> {say(words.choose)} (
        {chosen.size} {say(words.chosen)})
      </p>
      <ol>
        {queue.map((file) => (
          <QueueRow
            key={file.id}
            file={file}
            isCurrent={file.id === current}
            isChosen={chosen.has(file.id)}
            onPick={() => onPick(file.id)}
            onChoose={() => onChoose(file.id)}
          />
        ))}
      </ol>
    </nav>
  )
}

interface QueueRowProps {
  readonly file: SessionSummary
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly onPick: () => void
  readonly onChoose: () => void
}

function QueueRow({
  file: { id, name, kind, attention, begunAt },
  isCurrent,
  isChosen,
  onPick,
  onChoose,
}: QueueRowProps) {
  const say = useSay()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <li ref={row} className="queue-row" data-current={isCurrent}>
      <Checkbox aria-label={`${say(words.choose)} ${id}`} checked={isChosen} onChange={onChoose} />
      <button type="button" aria-current={isCurrent || undefined} onClick={onPick}>
        <strong>{name ?? id}</strong>
        <span className="soft">
          {kind && kindWords[kind] && `${say(kindWords[kind])} · `}
          {formatInstant(begunAt)}
        </span>
        {attention.length > 0 && (
          <span className="badge badge-attention">
            ! {say(attention[0] ?? words.attention)}
            {attention.length > 1 && ` +${attention.length - 1}`}
          </span>
        )}
      </button>
    </li>
  )
}
