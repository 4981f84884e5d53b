import { createHash } from 'node:crypto'
import type { PrintEvent, PrintOrder } from '../core/contracts/print-job.ts'
import type { DocumentFonts } from '../core/documents/fonts.ts'
import { renderCard } from '../core/documents/render-card.ts'
import { DomainError } from '../core/errors.ts'
import { ChipNotWritten } from './chip/personalisation-refusals.ts'
import { type ChipPlace, type ChipWork, prepareChip, type PreparedChip, writeChip } from './chip-step.ts'
import { sleep } from './clock.ts'
import { ServerRefusal, ServerUnreachable } from './http.ts'
import { holdLease, reportSurely } from './lease.ts'
import { type CardPrinter, PrinterRefusal } from './printer.ts'
import { type CardCodes, type CardReader, QrNotFound } from './scan-back.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'
import type { JournalLine, StepJournal } from './step-journal.ts'

export interface Station {
  readonly server: ServerClient
  readonly printer: CardPrinter
  readonly reader: CardReader
  readonly fonts: DocumentFonts
  /** Name of the key that lets it print cards in force; null: specimens. */
  readonly productionKey: string | null
  readonly journal: StepJournal
  readonly chips: ChipPlace
  /** Aborted when the station is told to stop. */
  readonly stop: AbortSignal
}

export type JobEnd = 'stacked' | 'released' | 'ejected' | 'spoiled' | 'lost' | 'abandoned'

/** Milliseconds. A card takes some 20 s, and others may be before it. */
const printPatience = 10 * 60_000
const trayPatience = 60_000
const pollInterval = 200

/** An order in work: it ends early when the station stops or the lease is gone. */
interface Work {
  readonly station: Station
  readonly order: PrintOrder
  readonly ended: AbortSignal
  /** The blank's chip is somebody's: it is no blank any more. */
  chipWritten: boolean
}

/** Ends the work where it stands, with what the server is to be told. */
class WorkEnds extends DomainError<string> {
  readonly event: 'release' | 'eject' | 'spoil' | 'loseTrack'

  constructor(event: WorkEnds['event'], reason: string) {
    super(reason, { vi: 'Dừng làm thẻ này.', en: `Work on this card ends: ${reason}.` })
    this.event = event
  }
}

/**
 * One card from order to stack: render, feed, write its chip, print, look at it in the tray, compare its QR with the order. Before the
 * blank is fed the order is given back (`release`); an untouched blank is put back (`eject`); a card that is not what
 * was ordered is spoiled; whatever cannot be known is reported as such (`loseTrack`). Resolves with how it ended.
 */
export async function runJob(
  station: Station,
  order: PrintOrder,
): Promise<{ readonly end: JobEnd; readonly reason: string | null }> {
  const lease = new AbortController()
  const ended = AbortSignal.any([station.stop, lease.signal])
  const work: Work = { station, order, ended, chipWritten: false }
  const heartbeat = holdLease(station.server, order, lease)
  try {
    await makeCard(work)
    return { end: 'stacked', reason: null }
  } catch (error) {
    if (error instanceof LeaseLost || lease.signal.aborted) {
      await settle(work)
      return { end: 'abandoned', reason: 'LEASE_LOST' }
    }
    if (!(error instanceof DomainError)) throw error
    return await giveUp(work, endingOf(error))
  } finally {
    await heartbeat.stop()
  }
}

async function makeCard(work: Work): Promise<void> {
  const { station, order } = work
  const { pdf, chip } = await prepare(work)
  await note(work, 'feeding')
  await report(work, { event: 'feed', lease: order.lease, blankSerial: order.blankSerial })
  if (chip) await encode(work, chip)
  const jobId = await send(work, pdf)
  await note(work, 'sent')
  await untilPrinted(work, jobId)
  await note(work, 'printed')
  await report(work, {
    event: 'print',
    lease: order.lease,
    renderSha256: createHash('sha256').update(pdf).digest('hex'),
  })
  const codes = await readBack(work, await fromTray(work, jobId))
  await note(work, 'verified')
  await report(work, { event: 'verify', lease: order.lease, ...codes })
  await report(work, { event: 'stack', lease: order.lease })
  await settle({ station, order })
}

/** Everything that can fail without a blank: portrait, drawing, the printer's readiness. */
async function prepare(
  work: Work,
): Promise<{ readonly pdf: Uint8Array; readonly chip: PreparedChip | null }> {
  const { station, order, ended } = work
  try {
    const portrait =
      order.portraitSha256 === null ? null : await station.server.portrait(order.id, order.portraitSha256)
    const { template, face } = order
    const { fonts, productionKey } = station
    const pdf = renderCard({ template, face, portrait, fonts, productionKey })
    const trouble = await station.printer.trouble()
    if (trouble) throw new WorkEnds('release', trouble)
    const chip = await prepareChip(chipWork(work))
    if (ended.aborted) throw new WorkEnds('release', 'STATION_STOPPED')
    return { pdf, chip }
  } catch (error) {
    if (error instanceof DomainError && !(error instanceof WorkEnds))
      throw new WorkEnds('release', error.code)
    throw error
  }
}

const chipWork = ({ station, order, ended }: Work): ChipWork => {
  const { chips: place, server, printer } = station
  return { place, server, printer, order, ended }
}

