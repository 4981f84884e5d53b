import type { CardScan } from '../../../core/production/compare-scan.ts'
import { type FailCodeName, failCodes } from '../../../core/production/fail-codes.ts'

export const failCodeNames = Object.keys(failCodes) as readonly FailCodeName[]

/** What stands in the one field of the desk: a verdict that Enter carries out, or what a reader has typed. */
export type Entry =
  | { readonly kind: 'PASS' }
  | { readonly kind: 'FAIL'; readonly code: FailCodeName }
  /** About a fault, where one is named. */
  | { readonly kind: 'SECOND_LOOK'; readonly code: FailCodeName | null }
  | { readonly kind: 'SCAN'; readonly text: string }

const codeOf = (digit: string | undefined): FailCodeName | null =>
  failCodeNames.find((name) => String(failCodes[name].key) === digit) ?? null

/**
 * Nothing passes, a digit alone fails, 0 asks for another officer. A digit waits for Enter: with it a scanned number begins too, and a
 * failed card is destroyed.
 */
export function readEntry(typed: string): Entry {
  const text = typed.trim()
  if (text === '') return { kind: 'PASS' }
  const doubt = /^0([1-9])?$/.exec(text)
  if (doubt) return { kind: 'SECOND_LOOK', code: codeOf(doubt[1]) }
  const code = codeOf(text)
  return code ? { kind: 'FAIL', code } : { kind: 'SCAN', text }
}

type ReadPart =
  | { readonly part: 'qr' | 'chip' | 'serial'; readonly text: string }
  /** A reader of the zone ends each of its three lines as if it were all. */
  | { readonly part: 'mrzLine'; readonly text: string }

const zoneLine = /^[A-Z0-9<]{30}$/
const wholeZone = /^[A-Z0-9<]{90}$/

/** What a reader has read, by its looks. */
export function readScan(text: string): ReadPart | { readonly part: 'mrz'; readonly text: string } {
  if (text.includes('|')) return { part: 'qr', text }
  if (/^[0-9a-f]{64}$/i.test(text)) return { part: 'chip', text: text.toLowerCase() }
  const bare = text.replaceAll(/\s/g, '').toUpperCase()
  if (wholeZone.test(bare)) return { part: 'mrz', text: bare }
  if (zoneLine.test(bare) && bare.includes('<')) return { part: 'mrzLine', text: bare }
  return { part: 'serial', text: bare }
}

const linesOfZone = 3
const lineLength = 30

/** What was read so far, with a line of the zone more; a fourth begins the zone anew. */
export function withLine(before: string | null | undefined, line: string): string {
  const kept = before && before.length < linesOfZone * lineLength ? before : ''
  return kept + line
}

/** A zone of which lines are still to come says nothing yet. */
export const wholeScan = ({ mrz, ...scan }: CardScan): CardScan =>
  mrz?.length === linesOfZone * lineLength ? { ...scan, mrz } : scan
