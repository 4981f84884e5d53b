import { DomainError } from '../../core/errors.ts'
import { sleep } from '../clock.ts'
import { PrinterProtocolFault, PrinterRefusal, PrintOutcomeUnknown } from '../printer.ts'
import type { Abilities } from './abilities.ts'
import { asUnanswered, type IppClient, type IppRequest, jobIs } from './client.ts'
import type { IppAttribute, IppMessage } from './message.ts'
import { attribute, text } from './message.ts'
import { type CardJob, findByName, identityOf, type JobReport, reportOf } from './printed-jobs.ts'

export interface Handing {
  readonly client: IppClient
  readonly abilities: Abilities
  readonly name: string
  /** Ends the wait for a printer that takes one job at a time. */
  readonly ended: AbortSignal | null
}

const format = attribute('document-format', text('mimeMediaType', 'application/pdf'))
const isTrue = { type: 'boolean', value: true } as const

/** What is asked of the job, and that the printer refuses rather than substitutes: RFC 8011, 4.2.1.1. */
function jobRequest({ abilities, name }: Handing): Pick<IppRequest, 'attributes' | 'job'> {
  return {
    attributes: [attribute('job-name', text('name', name)), attribute('ipp-attribute-fidelity', isTrue)],
    job: ticketOf(abilities),
  }
}

/** Throws {@link PrinterRefusal} UNSUITABLE. */
export function ticketOf({ ticket }: Abilities): readonly IppAttribute[] {
  if (!ticket) throw new PrinterRefusal('UNSUITABLE')
  return ticket
}

/** Asks, before a blank is spent, whether this printer would take the card: RFC 8011, 4.2.3. Throws {@link PrinterRefusal}. */
export async function validateCard(handing: Handing): Promise<void> {
  const { attributes = [], job = [] } = jobRequest(handing)
  if (!handing.abilities.can.has('validateJob')) return
  try {
    await handing.client.send({ operation: 'validateJob', attributes: [...attributes, format], job })
  } catch (error) {
    throw asUnanswered(error)
  }
}

/** Hands the card to the printer. Throws {@link PrinterRefusal} (untouched) or {@link PrintOutcomeUnknown}. */
export async function handOver(handing: Handing, pdf: Uint8Array): Promise<CardJob> {
  const { can } = handing.abilities
  return can.has('createJob') && can.has('sendDocument')
    ? await inTwoSteps(handing, pdf)
    : await inOneStep(handing, pdf)
}

/** The job first: without its document nothing is printed, and once it has a number its fate can be asked for. */
async function inTwoSteps(handing: Handing, pdf: Uint8Array): Promise<CardJob> {
  const { client, name } = handing
  const job = await created(handing)
  try {
    await client.send({
      operation: 'sendDocument',
      attributes: [
        jobIs(job.id),
        attribute('document-name', text('name', name)),
        format,
        attribute('last-document', isTrue),
      ],
      data: pdf,
    })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    await settleDocument(client, job, error)
  }
  return job
}

async function created(handing: Handing): Promise<CardJob> {
  try {
    const answer = await whenFree(handing, { operation: 'createJob', ...jobRequest(handing) })
    const job = identified(answer, handing.name)
    if (job) return job
  } catch (error) {
    if (!(error instanceof DomainError) || error instanceof PrinterRefusal) throw error
    if (error instanceof PrintOutcomeUnknown) throw new PrinterRefusal('PRINTER_OFF')
  }
  // Whatever became of a job without a document, it is no card.
  throw new PrinterRefusal('NOT_ACCEPTING')
}

/**
 * The document was refused, or it is not known whether it came. A job that still waits for it is taken back: the blank is untouched. One
 * that has it goes on. While the printer cannot be asked, the job is asked later, as any other.
 */
async function settleDocument(client: IppClient, job: CardJob, cause: DomainError): Promise<void> {
  const refusal = refusalIn(cause)
  const report = refusal ? null : await reportIfAsked(client, job)
  const waits = report?.incoming === true && report.progress.state === 'waiting'
  if (refusal || waits)
    await client.exchange({ operation: 'cancelJob', attributes: [jobIs(job.id)] }).catch(onlyDomainError)
  if (refusal) throw refusal
  const { progress } = (waits ? await reportIfAsked(client, job) : report) ?? {}
  if (progress?.state === 'failed' && progress.untouched) throw new PrinterRefusal('NOT_ACCEPTING')
}

/** A plain no: what was asked was not done. RFC 8011, appendix B.1.4: client errors are 0x0400 to 0x04ff. */
function refusalIn(error: DomainError): PrinterRefusal | null {
  if (error instanceof PrinterRefusal) return error
  const refused = error instanceof PrinterProtocolFault && Number(error.facts['status']) >> 8 === 4
  return refused ? new PrinterRefusal('NOT_ACCEPTING') : null
}

async function reportIfAsked(client: IppClient, job: CardJob): Promise<JobReport | null> {
  return (await reportOf(client, job).catch(onlyDomainError)) ?? null
}

function onlyDomainError(error: unknown): null {
  if (error instanceof DomainError) return null
  throw error
}

/** For a printer without Create-Job: after silence the job is looked for by its name. */
async function inOneStep(handing: Handing, pdf: Uint8Array): Promise<CardJob> {
  const { client, name } = handing
  const { attributes = [], ...request } = jobRequest(handing)
  try {
    const answer = await whenFree(handing, {
      operation: 'printJob',
      attributes: [...attributes, format],
      ...request,
      data: pdf,
    })
    const job = identified(answer, name)
    if (job) return job
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const refusal = refusalIn(error)
    if (refusal) throw refusal
  }
  const found = await findByName(client, name).catch(onlyDomainError)
  if (!found) throw new PrintOutcomeUnknown()
  return found.job
}

function identified(answer: IppMessage, name: string): CardJob | null {
  const group = answer.groups.find((one) => one.group === 'job')
  const job = group ? identityOf(group.attributes) : null
  return job && { ...job, name }
}

/** How often a printer that takes one job at a time is asked again, and how long: a card before this one takes half a minute. */
const busyInterval = 250
const busyPatience = 120_000

async function whenFree({ client, ended }: Handing, request: IppRequest): Promise<IppMessage> {
  for (let waited = 0; ; waited += busyInterval) {
    try {
      return await client.send(request)
    } catch (error) {
      const busy = error instanceof PrinterRefusal && error.code === 'NOT_ACCEPTING'
      if (!busy || ended?.aborted || waited >= busyPatience) throw error
    }
    await sleep(busyInterval, ended ?? undefined)
  }
}
