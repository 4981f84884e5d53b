import { useEffect, useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { now } from '../clock.ts'
import { useSay } from '../../../ui/language.tsx'
import { openDatabase, removeDatabase } from './database.ts'
import { type FieldStore, openFieldStore } from './field-store.ts'
import { OpenField } from './open-field.tsx'
import { ChoosePin, EnterPin } from './pin-screens.tsx'
import { hasVault, type Vault } from './vault.ts'
import { words } from './words.ts'

type Phase =
  | { readonly is: 'starting' | 'otherTab' | 'notSecure' }
  | { readonly is: 'choosePin' | 'locked'; readonly database: IDBDatabase }
  | { readonly is: 'open'; readonly database: IDBDatabase; readonly store: FieldStore }

/** Two windows would write over each other's memory: the first holds the device until it is closed. */
function holdDevice(): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request('field-mode', { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock ? new Promise<never>(() => undefined) : undefined
    })
  })
}

async function start(): Promise<Phase> {
  if (!window.isSecureContext) return { is: 'notSecure' }
  if (!(await holdDevice())) return { is: 'otherTab' }
  const database = await openDatabase()
  return { is: (await hasVault(database)) ? 'locked' : 'choosePin', database }
}

/** So long out of sight, and the PIN is asked for again. */
const sightMilliseconds = 5 * 60_000

/** Locks the page when it comes back after having been away for long; what was typed is on the device already. */
function useLockWhenAway(lock: () => void): void {
  useEffect(() => {
    let leftAt: number | null = null
    const onChange = () => {
      if (document.visibilityState === 'hidden') leftAt = now()
      else if (leftAt !== null && now() - leftAt > sightMilliseconds) lock()
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [lock])
}

// Nothing of the open vault survives a page that is loaded anew.
const lock = () => window.location.reload()

export function FieldApp() {
  const say = useSay()
  const [phase, setPhase] = useState<Phase>({ is: 'starting' })
  useEffect(() => {
    void start().then(setPhase)
  }, [])
  useLockWhenAway(lock)
  const open = (database: IDBDatabase) => async (vault: Vault) =>
    setPhase({ is: 'open', database, store: await openFieldStore(vault) })
  switch (phase.is) {
    case 'starting':
      return <main className="narrow" aria-busy="true" />
    case 'notSecure':
    case 'otherTab':
      return (
        <main className="narrow">
          <h1>{say(words.title)}</h1>
          <Notice tone="attention" title={say(words[phase.is])} />
        </main>
      )
    case 'choosePin':
      return <ChoosePin database={phase.database} onOpen={open(phase.database)} />
    case 'locked':
      return <EnterPin database={phase.database} onOpen={open(phase.database)} />
    case 'open':
      return (
        <OpenField
          store={phase.store}
          onLock={lock}
          onWipe={() => void removeDatabase(phase.database).then(lock)}
        />
      )
  }
}