/** Writes the chip before the print: a printed card never has a chip that is empty, half written or another's. */
async function encode(work: Work, chip: PreparedChip): Promise<void> {
  const { station, order, ended } = work
  if (ended.aborted) throw new WorkEnds('eject', 'STATION_STOPPED')
  const { chipSerial } = chip.source
  await station.journal.write({
    job: order.id,
    lease: order.lease,
    step: 'encoding',
    chipSerial,
  })
  const sodSha256 = await writeChip(chipWork(work), chip)
  work.chipWritten = true
  await note(work, 'chipWritten')
  await report(work, { event: 'writeChip', lease: order.lease, sodSha256 })
}

/** Hands the card to the printer: from here on a card may exist. */
async function send({ station, order, ended }: Work, pdf: Uint8Array): Promise<number> {
  if (ended.aborted) throw new WorkEnds('eject', 'STATION_STOPPED')
  try {
    // The printer's display shows this name: the job's id says nothing about a person.
    return (await station.printer.print(pdf, order.id)).jobId
  } catch (error) {
    if (error instanceof PrinterRefusal) throw new WorkEnds('eject', error.code)
    if (error instanceof DomainError) throw new WorkEnds('loseTrack', error.code)
    throw error
  }
}

async function untilPrinted({ station, ended }: Work, jobId: number): Promise<void> {
  let fault = 'PRINTER_SILENT'
  for (let waited = 0; waited < printPatience && !ended.aborted; waited += pollInterval) {
    const progress = await station.printer.progress(jobId).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error
      fault = error.code
      return null
    })
    if (progress?.state === 'printed') return
    if (progress?.state === 'failed')
      throw new WorkEnds(progress.untouched ? 'eject' : 'spoil', progress.reason)
    if (progress) fault = 'PRINT_TIMED_OUT'
    await sleep(pollInterval, ended)
  }
  await takeBack({ station, jobId, fault: ended.aborted ? 'STATION_STOPPED' : fault })
}

/** The station cannot wait longer: an order that the printer has not begun is taken back, anything else is unknown. */
async function takeBack(at: {
  readonly station: Station
  readonly jobId: number
  readonly fault: string
}): Promise<never> {
  const { station, jobId, fault } = at
  try {
    await station.printer.cancel(jobId)
    const progress = await station.printer.progress(jobId)
    if (progress.state === 'failed' && progress.untouched) throw new WorkEnds('eject', fault)
  } catch (error) {
    if (error instanceof WorkEnds || !(error instanceof DomainError)) throw error
  }
  throw new WorkEnds('loseTrack', fault)
}

async function fromTray({ station, ended }: Work, jobId: number): Promise<Uint8Array> {
  let fault = 'TRAY_EMPTY'
  for (let waited = 0; waited < trayPatience && !ended.aborted; waited += pollInterval) {
    const page = await station.printer.tray(jobId).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error
      fault = error.code
      return null
    })
    if (page) return page
    await sleep(pollInterval, ended)
  }
  throw new WorkEnds('loseTrack', ended.aborted ? 'STATION_STOPPED' : fault)
}

/** The codes of the order, as they were read from the print. */
async function readBack(
  { station, order }: Work,
  page: Uint8Array,
): Promise<Pick<PrintOrder['face'], 'qr' | 'signedQr'>> {
  const { qr, signedQr } = await readCodes(station, page)
  // The card in this job's place is another one, or its print is wrong: it must not reach the good pile.
  if (qr !== order.face.qr) throw new WorkEnds('spoil', 'QR_MISMATCH')
  if (order.face.signedQr === undefined) return { qr }
  if (signedQr !== order.face.signedQr) throw new WorkEnds('spoil', 'SIGNED_QR_MISMATCH')
  return { qr, signedQr }
}

async function readCodes(station: Station, page: Uint8Array): Promise<CardCodes> {
  try {
    return await station.reader.readQrs(page)
  } catch (error) {
    if (error instanceof QrNotFound) throw new WorkEnds('spoil', error.code)
    // The picture failed, not the card: somebody must look.
    if (error instanceof DomainError) throw new WorkEnds('loseTrack', error.code)
    throw error
  }
}

async function report({ station, order, ended }: Work, event: PrintEvent): Promise<void> {
  await reportSurely(station.server, { job: order.id, event }, ended)
}

const afterChip = { untouched: 'eject', spoiled: 'spoil', unknown: 'loseTrack' } as const

function endingOf(error: DomainError): WorkEnds {
  if (error instanceof WorkEnds) return error
  if (error instanceof ChipNotWritten) return new WorkEnds(afterChip[error.outcome], error.code)
  return new WorkEnds('loseTrack', error.code)
}

const ends = { release: 'released', eject: 'ejected', spoil: 'spoiled', loseTrack: 'lost' } as const

/** Tells the server how the work ended. What it cannot be told now stays unsettled in the journal and is told at the next start. */
async function giveUp(
  work: Work,
  { event: found, code }: WorkEnds,
): Promise<{ readonly end: JobEnd; readonly reason: string }> {
  const { station, order, chipWritten } = work
  // A blank with a chip cannot be put back, even where the printer never touched it.
  const event = found === 'eject' && chipWritten ? 'spoil' : found
  try {
    await station.server.report(order.id, { event, lease: order.lease, reason: code })
    await settle(work)
  } catch (error) {
    if (error instanceof LeaseLost || error instanceof ServerRefusal) await settle(work)
    else if (!(error instanceof ServerUnreachable)) throw error
  }
  return { end: ends[event], reason: code }
}

async function note({ station, order }: Work, step: JournalLine['step']): Promise<void> {
  await station.journal.write({ job: order.id, lease: order.lease, step })
}

async function settle({ station, order }: Pick<Work, 'station' | 'order'>): Promise<void> {
  await station.journal.write({ job: order.id, lease: order.lease, step: 'settled' })
}
