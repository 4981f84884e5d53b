import { type SubmitEvent, useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { signIn, type SignInTrouble } from '../session/sign-in.ts'
import { signInTroubles, words as signInWords } from '../session/words.ts'
import { type FieldStore, useFieldState } from './field-store.ts'
import type { SyncOutcome } from './synchronise.ts'
import type { Sync } from './use-sync.ts'
import { words } from './words.ts'

interface SyncBarProps {
  readonly store: FieldStore
  readonly sync: Sync
  readonly online: boolean
}

/** Network, the last synchronisation, what waits, and the button; below it whatever keeps the server from answering. */
export function SyncBar({ store, sync, online }: SyncBarProps) {
  const say = useSay()
  const { owner, entries } = useFieldState(store)
  const count = (state: 'WAITING' | 'REFUSED') => entries.filter((entry) => entry.state === state).length
  const [waiting, refused] = [count('WAITING'), count('REFUSED')]
  const last = owner ? formatInstant(new Date(owner.syncedAt).toISOString()) : say(words.never)
  return (
    <section className="sync" aria-label={say(words.sync)}>
      <div className="sync-line">
        <output>
          <span className={online ? 'dot dot-on' : 'dot'} aria-hidden="true" />
          {say(online ? words.online : words.noNetwork)}
          {waiting > 0 && ` · ${waiting} ${say(words.waiting)}`}
          {refused > 0 && ` · ${refused} ${say(words.refused)}`}
          <br />
          <span className="soft">
            {say(words.lastSync)}: {last}
          </span>
        </output>
        <button type="button" className="plain" onClick={sync.run} disabled={sync.busy}>
          {say(sync.busy ? words.syncing : words.sync)}
        </button>
      </div>
      {sync.outcome && <SyncTrouble outcome={sync.outcome} online={online} onSignedIn={sync.run} />}
    </section>
  )
}

interface SyncTroubleProps {
  readonly outcome: SyncOutcome
  readonly online: boolean
  readonly onSignedIn: () => void
}

function SyncTrouble({ outcome, online, onSignedIn }: SyncTroubleProps) {
  const say = useSay()
  switch (outcome.kind) {
    case 'done':
      return null
    case 'offline':
      return <Notice tone="plain" title={say(words.offline)} />
    case 'outOfOrder':
      return <Notice tone="attention" title={say(words.outOfOrder)} />
    case 'refused':
      return <Notice tone="attention" title={say(outcome.text)} spoken />
    case 'otherOfficer':
      return (
        <Notice tone="attention" title={`${say(words.otherOfficer)}${outcome.owner}`} spoken>
          <SignIn onSignedIn={onSignedIn} />
        </Notice>
      )
    case 'signedOut':
      return online ? (
        <Notice tone="plain" title={say(words.signIn)}>
          <p>{say(words.signInHelp)}</p>
          <SignIn onSignedIn={onSignedIn} />
        </Notice>
      ) : null
  }
}

function SignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<SignInTrouble | null>(null)
  async function submit(data: FormData): Promise<void> {
    const text = (name: string) => {
      const value = data.get(name)
      return typeof value === 'string' ? value : ''
    }
    setBusy(true)
    const trouble = await signIn({ username: text('username'), password: text('password') })
    setBusy(false)
    setFault(trouble)
    if (!trouble) onSignedIn()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void submit(new FormData(event.currentTarget))
  }
  return (
    <form onSubmit={onSubmit} method="post" noValidate aria-busy={busy}>
      {fault && <p role="alert">{say(signInTroubles[fault])}</p>}
      <label className="field">
        <span>{say(signInWords.username)}</span>
        <input name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </label>
      <label className="field">
        <span>{say(signInWords.password)}</span>
        <input name="password" type="password" autoComplete="current-password" />
      </label>
      <button className="main-action">{say(busy ? words.working : signInWords.submit)}</button>
    </form>
  )
}
