/** The only file of this program that reads a clock; everything else is given the time. */

/** Milliseconds since 1970 by the computer's clock, which an officer or a flat battery may have set wrong. */
export const clock = (): number => Date.now()

/** Milliseconds that only ever grow, for waiting: unaffected when the computer's clock is set. */
export const monotonic = (): number => performance.now()

/** ISO 8601 in UTC, as manifests and receipts carry it. */
export const instantOf = (epochMilliseconds: number): string => new Date(epochMilliseconds).toISOString()

export const dateOf = (epochMilliseconds: number): Date => new Date(epochMilliseconds)

/** Milliseconds since 1970 of an ISO 8601 instant or an HTTP date; NaN where it is neither. */
export const epochOf = (text: string): number => Date.parse(text)
