import { now, sleep } from '../clock.ts'
import { jobStates } from '../ipp/message.ts'
import type { Faults } from './faults.ts'
import { blockingReasons } from './faults.ts'
import { Tray, trayDepth } from './tray.ts'

/** One order to print. Times are seconds since the printer was switched on, RFC 8011, 5.3.14. */
export interface EmulatedJob {
  readonly id: number
  readonly name: string
  readonly user: string
  readonly createdAt: number
  state: number
  reason: string
  processingAt: number | null
  completedAt: number | null
  impressions: number
  document: Uint8Array | null
}

export interface JournalEntry {
  /** Milliseconds since the emulator started. */
  readonly at: number
  readonly event: string
  readonly job?: number
}

const longestJournal = 5000
/** A two-sided colour card with overlay: about twenty seconds on a desktop printer. */
const secondsPerCard = 20

/** The machine itself: one card at a time, in the order in which they came. */
export class PrintEngine {
  readonly tray: Tray
  readonly journal: JournalEntry[] = []
  readonly jobs = new Map<number, EmulatedJob>()
  faults: Faults = {}
  private readonly started = now()
  private readonly paced: boolean
  private nextId = 1
  private running = false
  private interrupt = new AbortController()

  constructor(options: { readonly directory: string | null; readonly paced: boolean }) {
    this.tray = new Tray(options.directory)
    this.paced = options.paced
  }

  /** Seconds since start, never 0: RFC 8011, 5.4.29. */
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
    const at = now() - this.started
    this.journal.push(job === undefined ? { at, event } : { at, event, job })
    if (this.journal.length > longestJournal) this.journal.shift()
  }

  setFaults(faults: Faults): void {
    this.faults = faults
    this.record(`faults ${JSON.stringify(faults)}`)
    if (faults.off) this.switchOff()
    else this.wake()
  }

  /** A job without its document yet (Create-Job). */
  create(name: string, user: string): EmulatedJob {
    const job: EmulatedJob = {
      id: this.nextId++,
      name,
      user,
      createdAt: this.upTime,
      state: jobStates.pendingHeld,
      reason: 'job-incoming',
      processingAt: null,
      completedAt: null,
      impressions: 0,
      document: null,
    }
    this.jobs.set(job.id, job)
    this.forgetOld()
    this.record('created', job.id)
    return job
  }

  /** The document has come whole: the job may be printed. */
  accept(job: EmulatedJob, document: Uint8Array): void {
    job.document = document
    job.state = jobStates.pending
    job.reason = 'none'
    this.record('accepted', job.id)
    this.wake()
  }

  /** False where the card is being printed or the job has ended: neither can be undone. */
  cancel(job: EmulatedJob): boolean {
    if (job.state !== jobStates.pending && job.state !== jobStates.pendingHeld) return false
    this.end(job, jobStates.canceled, 'job-canceled-by-user')
    return true
  }

  private wake(): void {
    if (!this.running) void this.run()
  }

  private async run(): Promise<void> {
    this.running = true
    for (let job = this.nextReady(); job; job = this.nextReady()) await this.printOne(job)
    this.running = false
  }

  private nextReady(): EmulatedJob | undefined {
    if (this.faults.off || blockingReasons(this.faults).length > 0) return undefined
    return [...this.jobs.values()].find((job) => job.state === jobStates.pending && job.document !== null)
  }

  private async printOne(job: EmulatedJob): Promise<void> {
    const page = job.document
    if (!page) return
    job.state = jobStates.processing
    job.reason = 'job-printing'
    job.processingAt = this.upTime
    this.record('feeding', job.id)
    if (this.paced) await sleep(secondsPerCard * 1000, this.interrupt.signal)
    // Switched off meanwhile: the job has ended already.
    if (job.state !== jobStates.processing) return
    if (this.faults.jamNext) {
      this.faults = { ...this.faults, jamNext: false, jammed: true }
      this.end(job, jobStates.aborted, 'media-jam')
      return
    }
    const swapped = this.faults.swapNextTwo === true
    if (swapped) this.faults = { ...this.faults, swapNextTwo: false }
    await this.tray.drop(job.id, page, swapped)
    job.impressions = 2
    this.end(job, jobStates.completed, 'job-completed-successfully')
  }

  private switchOff(): void {
    this.interrupt.abort()
    this.interrupt = new AbortController()
    for (const job of this.jobs.values())
      if (job.state < jobStates.canceled) this.end(job, jobStates.aborted, 'aborted-by-system')
  }

  private end(job: EmulatedJob, state: number, reason: string): void {
    job.state = state
    job.reason = reason
    job.completedAt = this.upTime
    job.document = null
    this.record(reason, job.id)
  }

  private forgetOld(): void {
    for (const job of this.jobs.values()) {
      if (this.jobs.size <= trayDepth) return
      if (job.state >= jobStates.canceled) this.jobs.delete(job.id)
    }
  }
}
