/** The cards of an export: claimed, composed, and told to the server as fed, one after the other; taken up again after a crash. */
import { createHash } from 'node:crypto'
import { chipProfiles } from '../../core/card/chip-profile.ts'
import type { PrintOrder } from '../../core/contracts/print-job.ts'
import { renderCard } from '../../core/documents/render-card.ts'
import { DomainError } from '../../core/errors.ts'
import type { CardFacts } from '../../core/production/missing-reports.ts'
import { ownChipFaults } from '../../core/production/own-chip-faults.ts'
import { openDelivery } from '../chip/open-delivery.ts'
import { ChipNotWritten } from '../chip/personalisation-refusals.ts'
import { now } from '../clock.ts'
import { AnswerNotUnderstood, ServerRefusal, ServerUnreachable } from '../http.ts'
import { LeaseLost } from '../server-client.ts'
import type { JournalRecord } from '../step-journal.ts'
import { tellOnce } from '../tell-results.ts'
import { noFacts } from '../work.ts'
import type { ExportRecord } from './export-records.ts'
import type { Bureau } from './open-bureau.ts'
import { patiently } from './patiently.ts'
import { ExportFileLost, KeysMadeOnChip, TooManyWithheld } from './refusals.ts'

/** A card that goes out, in memory until its file is sealed: the disk never has it open. */
export interface CollectedCard {
  readonly order: PrintOrder
  readonly pdf: Uint8Array
  /** ChipDelivery as JSON; null for a card without a chip. */
  readonly delivery: Uint8Array | null
}

/** While cards are gathered each lease is so long, in milliseconds: an export that nobody finishes is seen soon. */
const gathering = 60 * 60_000
/** Cards that cannot be composed are kept from coming again until the end; so many mean that something else is wrong. */
const mostWithheld = 20

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/**
 * Everything that is left of the batch. Resolves with fewer where the station is told to stop. Throws ServerUnreachable and the server's
 * refusals (no blanks, no open shift): what was gathered stays in the journal for the next run.
 */
export async function collectCards(bureau: Bureau, record: ExportRecord): Promise<readonly CollectedCard[]> {
  const cards: CollectedCard[] = []
  for (const line of linesOf(bureau, record)) {
    if (bureau.stop.aborted) return cards
    const card = await takenUp(bureau, record, line)
    if (card) cards.push(card)
  }
  // A file that was sealed already is made again as it was, or not at all.
  if (record.stage === 'COLLECTING') await claimAll(bureau, record, cards)
  return cards
}

/** Cards of the journal that belong to this export. */
export const linesOf = ({ journal }: Bureau, { id }: Pick<ExportRecord, 'id'>): readonly JournalRecord[] =>
  journal.unsettled.filter((line) => line.export === id)

/** A card that an earlier run had in hand; null where it is not this station's any more. */
async function takenUp(
  bureau: Bureau,
  record: ExportRecord,
  line: JournalRecord,
): Promise<CollectedCard | null> {
  const held = await patiently(bureau.stop, () => bureau.server.job(line.job))
  const order = held?.lease === line.lease ? held.order : null
  // It was away for so long that somebody may have been sent to look; it never went out.
  if (!held || !order || held.state === 'OUTCOME_UNKNOWN') {
    // Its file may have been carried away before it was written down that it could be.
    if (record.stage === 'SEALED') throw new ExportFileLost(record.batch, record.file ?? '')
    await giveBack(bureau, line, 'BUREAU_EXPORT_INTERRUPTED')
    return null
  }
  const card = await composed(bureau, order)
  await fed(bureau, { card, state: held.state, exportId: line.export ?? '' })
  return card
}

async function claimAll(bureau: Bureau, { id, batch }: ExportRecord, cards: CollectedCard[]): Promise<void> {
  const withheld: Withheld[] = []
  try {
    while (!bureau.stop.aborted) {
      const order = await claimed(bureau, batch, withheld)
      if (!order) return
      const card = await composedOrWithheld(bureau, order, withheld)
      if (!card) continue
      await fed(bureau, { card, state: 'CLAIMED', exportId: id })
      cards.push(card)
      if (cards.length % 50 === 0) bureau.say(`Đã lấy ${cards.length} thẻ của lô ${batch}…`)
    }
  } finally {
    for (const one of withheld) await released(bureau, one)
  }
}

interface Withheld {
  readonly order: PrintOrder
  readonly reason: string
}

