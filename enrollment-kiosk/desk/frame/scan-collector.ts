/** Readers that are keyboards type faster than any hand, and end with Enter. */
const longestGapMilliseconds = 40

/** An old card's QR (core/qr/card-qr.ts), or a booking's (core/qr/booking-qr.ts). What hands type looks like neither. */
const scannable = /^\d{12}\|.+|^LICHHEN\|[0-9a-f-]{36}$/

export const isScanned = (text: string): boolean => scannable.test(text.trim())

/**
 * Gathers keys that come as fast as only a reader sends them: answers the whole text at its Enter where it is a code, and null
 * at every other key. `at` in milliseconds.
 */
export function createScanCollector(): (key: string, at: number) => string | null {
  let text = ''
  let last = Number.NEGATIVE_INFINITY
  return (key, at) => {
    const quick = at - last < longestGapMilliseconds
    last = at
    if (key === 'Enter') {
      const scanned = quick && isScanned(text) ? text.trim() : null
      text = ''
      return scanned
    }
    if (key.length === 1) text = quick ? text + key : key
    return null
  }
}
