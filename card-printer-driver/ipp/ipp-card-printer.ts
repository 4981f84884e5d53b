import type {
  CardPrinter,
  CardProgress,
  FeedOrder,
  HeldCard,
  PrinterState,
  PrintFailure,
} from '../printer.ts'
import { emulatedPrinterModel, PrinterProtocolFault, PrinterRefusal } from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import { lookIntoTray } from '../tray-camera.ts'
import { type Abilities, abilityNames, readAbilities } from './abilities.ts'
import { asUnanswered, IppClient, jobIs, requested } from './client.ts'
import { failureOf, worstTrouble } from './conditions.ts'
import { handOver, ticketOf, validateCard } from './hand-over.ts'
import type { IppMessage } from './message.ts'
import { find, statuses, stringsOf } from './message.ts'
import { httpUrl } from './post.ts'
import { type CardJob, findByName, type JobReport, listJobs, reportOf } from './printed-jobs.ts'
import { readState, stateNames, upTimeOf } from './printer-state.ts'
import { PrinterStory } from './printer-story.ts'

/** Jobs whose fate may still be asked for; a station has two or three in work. */
const mostJobs = 1000

export interface IppCardPrinterOptions {
  /** Where the station's camera looks: `<trayUrl>/<job-id>` gives a card's picture; by default `/tray` on the printer's port. */
  readonly trayUrl?: string | null
  /** PEM that the certificate of an `ipps` printer must lead to, in place of the roots that Node knows. */
  readonly trusted?: string | null
}

/** A printer behind IPP: it prints and tells its state, but cannot hold a card at an encoder. */
export class IppCardPrinter implements CardPrinter {
  readonly capabilities = {
    encode: null,
    tray: true,
    rejectBox: false,
    counters: false,
    sides: 2,
    colour: true,
    dpi: 300,
  } as const
  private readonly client: IppClient
  private readonly story: PrinterStory
  private readonly trayUrl: string
  private abilities: Abilities | null = null
  /** By the number that was given out: the printer's own, unless it gave that one to another card before it was restarted. */
  private readonly jobs = new Map<number, CardJob>()
  /** Names of the cards that this program has handed over or is about to. */
  private readonly names = new Set<string>()

  constructor(printerUri: string, { trayUrl, trusted = null }: IppCardPrinterOptions = {}) {
    this.client = new IppClient(printerUri, trusted)
    this.story = new PrinterStory(this.client)
    this.trayUrl = trayUrl ?? new URL('/tray', httpUrl(printerUri)).href
  }

  async isEmulated(): Promise<boolean> {
    const answer = await this.ask(['printer-make-and-model'])
    return stringsOf(find(answer, 'printer', 'printer-make-and-model')).includes(emulatedPrinterModel)
  }

  async state(): Promise<PrinterState> {
    const answer = await this.ask(stateNames)
    const upTime = upTimeOf(answer)
    if (upTime !== null && this.story.note(upTime, reasonsOf(answer))) this.abilities = null
    return readState(answer)
  }

  async trouble(): Promise<PrinterTrouble | null> {
    try {
      const { trouble } = await this.state()
      return trouble ?? ((await this.hasForeignJob()) ? 'LINE_BUSY' : null)
    } catch (error) {
      if (error instanceof PrinterRefusal) return error.code
      throw error
    }
  }

  /** Nothing moves before the print: the blank stays in the feeder, and the printer has said that it would take the card. */
  async feed(jobName: string, { moving, ended }: FeedOrder = {}): Promise<HeldCard> {
    const trouble = await this.trouble()
    if (trouble) throw new PrinterRefusal(trouble)
    const abilities = await this.known()
    const handing = { client: this.client, abilities, name: jobName, ended: ended ?? null }
    ticketOf(abilities)
    await validateCard(handing)
    await this.story.listen(abilities)
    await moving?.()
    this.expect(jobName)
    let jobId: number | null = null
    const takeBack = async () => {
      if (jobId !== null) await this.cancel(jobId)
    }
    return {
      encoder: null,
      print: async ({ pdf }) => {
        const now = await this.trouble()
        if (now) throw new PrinterRefusal(now)
        jobId = this.track(await handOver(handing, pdf))
        return { jobId }
      },
      // It has one way out: a card that is spoiled comes out there, and the operator takes it away.
      reject: takeBack,
      giveBack: takeBack,
    }
  }

