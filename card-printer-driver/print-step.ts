/** From a blank that is ready to a card that was looked at: print, tray, QR. */
import { createHash } from 'node:crypto'
import { DomainError } from '../core/errors.ts'
import { elapsed, sleep } from './clock.ts'
import { type CardProgress, PrinterProtocolFault, PrinterRefusal } from './printer.ts'
import { type CardCodes, QrNotFound } from './scan-back.ts'
import { counted, note, recordOf, tell, type Work, WorkEnds } from './work.ts'

/** Milliseconds. A card takes some 20 s, and others may be before it. */
const printPatience = 10 * 60_000
const pollInterval = 200
/** So long a written chip waits in the machine for a closed cover or a new ribbon. */
const mendPatience = 10 * 60_000
const mendPause = 500
/** A card of an emulator that waits for nothing is there at once. */
const firstPoll = 10

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** The printer refused the card, or failed before it laid anything on it. */
class NothingPrinted extends WorkEnds {
  constructor(reason: string) {
    super('eject', reason)
  }
}

/** Prints and looks. A card whose chip is written is not waste because of a print that laid nothing on it. */
export async function printCard(work: Work, pdf: Uint8Array): Promise<void> {
  try {
    await printOnce(work, pdf)
  } catch (error) {
    if (!(error instanceof NothingPrinted) || !(await canPrintAgain(work))) throw error
    await printOnce(work, pdf)
  }
}

async function printOnce(work: Work, pdf: Uint8Array): Promise<void> {
  const jobId = await send(work, pdf)
  await note(work, 'sent', { printerJob: jobId })
  await finishCard(work, { jobId, isCertain: true })
}

/** The printer's job; uncertain where only its number speaks for it: another card there proves nothing then. */
export interface SentCard {
  readonly jobId: number
  readonly isCertain: boolean
}

/** Waits for a card that was sent, looks at it in the tray, and tells. */
export async function finishCard(work: Work, sent: SentCard): Promise<void> {
  await untilPrinted(work, sent.jobId)
  await note(work, 'printed')
  await lookAtCard(work, sent)
}

/** The card lies in the tray, or should. */
export async function lookAtCard(work: Work, { jobId, isCertain }: SentCard): Promise<void> {
  const { order } = work
  await tell(work, { renderSha256: recordOf(work)?.renderSha256 ?? null })
  const page = await fromTray(work, jobId)
  const { qr, signedQr } = await readBack(work, page)
  // The card in this job's place is another one, or its print is wrong: it must not reach the good pile.
  if (qr !== order.face.qr) throw new WorkEnds(isCertain ? 'spoil' : 'loseTrack', 'QR_MISMATCH')
  const ordered = order.face.signedQr ?? null
  if (ordered !== null && signedQr !== ordered) throw new WorkEnds('spoil', 'SIGNED_QR_MISMATCH')
  await note(work, 'verified', { qrSha256: sha256(qr) })
  await tell(work, { qr, signedQr: ordered })
  void showTray(work, page)
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47])

/** Nothing waits for the picture: a server that does not want it, or is away, does without. */
async function showTray({ station, order }: Work, page: Uint8Array): Promise<void> {
  if (!pngSignature.equals(page.subarray(0, pngSignature.length))) return
  try {
    await station.server.showTray(order.id, order.lease, page)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}

/** Hands the card to the printer: from here on a card may exist. */
async function send(work: Work, pdf: Uint8Array): Promise<number> {
  const { order, ended, card, station } = work
  if (!card) throw new WorkEnds('loseTrack', 'CARD_NOT_IN_HAND')
  if (ended.aborted)
    throw new WorkEnds(work.facts.sodSha256 === null ? 'eject' : 'suspend', 'STATION_STOPPED')
  try {
    await note(work, 'printing', { renderSha256: sha256(pdf), ...(await counted(station)) })
    return (await card.print({ pdf, template: order.template })).jobId
  } catch (error) {
    if (error instanceof PrinterRefusal) throw new NothingPrinted(error.code)
    throw error
  }
}

/** Waits, once, until the operator has mended what the printer complained of; false where it does not hold the card, or the time is over. */
async function canPrintAgain(work: Work): Promise<boolean> {
  const { card, ended } = work
  const { sodSha256 } = work.facts
  if (sodSha256 === null || !card?.again) return false
  // From here on the journal knows again that nothing was printed: a restart prints it too.
  await note(work, 'encoded', { sodSha256 })
  const until = elapsed() + mendPatience
  for (; elapsed() < until && !ended.aborted; await sleep(mendPause, ended)) {
    try {
      if ((await card.again()) === null) return true
    } catch (error) {
      if (!(error instanceof PrinterRefusal)) throw error
      if (error.code === 'CARD_NOT_FED') return false
    }
  }
  if (ended.aborted) throw new WorkEnds('suspend', 'STATION_STOPPED')
  return false
}

async function untilPrinted({ station, ended }: Work, jobId: number): Promise<void> {
  let fault = 'PRINTER_SILENT'
  const until = elapsed() + printPatience
  for (let looks = 1; elapsed() < until && !ended.aborted; looks++) {
    const progress = await asked(() => station.printer.progress(jobId))
    if (progress instanceof DomainError) fault = progress.code
    else if (progress.state === 'printed') return
    else if (progress.state === 'failed') {
      if (progress.untouched) throw new NothingPrinted(progress.reason)
      throw new WorkEnds('spoil', progress.reason)
    } else fault = 'PRINT_TIMED_OUT'
    // A printer that was switched off and on knows nothing any more: waiting does not bring it back.
    if (progress instanceof PrinterProtocolFault) throw new WorkEnds('loseTrack', 'PRINTER_FORGOT')
    await sleep(looks <= 5 ? firstPoll : pollInterval, ended)
  }
  throw await takenBack({ station }, jobId, ended.aborted ? 'STATION_STOPPED' : fault)
}

const asked = async (ask: () => Promise<CardProgress>): Promise<CardProgress | DomainError> =>
  ask().catch((error: unknown) => {
    if (error instanceof DomainError) return error
    throw error
  })

/** The station cannot wait longer: an order that the printer has not begun is taken back, anything else is unknown. */
async function takenBack(
  { station }: Pick<Work, 'station'>,
  jobId: number,
  fault: string,
): Promise<WorkEnds> {
  try {
    await station.printer.cancel(jobId)
    const progress = await station.printer.progress(jobId)
    if (progress.state === 'failed' && progress.untouched) return new WorkEnds('eject', fault)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
  return new WorkEnds('loseTrack', fault)
}

async function fromTray({ station, ended, patience }: Work, jobId: number): Promise<Uint8Array> {
  let fault = 'TRAY_EMPTY'
  const until = elapsed() + patience.tray
  while (!ended.aborted) {
    const page = await station.printer.tray(jobId).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error
      fault = error.code
      return null
    })
    if (page) return page
    // The camera's own word: such a card never came, and waiting does not bring it.
    if (fault === 'PRINTER_PROTOCOL_FAULT' || elapsed() >= until) break
    await sleep(pollInterval, ended)
  }
  throw new WorkEnds('loseTrack', ended.aborted ? 'STATION_STOPPED' : fault)
}

async function readBack({ station }: Work, page: Uint8Array): Promise<CardCodes> {
  try {
    return await station.reader.readQrs(page)
  } catch (error) {
    if (error instanceof QrNotFound) throw new WorkEnds('spoil', error.code)
    // The picture failed, not the card: somebody must look.
    if (error instanceof DomainError) throw new WorkEnds('loseTrack', error.code)
    throw error
  }
}
