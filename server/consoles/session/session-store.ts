import { useSyncExternalStore } from 'react'

/** Whether the browser's session still holds, told by any answer of the server; shared by every question on the page. */
interface SessionState {
  readonly ended: boolean
  /** Counts the sign-ins after the first: questions that were refused meanwhile are asked again. */
  readonly epoch: number
}

let state: SessionState = { ended: false, epoch: 0 }
const listeners = new Set<() => void>()

function change(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function endSession(): void {
  if (!state.ended) change({ ...state, ended: true })
}

export const renewSession = (): void => change({ ended: false, epoch: state.epoch + 1 })

export const useSessionEnded = (): boolean => useSyncExternalStore(subscribe, () => state.ended)

export const useSessionEpoch = (): number => useSyncExternalStore(subscribe, () => state.epoch)