/** The next order of the batch; those whose own chip cannot be made are passed over, as the server does. */
async function claimed(
  bureau: Bureau,
  batch: string,
  withheld: readonly Withheld[],
): Promise<PrintOrder | null> {
  const working = withheld.map(({ order }) => order.id)
  for (;;) {
    try {
      return await patiently(bureau.stop, () => bureau.server.claim({ chips: true, working, batch }))
    } catch (error) {
      if (!(error instanceof ServerRefusal) || !ownChipFaults.includes(error.code)) throw error
      bureau.say(`Bỏ qua một thẻ không lập được chip (${error.code}); thẻ ở lại trong lô.`)
    }
  }
}

async function composedOrWithheld(
  bureau: Bureau,
  order: PrintOrder,
  withheld: Withheld[],
): Promise<CollectedCard | null> {
  try {
    return await composed(bureau, order)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    // It is under no blank yet: when the export ends it is given back.
    withheld.push({ order, reason: error.code })
    if (isOfTheServer(error) || error instanceof KeysMadeOnChip) throw error
    bureau.say(`Bỏ qua một thẻ không lập được nội dung (${error.code}); thẻ ở lại trong lô.`)
    if (withheld.length > mostWithheld) throw new TooManyWithheld(error.code)
    return null
  }
}

const isOfTheServer = (error: DomainError) =>
  error instanceof ServerUnreachable || error instanceof ServerRefusal || error instanceof AnswerNotUnderstood

/** Everything that can fail without a blank: portrait, drawing, and the chip's files through the chip layer. */
async function composed(bureau: Bureau, order: PrintOrder): Promise<CollectedCard> {
  const { server, fonts, productionKey, stop } = bureau
  const { id, template, face, portraitSha256: sha } = order
  const portrait = sha === null ? null : await patiently(stop, () => server.portrait(id, sha))
  const pdf = renderCard({ template, face, portrait, fonts, productionKey })
  return { order, pdf, delivery: await deliveryOf(bureau, order) }
}

async function deliveryOf({ server, stop }: Bureau, { id, chip }: PrintOrder): Promise<Uint8Array | null> {
  if (!chip) return null
  const profile = Object.values(chipProfiles).find(({ name }) => name === chip.profile)
  if (profile?.keyOrigin === 'ON_CHIP') throw new KeysMadeOnChip()
  const delivery = await patiently(stop, () => server.chip(id))
  if (!profile || !delivery?.keys || chip.sodSha256 === null)
    throw new ChipNotWritten('CHIP_IMAGE_UNREADABLE', 'untouched')
  openDelivery(delivery, chip)
  return Buffer.from(JSON.stringify(delivery))
}

interface Feeding {
  readonly card: CollectedCard
  /** As the server sees the job. */
  readonly state: string
  readonly exportId: string
}

/** The server knows of the blank before anything leaves: from here on silence means that somebody looks, never that it is planned anew. */
async function fed(bureau: Bureau, { card, state, exportId }: Feeding): Promise<void> {
  const { journal, server, stop } = bureau
  const { order, pdf } = card
  const { id: job, lease, blankSerial, chip } = order
  await journal.write({ job, lease, step: 'feeding', blankSerial, export: exportId })
  const telling = { server, job, state }
  await patiently(stop, () => tellOnce(telling, { ...noFacts(order), fed: true }))
  if (telling.state !== 'CARD_FED') throw new LeaseLost()
  const until = new Date(now() + gathering).toISOString()
  await patiently(stop, () => server.heartbeat(job, { lease, until }))
  await journal.write({
    job,
    lease,
    step: 'printing',
    renderSha256: sha256(pdf),
    ...(chip && { chipSerial: chip.chipSerial, sodSha256: chip.sodSha256 ?? '' }),
  })
}

/** Nothing was fed: the job waits for others. A server that is away finds it by its lease. */
async function released({ server, stop }: Bureau, { order, reason }: Withheld): Promise<void> {
  const facts: CardFacts = { ...noFacts(order), end: { event: 'release', reason } }
  const telling = { server, job: order.id, state: 'CLAIMED' }
  await patiently(stop, () => tellOnce(telling, facts)).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error
  })
}

/** A card that never went out: its blank is untouched. */
export async function giveBack(
  { server, journal, stop }: Bureau,
  { job, lease, blankSerial = '' }: JournalRecord,
  reason: string,
): Promise<void> {
  const held = await patiently(stop, () => server.job(job))
  if (held?.lease === lease) {
    await journal.write({ job, lease, step: 'returning', reason })
    const nothing = { sodSha256: null, renderSha256: null, qr: null, signedQr: null }
    const end = { event: 'eject', reason } as const
    const telling = { server, job, state: held.state }
    await patiently(stop, () => tellOnce(telling, { lease, blankSerial, fed: true, ...nothing, end }))
    await journal.write({ job, lease, step: 'returned' })
  }
  await journal.write({ job, lease, step: 'settled' })
}
