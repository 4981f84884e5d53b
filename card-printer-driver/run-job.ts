import type { PrintOrder } from '../core/contracts/print-job.ts'
import { renderCard } from '../core/documents/render-card.ts'
import { DomainError } from '../core/errors.ts'
import type { CardFacts } from '../core/production/missing-reports.ts'
import { ChipNotWritten } from './chip/personalisation-refusals.ts'
import type { ChipSource } from './chip/write-blank.ts'
import { prepareChip, type PreparedChip, writeChip } from './chip-step.ts'
import { ServerRefusal, ServerUnreachable } from './http.ts'
import { holdLease } from './lease.ts'
import { type HeldCard, PrinterRefusal } from './printer.ts'
import { printCard } from './print-step.ts'
import { LeaseLost } from './server-client.ts'
import { JournalUnwritable } from './step-journal.ts'
import { tellSurely } from './tell-results.ts'
import {
  chipWork,
  counted,
  noFacts,
  note,
  type Patience,
  printName,
  recordOf,
  type Station,
  tell,
  type Work,
  WorkEnds,
} from './work.ts'

/** `lost`: a person looks, or the station itself when it knows more. `suspended`: the next start goes on. */
export type JobEnd = 'stacked' | 'released' | 'ejected' | 'spoiled' | 'lost' | 'suspended' | 'abandoned'

export interface JobResult {
  readonly end: JobEnd
  readonly reason: string | null
  /** Code of a step that the server would not take: the server knows less of this card than the station. */
  readonly refused?: string
}

/** A server that is restarted is back by then; a card takes some seconds into the tray. */
const making: Patience = { server: 2 * 60_000, tray: 60_000 }

/**
 * One card from order to stack: render, feed, write its chip, print, look at it in the tray, compare its QR with the order. Before the
 * blank is fed the order is given back (`release`); an untouched blank is put back (`eject`); a card that is not what
 * was ordered is spoiled; whatever cannot be known is reported as such (`loseTrack`). Resolves with how it ended.
 */
export async function runJob(station: Station, order: PrintOrder): Promise<JobResult> {
  const beginning = { state: 'CLAIMED', facts: noFacts(order), card: null, patience: making }
  return workOn(station, { order, ...beginning }, makeCard)
}

/** Where the work begins: at a claim, or in the middle after a crash. */
export interface Beginning {
  readonly order: PrintOrder
  /** As the server sees the job. */
  readonly state: string
  readonly facts: CardFacts
  readonly card: HeldCard | null
  readonly patience: Patience
}

/** Works on a card under its lease until it is stacked, or ends otherwise; either way the server hears of it. */
export async function workOn(
  station: Station,
  { order, state, facts, card, patience }: Beginning,
  make: (work: Work) => Promise<void>,
): Promise<JobResult> {
  const lease = new AbortController()
  const ended = AbortSignal.any([station.stop, lease.signal])
  const telling = { server: station.server, job: order.id, state }
  const work: Work = { station, order, ended, telling, facts, card, patience, offline: false }
  const heartbeat = holdLease(station.server, order, lease)
  try {
    await make(work)
    return await finished(work)
  } catch (error) {
    if (!(error instanceof DomainError) || error instanceof JournalUnwritable) throw error
    if (error instanceof LeaseLost || lease.signal.aborted) return await abandoned(work)
    return await giveUp(work, endingOf(error))
  } finally {
    await heartbeat.stop()
  }
}

async function makeCard(work: Work): Promise<void> {
  const { pdf, chip } = await prepare(work)
  const card = await feed(work)
  if (chip) await encode(work, { ...chip, encoder: card.encoder ?? chip.encoder })
  await printCard(work, pdf)
}

/** Everything that can fail without a blank: portrait, drawing, the printer's readiness. */
async function prepare(
  work: Work,
): Promise<{ readonly pdf: Uint8Array; readonly chip: PreparedChip | null }> {
  try {
    const pdf = await drawCard(work)
    const trouble = await work.station.printer.trouble()
    if (trouble) throw new WorkEnds('release', trouble)
    const chip = await prepareChip(chipWork(work))
    if (work.ended.aborted) throw new WorkEnds('release', 'STATION_STOPPED')
    return { pdf, chip }
  } catch (error) {
    if (error instanceof DomainError && !(error instanceof WorkEnds))
      throw new WorkEnds('release', error.code)
    throw error
  }
}

export async function drawCard({ station, order }: Work): Promise<Uint8Array> {
  const { id, template, face, portraitSha256 } = order
  const { fonts, productionKey } = station
  const portrait = portraitSha256 === null ? null : await station.server.portrait(id, portraitSha256)
  return renderCard({ template, face, portrait, fonts, productionKey })
}

/** The server knows of the blank before it moves; without an answer nothing is fed. */
async function feed(work: Work): Promise<HeldCard> {
  const { station, order, ended, telling, patience } = work
  const { lease, blankSerial } = order
  const moving = async () => {
    await note(work, 'feeding', { blankSerial, ...(await counted(station)) })
    work.facts = { ...work.facts, fed: true }
    await tellSurely(telling, work.facts, { ended, patience: patience.server })
    if (telling.state !== 'CARD_FED') throw new LeaseLost()
    if (ended.aborted) throw new WorkEnds('eject', 'STATION_STOPPED')
  }
  try {
    work.card = await station.printer.feed(printName({ job: order.id, lease }), { moving, ended })
    await note(work, 'fed')
    return work.card
  } catch (error) {
    if (error instanceof PrinterRefusal || error instanceof ServerUnreachable)
      throw new WorkEnds('eject', error.code)
    throw error
  }
}

