/** One card that the bureau tells of: compared with the order, written down, told to the server, which compares again. */
import { createHash } from 'node:crypto'
import type { BureauRow } from '../../core/contracts/bureau.ts'
import type { PrintOrder } from '../../core/contracts/print-job.ts'
import type { CardFacts } from '../../core/production/missing-reports.ts'
import { spoilClassOf } from '../../core/production/spoil-classes.ts'
import { ServerRefusal } from '../http.ts'
import { LeaseLost } from '../server-client.ts'
import { type Telling, tellOnce } from '../tell-results.ts'
import { noFacts } from '../work.ts'
import type { ExportedCard } from './export-records.ts'
import type { Bureau } from './open-bureau.ts'
import { patiently } from './patiently.ts'

/** `end` null: the server does not take it; the card stays open, for a person. */
export interface Settled {
  readonly end: ExportedCard['end']
  /** What a person has to look at: a code; null where everything fits. */
  readonly trouble: string | null
}

/** As the server sees a job that has ended. */
const ends: Readonly<Record<string, 'GOOD' | 'SPOILED' | 'RETURNED'>> = {
  STACKED: 'GOOD',
  PASSED: 'GOOD',
  SPOILED: 'SPOILED',
  CANCELLED: 'SPOILED',
  PLANNED: 'RETURNED',
}

/** What the server refuses of a card that is not what was ordered: it is waste, as in the tray of an own station. */
const spoiling: readonly string[] = ['QR_MISMATCH', 'CHIP_MISMATCH']

/** Throws ServerUnreachable: then nothing is lost, and the same file is imported again. */
export async function settleCard(bureau: Bureau, card: ExportedCard, row: BureauRow): Promise<Settled> {
  const { server, stop } = bureau
  const held = await patiently(stop, () => server.job(card.job))
  // Settled before, by this station, an earlier run of it, or a person: the server's word counts.
  if (!held || held.lease !== card.lease) return settledBefore(row, 'RETURNED')
  if (!held.order) return settledBefore(row, ends[held.state])
  const outcome = outcomeOf(card, row, held.order)
  const telling: Telling = { server, job: card.job, state: held.state }
  try {
    return await told(bureau, { card, telling, outcome })
  } catch (error) {
    if (error instanceof ServerRefusal && spoiling.includes(error.code) && outcome.result === 'GOOD')
      return told(bureau, { card, telling, outcome: waste(held.order, error.code) })
    if (error instanceof LeaseLost || error instanceof ServerRefusal)
      return { end: null, trouble: error.code }
    throw error
  }
}

const wanted = { GOOD: 'GOOD', SPOILED: 'SPOILED', NOT_BEGUN: 'RETURNED' } as const

/** A card that the bureau calls good and the server counts otherwise must not reach anybody. */
function settledBefore(row: BureauRow, result: Outcome['result'] | undefined): Settled {
  if (!result) return { end: null, trouble: 'NOT_SETTLED' }
  return {
    end: { result, reason: null },
    trouble: result === wanted[row.result] ? null : 'SETTLED_ELSEWHERE',
  }
}

/** What is written down and told. */
interface Outcome {
  readonly result: 'GOOD' | 'SPOILED' | 'RETURNED'
  readonly facts: CardFacts
  readonly reason: string | null
}

function outcomeOf(card: ExportedCard, row: BureauRow, order: PrintOrder): Outcome {
  if (row.result === 'SPOILED') return waste(order, spoilReason(row))
  if (row.result === 'NOT_BEGUN') {
    const reason = 'BUREAU_NOT_BEGUN'
    const facts: CardFacts = { ...noFacts(order), fed: true, end: { event: 'eject', reason } }
    return { result: 'RETURNED', facts, reason }
  }
  const mismatch = mismatchOf(row, order)
  if (mismatch !== null) return waste(order, mismatch)
  const facts: CardFacts = {
    ...noFacts(order),
    fed: true,
    sodSha256: row.chip?.sodSha256 ?? null,
    renderSha256: card.facesSha256,
    qr: row.qr,
    signedQr: row.signedQr ?? null,
  }
  return { result: 'GOOD', facts, reason: null }
}

/** The rules of an own station's tray. */
function mismatchOf(row: Extract<BureauRow, { result: 'GOOD' }>, { face, chip }: PrintOrder): string | null {
  if (row.qr !== face.qr) return 'QR_MISMATCH'
  if ((row.signedQr ?? null) !== (face.signedQr ?? null)) return 'SIGNED_QR_MISMATCH'
  return (row.chip?.sodSha256 ?? null) === (chip?.sodSha256 ?? null) ? null : 'CHIP_MISMATCH'
}

/** The server tells the class from the reason: where that would be another than the bureau's, the class is the reason. */
const spoilReason = ({ class: named, reason }: Extract<BureauRow, { result: 'SPOILED' }>) =>
  spoilClassOf(reason) === named ? reason : named

function waste(order: PrintOrder, reason: string): Outcome {
  const facts: CardFacts = { ...noFacts(order), fed: true, end: { event: 'spoil', reason } }
  return { result: 'SPOILED', facts, reason }
}

interface ToTell {
  readonly card: ExportedCard
  readonly telling: Telling
  readonly outcome: Outcome
}

async function told({ journal, stop }: Bureau, { card, telling, outcome }: ToTell): Promise<Settled> {
  const { job, lease } = card
  const { result, facts, reason } = outcome
  const why = reason === null ? {} : { reason }
  if (result === 'GOOD') {
    const qrSha256 = createHash('sha256')
      .update(facts.qr ?? '')
      .digest('hex')
    await journal.write({ job, lease, step: 'verified', qrSha256 })
  } else await journal.write({ job, lease, step: result === 'SPOILED' ? 'rejecting' : 'returning', ...why })
  await patiently(stop, () => tellOnce(telling, facts))
  if (result !== 'GOOD')
    await journal.write({ job, lease, step: result === 'SPOILED' ? 'rejected' : 'returned' })
  const ended = ends[telling.state]
  return ended ? { end: { result: ended, reason }, trouble: null } : { end: null, trouble: telling.state }
}
