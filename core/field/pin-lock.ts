import { z } from 'zod'

/** Wrong PINs in a row, and until when (milliseconds) none is looked at. */
export const pinLockSchema = z.strictObject({ failures: z.int().min(0), lockedUntil: z.int().min(0) })
export type PinLock = z.infer<typeof pinLockSchema>

export const openLock: PinLock = { failures: 0, lockedUntil: 0 }

/** Free tries, and the pauses after each further one: who finds a phone learns little, who mistypes loses nothing. */
const freeTries = 5
const pausesMinutes = [1, 5, 15, 60] as const
const minuteMs = 60_000

export const shortestPin = 6

/** Longer is better; blanks at the ends are slips of the keyboard. A row of one sign is no secret. */
export function isPinAcceptable(pin: string): boolean {
  return pin.trim() === pin && pin.length >= shortestPin && new Set(pin).size > 2
}

/** How long to wait, in milliseconds; 0 where a PIN may be tried. */
export function waitBeforePin({ lockedUntil }: PinLock, now: number): number {
  return Math.max(0, lockedUntil - now)
}

export function afterWrongPin({ failures }: PinLock, now: number): PinLock {
  const failed = failures + 1
  if (failed < freeTries) return { failures: failed, lockedUntil: 0 }
  const pause = pausesMinutes[Math.min(failed - freeTries, pausesMinutes.length - 1)] ?? 60
  return { failures: failed, lockedUntil: now + pause * minuteMs }
}

export const triesLeft = ({ failures }: PinLock): number => Math.max(1, freeTries - failures)
