/** What a printer says about itself in keywords, as what the station does about it: RFC 8011, 5.4.12; PWG 5100.9, 5. */
import type { PrinterState, PrintFailure } from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'

/** The worst first: of several at once the first is told. */
const troublesByReason: readonly (readonly [PrinterTrouble, readonly string[]])[] = [
  ['PRINTER_OFF', ['shutdown', 'power-down', 'offline', 'timed-out', 'deactivated']],
  ['JAMMED', ['media-jam', 'input-media-jam', 'output-media-jam', 'media-path-jam', 'marker-jam']],
  [
    'HEAD_FAULT',
    [
      'marker-over-temperature',
      'marker-unrecoverable-failure',
      'marker-motor-failure',
      'marker-thermistor-failure',
      'fuser-over-temp',
      'unrecoverable-failure',
    ],
  ],
  ['COVER_OPEN', ['cover-open', 'door-open', 'interlock-open', 'input-cover-open', 'output-cover-open']],
  [
    'RIBBON_MISSING',
    ['marker-supply-missing', 'marker-ribbon-missing', 'marker-print-ribbon-missing', 'ribbon-missing'],
  ],
  ['RIBBON_WRONG', ['marker-supply-mismatch', 'marker-ribbon-mismatch', 'ribbon-mismatch', 'wrong-ribbon']],
  [
    'RIBBON_OUT',
    [
      'marker-supply-empty',
      'marker-ribbon-empty',
      'marker-print-ribbon-empty',
      'marker-ink-empty',
      'marker-toner-empty',
      'toner-empty',
    ],
  ],
  ['CARDS_OUT', ['media-empty', 'media-needed', 'input-tray-missing', 'input-media-tray-missing']],
  ['CARD_NOT_FED', ['input-pick-failure', 'media-pick-failure', 'input-cannot-feed-size-selected']],
  ['HOPPER_FULL', ['output-area-full', 'output-tray-missing', 'output-media-tray-full']],
  ['CLEANING_NEEDED', ['cleaner-life-over', 'cleaning-needed', 'cleaning-required']],
  ['COOLING', ['marker-cooling', 'cooling', 'marker-under-temperature', 'marker-warming-up']],
  ['STOPPED', ['paused', 'moving-to-paused', 'stopping', 'testing']],
  ['NOT_ACCEPTING', ['hold-new-jobs', 'spool-area-full']],
]

const warningsByReason: readonly (readonly [PrinterState['warnings'][number], readonly string[]])[] = [
  [
    'RIBBON_LOW',
    ['marker-supply-low', 'marker-print-ribbon-almost-empty', 'marker-ink-almost-empty', 'toner-low'],
  ],
  ['CARDS_LOW', ['media-low']],
  ['CLEANING_SOON', ['cleaner-life-almost-over', 'cleaning-soon']],
]

/**
 * A reason without its weight. The weight says how the printer stands rather than how bad it is: CUPS' own printer calls an empty feeder a
 * report while it is idle, a warning while it prints and an error once it has stopped, and none of the three makes a card.
 */
const nameOf = (reason: string) => reason.replace(/-(?:error|warning|report)$/, '')

/** A maker's own keyword begins with the maker's domain: `com.example-ribbon-mismatch`. */
function says(name: string, keyword: string): boolean {
  if (name === keyword) return true
  const isOwn = /^[a-z]{2,6}\./.test(name) && /[.-]/.test(name.at(-keyword.length - 1) ?? '')
  return isOwn && name.endsWith(keyword)
}

/** Whether any of the reasons is one of the keywords. */
const named = (reasons: readonly string[], keywords: readonly string[]) =>
  reasons.some((reason) => keywords.some((keyword) => says(nameOf(reason), keyword)))

/** What keeps it from printing, or null. */
export function worstTrouble(reasons: readonly string[]): PrinterTrouble | null {
  return troublesByReason.find(([, keywords]) => named(reasons, keywords))?.[0] ?? null
}

/** What it can go on with for a while. */
export function warningsOf(reasons: readonly string[]): PrinterState['warnings'] {
  return warningsByReason.filter(([, keywords]) => named(reasons, keywords)).map(([warning]) => warning)
}

/** What a trouble does to the card that is under the head. */
const failures: Readonly<Partial<Record<PrinterTrouble, PrintFailure>>> = {
  PRINTER_OFF: 'POWER_LOST',
  JAMMED: 'JAM',
  CARD_NOT_FED: 'JAM',
  HEAD_FAULT: 'HEAD_FAULT',
  COVER_OPEN: 'COVER_OPENED',
  RIBBON_MISSING: 'RIBBON_ENDED',
  RIBBON_WRONG: 'RIBBON_ENDED',
  RIBBON_OUT: 'RIBBON_ENDED',
  HOPPER_FULL: 'HOPPER_FULL',
}

/** Why a print was cut short; a trouble that does not stop a card under way says nothing. */
export function failureOf(trouble: PrinterTrouble | null): PrintFailure | null {
  return trouble === null ? null : (failures[trouble] ?? null)
}
