import type { CardPrinter, CardProgress, PrinterTrouble } from '../printer.ts'
import {
  emulatedPrinterModel,
  PrinterProtocolFault,
  PrinterRefusal,
  PrintOutcomeUnknown,
} from '../printer.ts'
import { asPrinterError, httpUrl, IppClient, readBounded } from './client.ts'
import type { IppMessage } from './message.ts'
import { find, jobStates, numberOf, printerStates, stringsOf } from './message.ts'

/** printer-state-reasons that keep a card from being printed, RFC 8011, 5.4.12, the gravest first. */
const troubles: readonly (readonly [string, PrinterTrouble])[] = [
  ['media-jam', 'JAMMED'],
  ['cover-open', 'COVER_OPEN'],
  ['door-open', 'COVER_OPEN'],
  ['media-empty', 'CARDS_OUT'],
  ['media-needed', 'CARDS_OUT'],
  ['marker-supply-empty', 'RIBBON_OUT'],
  ['shutdown', 'PRINTER_OFF'],
]

/** A printed page seen from above is some hundred kilobytes. */
const longestPage = 16 << 20
const patience = 10_000

/**
 * A printer behind IPP: it prints and tells its state, but cannot hold a card at an encoder. `trayUrl`, where the
 * station's camera looks, gives a card's picture at `<trayUrl>/<job-id>`.
 */
export class IppCardPrinter implements CardPrinter {
  readonly capabilities = { encode: false, tray: true } as const
  private readonly client: IppClient
  private readonly trayUrl: string

  constructor(printerUri: string, trayUrl = new URL('/tray', httpUrl(printerUri)).href) {
    this.client = new IppClient(printerUri)
    this.trayUrl = trayUrl
  }

  async isEmulated(): Promise<boolean> {
    try {
      const answer = await this.client.getPrinterAttributes(['printer-make-and-model'])
      return stringsOf(find(answer, 'printer', 'printer-make-and-model')).includes(emulatedPrinterModel)
    } catch (error) {
      throw error instanceof PrintOutcomeUnknown ? new PrinterRefusal('PRINTER_OFF') : error
    }
  }

  async trouble(): Promise<PrinterTrouble | null> {
    try {
      return troubleOf(
        await this.client.getPrinterAttributes([
          'printer-state',
          'printer-state-reasons',
          'printer-is-accepting-jobs',
        ]),
      )
    } catch (error) {
      // To ask changes nothing: silence is the same as being off.
      if (error instanceof PrintOutcomeUnknown) return 'PRINTER_OFF'
      if (error instanceof PrinterRefusal) return error.code
      throw error
    }
  }

  async print(pdf: Uint8Array, jobName: string): Promise<{ readonly jobId: number }> {
    const trouble = await this.trouble()
    if (trouble) throw new PrinterRefusal(trouble)
    return { jobId: await this.client.printJob(pdf, jobName) }
  }

  async progress(jobId: number): Promise<CardProgress> {
    try {
      return progressOf(
        await this.client.getJobAttributes(jobId, [
          'job-state',
          'job-state-reasons',
          'job-impressions-completed',
          'time-at-processing',
        ]),
      )
    } catch (error) {
      throw error instanceof PrintOutcomeUnknown ? new PrinterRefusal('PRINTER_OFF') : error
    }
  }

  async cancel(jobId: number): Promise<void> {
    await this.client.cancelJob(jobId)
  }

  async tray(jobId: number): Promise<Uint8Array | null> {
    try {
      const response = await fetch(`${this.trayUrl}/${jobId}`, { signal: AbortSignal.timeout(patience) })
      if (response.status === 202) {
        await response.body?.cancel()
        return null
      }
      if (!response.ok) throw new PrinterProtocolFault(response.status)
      return await readBounded(response, longestPage)
    } catch (error) {
      const known = asPrinterError(error)
      throw known instanceof PrintOutcomeUnknown ? new PrinterRefusal('PRINTER_OFF') : known
    }
  }
}

function troubleOf(answer: IppMessage): PrinterTrouble | null {
  const reasons = stringsOf(find(answer, 'printer', 'printer-state-reasons')).map((reason) =>
    reason.replace(/-(?:error|warning|report)$/, ''),
  )
  const found = troubles.find(([reason]) => reasons.includes(reason))
  if (found) return found[1]
  if (numberOf(find(answer, 'printer', 'printer-state')) === printerStates.stopped) return 'STOPPED'
  const accepting = find(answer, 'printer', 'printer-is-accepting-jobs')?.values[0]
  return accepting?.type === 'boolean' && !accepting.value ? 'NOT_ACCEPTING' : null
}

function progressOf(answer: IppMessage): CardProgress {
  switch (numberOf(find(answer, 'job', 'job-state'))) {
    case jobStates.completed:
      return { state: 'printed' }
    case jobStates.processing:
    case jobStates.processingStopped:
      return { state: 'printing' }
    case jobStates.canceled:
      return { state: 'failed', untouched: neverBegan(answer), reason: 'CANCELLED' }
    case jobStates.aborted: {
      const reasons = stringsOf(find(answer, 'job', 'job-state-reasons'))
      return {
        state: 'failed',
        untouched: neverBegan(answer),
        reason: reasons.includes('media-jam') ? 'JAM' : 'ABORTED',
      }
    }
    default:
      return { state: 'waiting' }
  }
}

/** RFC 8011, 5.3.14.2: time-at-processing has no value until the printer begins with the job. */
function neverBegan(answer: IppMessage): boolean {
  const began = find(answer, 'job', 'time-at-processing')?.values[0]
  return began?.type === 'noValue' && (numberOf(find(answer, 'job', 'job-impressions-completed')) ?? 0) === 0
}
