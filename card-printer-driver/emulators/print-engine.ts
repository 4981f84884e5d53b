import { randomUUID } from 'node:crypto'
import { now, sleep } from '../clock.ts'
import { jobStates } from '../ipp/message.ts'
import type { Faults } from './faults.ts'
import { blockingReasons, mishaps } from './faults.ts'
import { MadeCards } from './made-cards.ts'
import { Tray, trayDepth } from './tray.ts'

/** One order to print. Times are seconds since the printer was switched on, RFC 8011, 5.3.14. */
export interface EmulatedJob {
  readonly id: number
  readonly uuid: string
  readonly name: string
  readonly user: string
  readonly createdAt: number
  state: number
  reason: string
  processingAt: number | null
  completedAt: number | null
  impressions: number
  document: Uint8Array | null
  /** Its card, by the machine's own count. */
  card: number | null
}

export interface JournalEntry {
  /** Milliseconds since the emulator started. */
  readonly at: number
  readonly event: string
  readonly job?: number
}

/** What the machine tells whoever listens: RFC 3995, 5.3.3.5. */
export type EngineEvent =
  | 'job-created'
  | 'job-state-changed'
  | 'job-completed'
  | 'printer-state-changed'
  | 'printer-stopped'
export type Listener = (event: EngineEvent, job: EmulatedJob | null) => void

export interface EngineOptions {
  readonly directory: string | null
  readonly paced: boolean
  /** File with what it has physically made. */
  readonly state: string | null
}

const longestJournal = 5000
/** A two-sided colour card with overlay: about twenty seconds on a desktop printer. */
const secondsPerCard = 20
/** A job whose document does not come is ended, RFC 8011, 5.4.31. */
export const documentPatienceSeconds = 60

/** The machine itself: one card at a time, in the order in which they came. */
export class PrintEngine {
  readonly tray: Tray
  readonly made: MadeCards
  readonly journal: JournalEntry[] = []
  readonly jobs = new Map<number, EmulatedJob>()
  faults: Faults = {}
  listener: Listener = () => undefined
  private readonly built = now()
  private started = now()
  private readonly paced: boolean
  private nextId = 1
  private running = false
  /** Stands half printed until the operator has put the machine right. */
  private stuck: EmulatedJob | null = null
  private power = new AbortController()

  constructor({ directory, paced, state }: EngineOptions) {
    this.tray = new Tray(directory)
    this.made = new MadeCards(state)
    this.paced = paced
  }

  /** Seconds since it was switched on, never 0: RFC 8011, 5.4.29. */
  get upTime(): number {
    return Math.floor((now() - this.started) / 1000) + 1
  }

  get printing(): boolean {
    return this.running
  }

  get queued(): number {
    return [...this.jobs.values()].filter((job) => job.state < jobStates.canceled).length
  }

  record(event: string, job?: number): void {
    const at = now() - this.built
    this.journal.push(job === undefined ? { at, event } : { at, event, job })
    if (this.journal.length > longestJournal) this.journal.shift()
  }

  setFaults(faults: Faults): void {
    const before = blockingReasons(this.faults).join()
    this.faults = faults
    this.record(`faults ${JSON.stringify(faults)}`)
    if (faults.off) {
      this.powerOff()
      return
    }
    const after = blockingReasons(faults).join()
    if (before !== after) this.listener(after === '' ? 'printer-state-changed' : 'printer-stopped', null)
    if (after === '') this.unstick()
    this.wake()
  }

  /** A job without its document yet (Create-Job). */
  create(name: string, user: string): EmulatedJob {
    const job: EmulatedJob = {
      id: this.nextId++,
      uuid: `urn:uuid:${randomUUID()}`,
      name,
      user,
      createdAt: this.upTime,
      state: jobStates.pendingHeld,
      reason: 'job-incoming',
      processingAt: null,
      completedAt: null,
      impressions: 0,
      document: null,
      card: null,
    }
    this.jobs.set(job.id, job)
    this.forgetOld()
    this.record('created', job.id)
    this.listener('job-created', job)
    return job
  }

