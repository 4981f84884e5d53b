import type { PrinterState } from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import { warningsOf, worstTrouble } from './conditions.ts'
import type { IppMessage } from './message.ts'
import { find, numberOf, printerStates, stringsOf } from './message.ts'

export const stateNames = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'printer-up-time',
  'printer-make-and-model',
  'printer-serial-number',
  'printer-firmware-string-version',
  'marker-names',
  'printer-supply',
] as const

/** Reads the answer to Get-Printer-Attributes with {@link stateNames}. */
export function readState(answer: IppMessage): PrinterState {
  const strings = (name: string) => stringsOf(find(answer, 'printer', name))
  const reasons = strings('printer-state-reasons')
  const [model = null] = strings('printer-make-and-model')
  const [serial = null] = strings('printer-serial-number')
  const [firmware = null] = strings('printer-firmware-string-version')
  const [kind] = strings('marker-names')
  return {
    model,
    serial,
    firmware,
    trouble: worstTrouble(reasons) ?? stateTrouble(answer),
    warnings: warningsOf(reasons),
    ribbon: kind === undefined ? null : { kind, left: cardsLeft(answer) },
    // IPP counts sheets that came out, not cards that were drawn in: after a crash that tells nothing.
    counters: null,
    cardInside: worstTrouble(reasons) === 'JAMMED' ? true : null,
  }
}

/** Seconds since it was switched on, RFC 8011, 5.4.29. */
export function upTimeOf(answer: IppMessage): number | null {
  return numberOf(find(answer, 'printer', 'printer-up-time')) ?? null
}

function stateTrouble(answer: IppMessage): PrinterTrouble | null {
  if (numberOf(find(answer, 'printer', 'printer-state')) === printerStates.stopped) return 'STOPPED'
  const accepting = find(answer, 'printer', 'printer-is-accepting-jobs')?.values[0]
  return accepting?.type === 'boolean' && !accepting.value ? 'NOT_ACCEPTING' : null
}

/** PWG 5100.13, 5.6: a ribbon counted in sheets tells how many cards it is good for; a percentage does not. */
function cardsLeft(answer: IppMessage): number | null {
  for (const value of find(answer, 'printer', 'printer-supply')?.values ?? []) {
    if (value.type !== 'octetString') continue
    const text = Buffer.from(value.value).toString('latin1')
    const level = /;level=(\d{1,9});/.exec(text)?.[1]
    if (/;unit=(?:sheets|items);/.test(text) && level !== undefined) return Number(level)
  }
  return null
}
