import { setTimeout as after } from 'node:timers/promises'

/** The program's only clock: milliseconds since 1970 UTC. */
export function now(): number {
  return Date.now()
}

/** Milliseconds since the program began: for how long something took, whatever happens to the clock. */
export function elapsed(): number {
  return performance.now()
}

/** Resolves after the time, or at once when the signal aborts; never throws. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await after(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined)
}
