/** When a message may leave, and when one that failed is tried again. */

/** Việt Nam keeps UTC+7 all year. */
const offsetMs = 7 * 3_600_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Nobody is woken: nothing leaves from 21:00 to 7:00. */
const quietFrom = 21
const quietUntil = 7

/** The first moment from `at` on outside the quiet hours; milliseconds. */
export function sendableFrom(at: number): number {
  const local = at + offsetMs
  const day = Math.floor(local / dayMs) * dayMs
  const hour = (local - day) / hourMs
  if (hour < quietUntil) return day + quietUntil * hourMs - offsetMs
  if (hour >= quietFrom) return day + dayMs + quietUntil * hourMs - offsetMs
  return at
}

/** Minutes until the next try: quickly at first, then every four hours, so that a day without a mail server loses nothing. */
const waitsMinutes = [1, 5, 15, 60] as const
const longWaitMinutes = 240
/** About five days of tries; then a person must look after it. */
export const mostAttempts = 32

/** When a message that failed `attempts` times is tried again; null: it is given up. */
export function retryAt(at: number, attempts: number): number | null {
  if (attempts >= mostAttempts) return null
  return sendableFrom(at + (waitsMinutes[attempts - 1] ?? longWaitMinutes) * 60_000)
}
