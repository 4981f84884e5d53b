import { setTimeout as after } from 'node:timers/promises'

/** The program's only clock: milliseconds since 1970 UTC. */
export function now(): number {
  return Date.now()
}

/** Resolves after the time, or at once when the signal aborts; never throws. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await after(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined)
}
