import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { waitingOf } from '../../../core/field/outbox.ts'
import { type FieldStore, useFieldState } from './field-store.ts'
import { synchronise, type SyncOutcome } from './synchronise.ts'

/** Whether the device thinks that it has a network. */
export function useOnline(): boolean {
  const subscribe = useCallback((listener: () => void) => {
    window.addEventListener('online', listener)
    window.addEventListener('offline', listener)
    return () => {
      window.removeEventListener('online', listener)
      window.removeEventListener('offline', listener)
    }
  }, [])
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}

export interface Sync {
  readonly busy: boolean
  /** Null before the first try. */
  readonly outcome: SyncOutcome | null
  readonly run: () => void
}

const betweenTries = 60_000

/** Synchronises when the page opens, when the network comes back, when something new waits, and each minute while it does. */
export function useSync(store: FieldStore, online: boolean): Sync {
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<SyncOutcome | null>(null)
  const running = useRef(false)
  const run = useCallback(() => {
    if (running.current) return
    running.current = true
    setBusy(true)
    void synchronise(store).then((result) => {
      running.current = false
      setOutcome(result)
      setBusy(false)
    })
  }, [store])
  const { entries } = useFieldState(store)
  const waiting = waitingOf(entries, 'VISIT').length + waitingOf(entries, 'FORM').length
  useEffect(() => {
    if (!online) return undefined
    run()
    if (waiting === 0) return undefined
    const timer = setInterval(run, betweenTries)
    return () => clearInterval(timer)
  }, [online, waiting, run])
  return { busy, outcome, run }
}
