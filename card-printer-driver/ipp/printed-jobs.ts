import type { CardProgress, PrintFailure } from '../printer.ts'
import { PrinterProtocolFault } from '../printer.ts'
import { asUnanswered, type IppClient, isSuccess, jobIs, requested } from './client.ts'
import type { IppAttribute, IppMessage } from './message.ts'
import { attribute, integer, jobStates, keyword, numberOf, statuses, stringsOf } from './message.ts'

/** A job as this station knows it. Its number begins again when the printer does; name and, where given, UUID do not come twice. */
export interface CardJob {
  readonly id: number
  readonly uuid: string | null
  readonly name: string
}

/** A job's own attributes, of the first job group or of each. */
type JobAttributes = readonly IppAttribute[]

export interface JobReport {
  readonly job: CardJob
  readonly progress: CardProgress
  /** Printer's seconds between which it was worked on. */
  readonly from: number | null
  readonly until: number | null
  /** The document has not come whole: nothing of it is printed yet. */
  readonly incoming: boolean
}

const reportNames = [
  'job-id',
  'job-uuid',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'time-at-processing',
  'time-at-completed',
] as const

/** Jobs that a printer may remember and that are looked through; a card printer keeps some dozens. */
const longestHistory = 500

/** How a job stands; null: the printer has none of that number, or it is somebody else's. Throws PRINTER_OFF. */
export async function reportOf(client: IppClient, job: CardJob): Promise<JobReport | null> {
  const answer = await asking(client, {
    operation: 'getJobAttributes',
    attributes: [jobIs(job.id), requested(reportNames)],
  })
  if (answer.code === statuses.notFound || answer.code === statuses.gone) return null
  if (!isSuccess(answer.code)) throw new PrinterProtocolFault(answer.code)
  const attributes = answer.groups.find(({ group }) => group === 'job')?.attributes ?? []
  const found = identityOf(attributes)
  return found && isSame(found, job) ? readReport(attributes, job) : null
}

/** The same number alone says nothing: it is asked for, and a printer that has been restarted gives it to another card. */
function isSame(found: CardJob, job: CardJob): boolean {
  return found.uuid !== null && job.uuid !== null ? found.uuid === job.uuid : found.name === job.name
}

/** The newest job of that name; null: the printer knows none. Throws PRINTER_OFF. */
export async function findByName(client: IppClient, name: string): Promise<JobReport | null> {
  const jobs = await listJobs(client, ['not-completed', 'completed'])
  return jobs.filter(({ job }) => job.name === name).toSorted((a, b) => b.job.id - a.job.id)[0] ?? null
}

/** Every job of those kinds; one without a name or a number cannot be anybody's. */
export async function listJobs(
  client: IppClient,
  which: readonly ('completed' | 'not-completed')[],
): Promise<readonly JobReport[]> {
  const reports: JobReport[] = []
  for (const kind of which) {
    const answer = await asking(client, {
      operation: 'getJobs',
      attributes: [
        attribute('which-jobs', keyword(kind)),
        attribute('limit', integer(longestHistory)),
        requested(reportNames),
      ],
    })
    if (!isSuccess(answer.code)) throw new PrinterProtocolFault(answer.code)
    for (const { group, attributes } of answer.groups) {
      const job = group === 'job' ? identityOf(attributes) : null
      if (job) reports.push(readReport(attributes, job))
    }
  }
  return reports
}

async function asking(client: IppClient, request: Parameters<IppClient['exchange']>[0]): Promise<IppMessage> {
  try {
    return await client.exchange(request)
  } catch (error) {
    throw asUnanswered(error)
  }
}

const named = (attributes: JobAttributes, name: string) => attributes.find((one) => one.name === name)

export function identityOf(attributes: JobAttributes): CardJob | null {
  const id = numberOf(named(attributes, 'job-id'))
  if (id === undefined) return null
  const [uuid = null] = stringsOf(named(attributes, 'job-uuid'))
  const [name = ''] = stringsOf(named(attributes, 'job-name'))
  return { id, uuid, name }
}

function readReport(attributes: JobAttributes, job: CardJob): JobReport {
  const of = (name: string) => named(attributes, name)
  const reasons = stringsOf(of('job-state-reasons'))
  const state = numberOf(of('job-state'))
  return {
    job,
    progress: progressOf(state, reasons, neverBegan(of)),
    from: numberOf(of('time-at-processing')) ?? null,
    until: numberOf(of('time-at-completed')) ?? null,
    incoming: state === jobStates.pendingHeld || reasons.some((reason) => incomingReasons.has(reason)),
  }
}

/** RFC 8011, 5.3.8. */
const incomingReasons: ReadonlySet<string> = new Set(['job-incoming', 'job-data-insufficient'])

/** RFC 8011, 5.3.7. A job that ended with errors made a card that nobody may trust. */
function progressOf(state: number | undefined, reasons: readonly string[], untouched: boolean): CardProgress {
  const failed = (reason: PrintFailure): CardProgress => ({ state: 'failed', untouched, reason })
  switch (state) {
    case jobStates.pending:
    case jobStates.pendingHeld:
      return { state: 'waiting' }
    case jobStates.processing:
    case jobStates.processingStopped:
      return { state: 'printing' }
    case jobStates.completed:
      return reasons.includes('job-completed-with-errors')
        ? { state: 'failed', untouched: false, reason: 'ABORTED' }
        : { state: 'printed' }
    case jobStates.canceled:
      return failed('CANCELLED')
    case jobStates.aborted:
      return failed('ABORTED')
    default:
      // Of another type, or a state that no document names: what it means cannot be guessed.
      throw new PrinterProtocolFault(statuses.ok)
  }
}

/** RFC 8011, 5.3.14.2: time-at-processing has no value until the printer begins with the job. */
function neverBegan(of: (name: string) => IppAttribute | undefined): boolean {
  const began = of('time-at-processing')?.values[0]
  return began?.type === 'noValue' && (numberOf(of('job-impressions-completed')) ?? 0) === 0
}
