import { useState } from 'react'
import { type FieldEntry, retried } from '../../../core/field/outbox.ts'
import { outcomeNames } from '../../../core/residence/visits.ts'
import { Notice } from '../../../ui/notice.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type FieldStore, useFieldState } from './field-store.ts'
import { goTo } from './place.ts'
import { stateNames, words } from './words.ts'

interface OutboxScreenProps {
  readonly store: FieldStore
  readonly onWipe: () => void
}

/** Everything that was written down here, the newest first, and what became of it. */
export function OutboxScreen({ store, onWipe }: OutboxScreenProps) {
  const say = useSay()
  const { entries, drafts, unreadable } = useFieldState(store)
  const sorted = entries.toSorted((a, b) => b.madeAt - a.madeAt)
  const open = unreadable > 0 || drafts.length > 0 || entries.some(({ state }) => state !== 'SENT')
  return (
    <>
      <h1>{say(words.outbox)}</h1>
      {entries.length === 0 && <p>{say(words.noEntries)}</p>}
      {unreadable > 0 && <Notice tone="trouble" title={`${unreadable} ${say(words.unreadable)}`} />}
      <ul className="cards">
        {sorted.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} store={store} />
          </li>
        ))}
      </ul>
      <section className="panel">
        <p className="soft">{say(words.wipeHelp)}</p>
        <SureButton label={say(words.wipe)} sure={say(words.wipeSure)} disabled={open} onSure={onWipe} />
      </section>
    </>
  )
}

function Entry({ entry, store }: { readonly entry: FieldEntry; readonly store: FieldStore }) {
  const say = useSay()
  const what =
    entry.kind === 'VISIT'
      ? `${say(words.visitEntry)}: ${say(outcomeNames[entry.report.outcome])}`
      : `${say(words.formEntry)} ${entry.form.serial}`
  return (
    <article className="card" aria-label={`${entry.title}, ${what}`}>
      <strong>{entry.title}</strong>
      <span>{what}</span>
      <span className="soft">{formatInstant(new Date(entry.madeAt).toISOString())}</span>
      <span className={`state state-${entry.state}`}>{say(stateNames[entry.state])}</span>
      {entry.refusal && (
        <>
          <p className="fault">{say(entry.refusal)}</p>
          <RefusedActions entry={entry} store={store} />
        </>
      )}
    </article>
  )
}

/** A refused entry is sent again, corrected, or given up by the one who made it; it never goes by itself. */
function RefusedActions({ entry, store }: { readonly entry: FieldEntry; readonly store: FieldStore }) {
  const say = useSay()
  const { visits } = useFieldState(store)
  const visit = visits.find(({ id }) => entry.kind === 'FORM' && id === entry.visitId)
  async function correct(): Promise<void> {
    if (entry.kind !== 'FORM' || !visit) return
    const { serial, answers } = entry.form
    await store.putDraft({ visitId: visit.id, serial, answers }, { insteadOf: entry.id })
    goTo({ screen: 'form', id: visit.id })
  }
  return (
    <div className="actions">
      <button type="button" className="plain" onClick={() => void store.putEntries([retried(entry)])}>
        {say(words.retry)}
      </button>
      {visit && (
        <button type="button" className="plain" onClick={() => void correct()}>
          {say(words.correct)}
        </button>
      )}
      <SureButton
        label={say(words.remove)}
        sure={say(words.removeSure)}
        disabled={false}
        onSure={() => void store.removeEntry(entry.id)}
      />
    </div>
  )
}

interface SureButtonProps {
  readonly label: string
  readonly sure: string
  readonly disabled: boolean
  readonly onSure: () => void
}

/** What cannot be undone asks for a second press. */
function SureButton({ label, sure, disabled, onSure }: SureButtonProps) {
  const [asked, setAsked] = useState(false)
  return (
    <button
      type="button"
      className="quiet"
      disabled={disabled}
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? onSure() : setAsked(true))}
    >
      {asked ? sure : label}
    </button>
  )
}
