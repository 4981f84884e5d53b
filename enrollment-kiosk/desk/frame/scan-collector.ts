/** Readers that are keyboards type without a pause and end with Enter; a busy computer hears them late. */
const longestGapMilliseconds = 1000

/** An old card's QR (core/qr/card-qr.ts), or a booking's (core/qr/booking-qr.ts). What hands type looks like neither. */
const scannable = /\d{12}\|.+|LICHHEN\|[0-9a-f-]{36}$/

const codeIn = (text: string): string | null => scannable.exec(text)?.[0].trim() ?? null

/**
 * Gathers keys that come without a pause: answers the code that they end with at its Enter, and null at every other key. `at` in
 * milliseconds.
 */
export function createScanCollector(): (key: string, at: number) => string | null {
  let text = ''
  let last = Number.NEGATIVE_INFINITY
  return (key, at) => {
    const quick = at - last < longestGapMilliseconds
    last = at
    if (key === 'Enter') {
      const scanned = quick ? codeIn(text) : null
      text = ''
      return scanned
    }
    if (key.length === 1) text = quick ? text + key : key
    return null
  }
}