  async rejectLeftover(): Promise<boolean> {
    return false
  }

  /** One whose document never came is taken back: whoever wanted to send it is gone. */
  async jobNamed(jobName: string): Promise<number | null> {
    const found = await this.find(jobName)
    if (!found) return null
    this.expect(jobName)
    if (found.incoming && found.progress.state === 'waiting') await this.takeBack(found.job)
    return this.track(found.job)
  }

  async progress(jobId: number): Promise<CardProgress> {
    const report = await this.report(jobId)
    const { progress } = report
    if (progress.state !== 'failed' || progress.reason !== 'ABORTED') return progress
    return { ...progress, reason: await this.whyAborted(report) }
  }

  async cancel(jobId: number): Promise<void> {
    const { job, progress } = await this.report(jobId)
    if (progress.state === 'waiting') await this.takeBack(job)
  }

  async tray(jobId: number): Promise<Uint8Array | null> {
    // The camera knows a card by the job's number: after a restart that number is another card's.
    const { job } = await this.report(jobId)
    return await lookIntoTray(this.trayUrl, job.id)
  }

  /** Every request has a connection of its own. */
  async close(): Promise<void> {}

  private async ask(names: readonly [string, ...string[]]): Promise<IppMessage> {
    try {
      return await this.client.send({ operation: 'getPrinterAttributes', attributes: [requested(names)] })
    } catch (error) {
      throw asUnanswered(error)
    }
  }

  private async known(): Promise<Abilities> {
    return (this.abilities ??= readAbilities(await this.ask(abilityNames)))
  }

  /** A card of another program in the queue: two stations on one printer would take each other's blanks. */
  private async hasForeignJob(): Promise<boolean> {
    if (!(await this.known()).can.has('getJobs')) return false
    const waiting = await listJobs(this.client, ['not-completed'])
    return waiting.some(({ job }) => !this.names.has(job.name))
  }

  /** The job as the printer knows it, also under another number after a restart. Throws PrinterProtocolFault where it knows none. */
  private async report(jobId: number): Promise<JobReport> {
    const job = this.jobs.get(jobId)
    const report = job && ((await reportOf(this.client, job)) ?? (await this.find(job.name)))
    if (!report) throw new PrinterProtocolFault(statuses.notFound)
    this.jobs.set(jobId, report.job)
    return report
  }

  private async takeBack(job: CardJob): Promise<void> {
    try {
      await this.client.exchange({ operation: 'cancelJob', attributes: [jobIs(job.id)] })
    } catch (error) {
      throw asUnanswered(error)
    }
  }

  private async find(name: string): Promise<JobReport | null> {
    return (await this.known()).can.has('getJobs') ? await findByName(this.client, name) : null
  }

  /** What the printer said while it worked on the job; where it said nothing then, what it says now. */
  private async whyAborted({ from, until }: JobReport): Promise<PrintFailure> {
    await this.story.listen(await this.known())
    const { trouble } = await this.state()
    const then = from === null ? [] : this.story.between(from, until ?? from)
    return failureOf(worstTrouble(then)) ?? failureOf(trouble) ?? 'ABORTED'
  }

  private expect(name: string): void {
    this.names.add(name)
    if (this.names.size > mostJobs) this.names.delete([...this.names][0] ?? '')
  }

  private track(job: CardJob): number {
    let jobId = job.id
    while (this.jobs.has(jobId) && this.jobs.get(jobId)?.name !== job.name) jobId += 1 << 20
    this.jobs.set(jobId, job)
    const oldest = this.jobs.keys().next()
    if (this.jobs.size > mostJobs && !oldest.done) this.jobs.delete(oldest.value)
    return jobId
  }
}

const reasonsOf = (answer: IppMessage) => stringsOf(find(answer, 'printer', 'printer-state-reasons'))