  /** The document has come whole: the job may be printed. */
  accept(job: EmulatedJob, document: Uint8Array): void {
    job.document = document
    this.turn(job, jobStates.pending, 'none')
    this.record('accepted', job.id)
    this.wake()
  }

  /** False where the card is being printed or the job has ended: neither can be undone. */
  cancel(job: EmulatedJob): boolean {
    if (job.state !== jobStates.pending && job.state !== jobStates.pendingHeld) return false
    this.end(job, jobStates.canceled, 'job-canceled-by-user')
    return true
  }

  /** Jobs that wait for their document for too long. */
  expire(): void {
    for (const job of this.jobs.values())
      if (job.state === jobStates.pendingHeld && this.upTime - job.createdAt > documentPatienceSeconds)
        this.end(job, jobStates.aborted, 'aborted-by-system')
  }

  /** The queue is in no memory that outlives the power: numbers begin again, and the card under the head is half a card. */
  private powerOff(): void {
    this.power.abort()
    this.power = new AbortController()
    this.made.powerLost()
    this.tray.forgetWithheld()
    this.jobs.clear()
    this.stuck = null
    this.nextId = 1
    this.started = now()
  }

  private wake(): void {
    if (!this.running) void this.run()
  }

  private async run(): Promise<void> {
    this.running = true
    for (let job = this.nextReady(); job; job = this.nextReady()) await this.printOne(job, this.power.signal)
    this.running = false
  }

  private nextReady(): EmulatedJob | undefined {
    if (this.faults.off || this.stuck || blockingReasons(this.faults).length > 0) return undefined
    return [...this.jobs.values()].find((job) => job.state === jobStates.pending && job.document !== null)
  }

  private async printOne(job: EmulatedJob, power: AbortSignal): Promise<void> {
    const page = job.document
    if (!page) return
    job.processingAt = this.upTime
    const card = this.made.draw(job.name, job.uuid)
    job.card = card
    this.record('feeding', job.id)
    this.turn(job, jobStates.processing, 'job-printing')
    if (this.paced) await sleep(secondsPerCard * 1000, power)
    if (power.aborted || this.spoil(job, card)) return
    const swapped = this.faults.swapNextTwo === true
    if (swapped) this.faults = { ...this.faults, swapNextTwo: false }
    await this.tray.drop(card, page, swapped)
    if (power.aborted) return
    this.made.put(card, 'tray')
    job.impressions = 2
    this.end(job, jobStates.completed, 'job-completed-successfully')
  }

  /** True where something befalls the card under the head. A jam ends the job; for the rest the machine waits for the operator. */
  private spoil(job: EmulatedJob, card: number): boolean {
    const mishap = mishaps.find(([next]) => this.faults[next])
    if (!mishap) return false
    const [next, lasting] = mishap
    this.faults = { ...this.faults, [next]: false, [lasting]: true }
    this.record(lasting, job.id)
    this.listener('printer-stopped', null)
    if (lasting === 'jammed') {
      this.made.put(card, 'waste')
      this.end(job, jobStates.aborted, 'aborted-by-system')
    } else {
      this.stuck = job
      this.turn(job, jobStates.processingStopped, 'printer-stopped')
    }
    return true
  }

  /** What stood half printed is pushed out. */
  private unstick(): void {
    const job = this.stuck
    this.stuck = null
    if (!job || job.card === null) return
    this.made.put(job.card, 'waste')
    this.end(job, jobStates.aborted, 'aborted-by-system')
  }

  private turn(job: EmulatedJob, state: number, reason: string): void {
    job.state = state
    job.reason = reason
    this.listener(state >= jobStates.canceled ? 'job-completed' : 'job-state-changed', job)
  }

  private end(job: EmulatedJob, state: number, reason: string): void {
    job.completedAt = this.upTime
    job.document = null
    this.record(reason, job.id)
    this.turn(job, state, reason)
  }

  private forgetOld(): void {
    for (const job of this.jobs.values()) {
      if (this.jobs.size <= trayDepth) return
      if (job.state >= jobStates.canceled) this.jobs.delete(job.id)
    }
  }
}
