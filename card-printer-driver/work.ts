import type { PrintOrder } from '../core/contracts/print-job.ts'
import type { DocumentFonts } from '../core/documents/fonts.ts'
import { DomainError } from '../core/errors.ts'
import type { CardFacts } from '../core/production/missing-reports.ts'
import type { ChipPlace, ChipWork } from './chip-step.ts'
import { ServerUnreachable } from './http.ts'
import type { CardPrinter, HeldCard } from './printer.ts'
import type { CardReader } from './scan-back.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'
import type { JournalLine, JournalRecord, StepJournal } from './step-journal.ts'
import { type Telling, tellOnce } from './tell-results.ts'

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

/** How long a card in work waits, in milliseconds. Whoever looks after lost cards keeps the next one waiting, and looks again later. */
export interface Patience {
  /** For a server that does not answer. */
  readonly server: number
  /** For the camera to see the card in the tray. */
  readonly tray: number
}

/** An order in work: it ends early when the station stops or the lease is gone. */
export interface Work {
  readonly station: Station
  /** Another one where the feeder gave another blank than was ordered. */
  order: PrintOrder
  readonly ended: AbortSignal
  readonly telling: Telling
  /** What is to be told; it grows with every step. */
  facts: CardFacts
  readonly patience: Patience
  /** The server did not answer: the card is finished, and told of when it is. */
  offline: boolean
  /** The blank in the printer's hand, once it was fed. */
  card: HeldCard | null
}

/** Ends the work where it stands, with what the server is to be told; `suspend`: nothing, the next start goes on. */
export class WorkEnds extends DomainError<string> {
  readonly event: 'release' | 'eject' | 'spoil' | 'loseTrack' | 'suspend'

  constructor(event: WorkEnds['event'], reason: string) {
    super(reason, { vi: 'Dừng làm thẻ này.', en: `Work on this card ends: ${reason}.` })
    this.event = event
  }
}

export const noFacts = ({ lease, blankSerial }: Pick<PrintOrder, 'lease' | 'blankSerial'>): CardFacts => ({
  lease,
  blankSerial,
  fed: false,
  sodSha256: null,
  renderSha256: null,
  qr: null,
  signedQr: null,
  end: null,
})

/** Under which name the printer knows this try: it says nothing about a person, and no other try has it. */
export const printName = ({ job, lease }: Pick<JournalRecord, 'job' | 'lease'>) => `${job}.${lease}`

/** Writes a step into the journal. Throws JournalUnwritable: then nothing is moved any more. */
export async function note(
  { station, order }: Pick<Work, 'station' | 'order'>,
  step: JournalLine['step'],
  facts: Omit<JournalLine, 'job' | 'lease' | 'step'> = {},
): Promise<void> {
  await station.journal.write({ job: order.id, lease: order.lease, step, ...facts })
}

/** In these the card is this station's; in OUTCOME_UNKNOWN it finds out, for the server. */
const ours = ['CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'VERIFIED', 'STACKED', 'PASSED', 'OUTCOME_UNKNOWN']

/** Tells the server of a step, unless it cannot be reached: then the card in the machine is finished first. Throws LeaseLost. */
export async function tell(work: Work, news: Partial<CardFacts>): Promise<void> {
  work.facts = { ...work.facts, ...news }
  if (work.offline) return
  try {
    await tellOnce(work.telling, work.facts)
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error
    work.offline = true
  }
  if (!ours.includes(work.telling.state)) throw new LeaseLost()
}

export const chipWork = ({ station, order, ended }: Work): ChipWork => {
  const { chips: place, server, printer } = station
  return { place, server, printer, order, ended }
}

/** What the journal says of this very try; undefined before the blank is fed. */
export const recordOf = ({ station, order }: Pick<Work, 'station' | 'order'>) =>
  station.journal.unsettled.find(({ job, lease }) => job === order.id && lease === order.lease)

/** The printer's own count before a step, where it keeps one. */
export async function counted({ printer }: Station): Promise<{ readonly cards?: number }> {
  const counters = printer.capabilities.counters ? (await printer.state()).counters : null
  return counters ? { cards: counters.cards } : {}
}