/** Writes the chip before the print: a printed card never has a chip that is empty, half written or another's. */
async function encode(work: Work, chip: PreparedChip): Promise<void> {
  if (work.ended.aborted) throw new WorkEnds('eject', 'STATION_STOPPED')
  await note(work, 'encoding', { chipSerial: chip.source.chipSerial })
  const sodSha256 = await writeChip(chipWork(work), chip, (serial) => otherBlank(work, serial))
  await note(work, 'encoded', { sodSha256 })
  await tell(work, { sodSha256 })
}

/** The feeder's order is what people put into it: the job takes the blank that lies there, if it is the station's. */
async function otherBlank(work: Work, chipSerial: string): Promise<ChipSource> {
  const { station, order } = work
  try {
    work.order = await station.server.takeBlank(order.id, { lease: order.lease, chipSerial })
    const { blankSerial } = work.order
    await note(work, 'encoding', { chipSerial, blankSerial })
    const chip = await prepareChip(chipWork(work))
    if (chip) return chip.source
  } catch (error) {
    if (error instanceof ServerUnreachable) throw new WorkEnds('eject', error.code)
    if (error instanceof ServerRefusal) throw new WorkEnds('eject', 'CHIP_IS_ANOTHER')
    throw error
  }
  throw new WorkEnds('eject', 'CHIP_IS_ANOTHER')
}

/** Everything is done; the server has heard of it, or hears of it now. */
async function finished(work: Work): Promise<JobResult> {
  const { telling, facts, station, patience } = work
  try {
    await tellSurely(telling, facts, { ended: station.stop, patience: patience.server })
  } catch (error) {
    // On the disk it is: the next start tells it.
    if (error instanceof ServerUnreachable) return { end: 'suspended', reason: error.code }
    throw error
  }
  await note(work, 'settled')
  const isStacked = telling.state === 'STACKED' || telling.state === 'PASSED'
  return isStacked ? { end: 'stacked', reason: null } : { end: 'abandoned', reason: 'SETTLED_ELSEWHERE' }
}

/** The job is another's now, or settled: a card that still lies in the machine is nobody's, an untouched blank goes back. */
async function abandoned(work: Work): Promise<JobResult> {
  const record = recordOf(work)
  const isUntouched = record?.step === 'feeding' || record?.step === 'fed'
  if (record && (await moved(work, isUntouched ? 'eject' : 'spoil'))) await note(work, 'settled')
  return { end: 'abandoned', reason: 'LEASE_LOST' }
}

const afterChip = { untouched: 'eject', spoiled: 'spoil', unknown: 'loseTrack' } as const

function endingOf(error: DomainError): WorkEnds {
  if (error instanceof WorkEnds) return error
  if (error instanceof ChipNotWritten) return new WorkEnds(afterChip[error.outcome], error.code)
  return new WorkEnds('loseTrack', error.code)
}

const ends = {
  release: 'released',
  eject: 'ejected',
  spoil: 'spoiled',
  loseTrack: 'lost',
  suspend: 'suspended',
} as const

/** The card goes where it belongs, and the server hears of it. What it cannot be told now it is told at the next start. */
export async function giveUp(work: Work, { event: found, code }: WorkEnds): Promise<JobResult> {
  const { station, telling, facts, patience } = work
  // A blank with a chip cannot be put back, even where the printer never touched it.
  const event = found === 'eject' && facts.sodSha256 !== null ? 'spoil' : found
  const result = { end: ends[event], reason: code }
  if (event === 'suspend') return result
  const isPlaced = await moved(work, event, code)
  if (event === 'loseTrack') work.card?.letGo?.()
  work.facts = { ...facts, end: { event, reason: code } }
  try {
    await tellSurely(telling, work.facts, { ended: station.stop, patience: patience.server })
  } catch (error) {
    if (error instanceof ServerUnreachable) return result
    if (!(error instanceof LeaseLost) && !(error instanceof ServerRefusal)) throw error
  }
  // A card that was lost sight of stays in the journal until a person, or the station itself, has found it.
  if (isPlaced && event !== 'loseTrack' && recordOf(work)) await note(work, 'settled')
  return telling.refused === undefined ? result : { ...result, refused: telling.refused }
}

/** False where the machine cannot move the card now: it is moved before the next one, and remembered until then. */
async function moved(work: Work, event: WorkEnds['event'], reason = 'LEASE_LOST'): Promise<boolean> {
  const { card } = work
  if (!recordOf(work)) return true
  try {
    if (event === 'spoil') {
      await note(work, 'rejecting', { reason })
      await card?.reject()
      await note(work, 'rejected')
    }
    if (event === 'eject') {
      await note(work, 'returning', { reason })
      await card?.giveBack()
      await note(work, 'returned')
    }
    return true
  } catch (error) {
    if (error instanceof JournalUnwritable || !(error instanceof DomainError)) throw error
    return false
  }
}
