import type { IppAttribute, IppGroup, IppMessage } from '../ipp/message.ts'
import {
  attribute,
  find,
  jobStates,
  numberOf,
  operations,
  statuses,
  stringsOf,
  text,
} from '../ipp/message.ts'
import type { EmulatedJob, PrintEngine } from './print-engine.ts'
import { formats, jobAttributes, jobTemplateAttributes, printerDescription } from './printer-attributes.ts'

export interface EmulatedPrinter {
  readonly engine: PrintEngine
  readonly uri: string
}

interface Outcome {
  readonly status: number
  readonly groups?: readonly IppGroup[]
}

type Operation = (request: IppMessage, printer: EmulatedPrinter) => Outcome

const handlers: { readonly [operation: number]: Operation } = {
  [operations.getPrinterAttributes]: getPrinterAttributes,
  [operations.validateJob]: (request) => ({ status: refusedDocument(request) ?? statuses.ok }),
  [operations.printJob]: printJob,
  [operations.createJob]: createJob,
  [operations.sendDocument]: sendDocument,
  [operations.getJobs]: getJobs,
  [operations.getJobAttributes]: getJobAttributes,
  [operations.cancelJob]: cancelJob,
}

/** Answers one request (RFC 8011, 4). */
export function answerIpp(request: IppMessage, printer: EmulatedPrinter): IppMessage {
  const outcome = perform(request, printer)
  const operation: IppGroup = {
    group: 'operation',
    attributes: [
      attribute('attributes-charset', text('charset', 'utf-8')),
      attribute('attributes-natural-language', text('naturalLanguage', 'vi')),
    ],
  }
  return {
    version: request.version.major > 2 ? { major: 2, minor: 0 } : request.version,
    code: outcome.status,
    requestId: request.requestId,
    groups: [operation, ...(outcome.groups ?? [])],
    data: new Uint8Array(0),
  }
}

function perform(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const fault = requestFault(request)
  if (fault !== null) return { status: fault }
  const handler = handlers[request.code]
  return handler ? handler(request, printer) : { status: statuses.operationNotSupported }
}

/** What every request must have, in this order: RFC 8011, 4.1.1, 4.1.4, 4.1.5, 4.1.8. */
function requestFault(request: IppMessage): number | null {
  if (request.version.major < 1 || request.version.major > 2) return statuses.versionNotSupported
  if (request.requestId < 1) return statuses.badRequest
  const [operation] = request.groups
  if (operation?.group !== 'operation') return statuses.badRequest
  const [charset, language] = operation.attributes
  if (charset?.name !== 'attributes-charset' || language?.name !== 'attributes-natural-language')
    return statuses.badRequest
  if (!['utf-8', 'us-ascii'].includes((stringsOf(charset)[0] ?? '').toLowerCase()))
    return statuses.charsetNotSupported
  const hasTarget = operation.attributes.some(({ name }) => name === 'printer-uri' || name === 'job-uri')
  return hasTarget ? null : statuses.badRequest
}

const asked = (request: IppMessage, name: string) => find(request, 'operation', name)
const textOf = (request: IppMessage, name: string) => stringsOf(asked(request, name))[0]

/** Keeps what `requested-attributes` names, or `byDefault` where it names nothing; `all` is everything. */
function selected(
  request: IppMessage,
  attributes: readonly IppAttribute[],
  byDefault: readonly string[],
): readonly IppAttribute[] {
  const named = stringsOf(asked(request, 'requested-attributes'))
  const names = named.length > 0 ? named : byDefault
  return names.includes('all') ? attributes : attributes.filter(({ name }) => names.includes(name))
}

function getPrinterAttributes(request: IppMessage, { engine, uri }: EmulatedPrinter): Outcome {
  const template = jobTemplateAttributes()
  const description = printerDescription(engine, uri)
  const groups = {
    'job-template': template.map(({ name }) => name),
    'printer-description': description.map(({ name }) => name),
  }
  const named = stringsOf(asked(request, 'requested-attributes'))
  const names = named.flatMap((name) =>
    Object.hasOwn(groups, name) ? groups[name as keyof typeof groups] : [name],
  )
  // media-col-database is given only when it is named (PWG 5100.7).
  const everything = [...template, ...description]
  const attributes =
    names.length === 0 || names.includes('all')
      ? everything.filter(({ name }) => name !== 'media-col-database' || names.includes(name))
      : everything.filter(({ name }) => names.includes(name))
  return { status: statuses.ok, groups: [{ group: 'printer', attributes }] }
}

/** Why a document is not taken: its format or its compression. */
function refusedDocument(request: IppMessage): number | null {
  const format = textOf(request, 'document-format')
  if (format !== undefined && !formats.some((known) => known === format)) return statuses.formatNotSupported
  const compression = textOf(request, 'compression')
  return compression !== undefined && compression !== 'none' ? statuses.compressionNotSupported : null
}

function isPdf(document: Uint8Array): boolean {
  return (
    Buffer.from(document.buffer, document.byteOffset, Math.min(5, document.length)).toString('latin1') ===
    '%PDF-'
  )
}

function jobAnswer(job: EmulatedJob, { engine, uri }: EmulatedPrinter): Outcome {
  const names = ['job-id', 'job-uri', 'job-state', 'job-state-reasons']
  const attributes = jobAttributes(job, engine, uri).filter(({ name }) => names.includes(name))
  return { status: statuses.ok, groups: [{ group: 'job', attributes }] }
}

function newJob(request: IppMessage, { engine }: EmulatedPrinter): EmulatedJob {
  const name = textOf(request, 'job-name') ?? textOf(request, 'document-name') ?? 'card'
  return engine.create(name, textOf(request, 'requesting-user-name') ?? 'anonymous')
}

function printJob(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const refused = refusedDocument(request)
  if (refused !== null) return { status: refused }
  if (!isPdf(request.data)) return { status: statuses.formatNotSupported }
  const job = newJob(request, printer)
  printer.engine.accept(job, request.data.slice())
  return jobAnswer(job, printer)
}

function createJob(request: IppMessage, printer: EmulatedPrinter): Outcome {
  return jobAnswer(newJob(request, printer), printer)
}

function sendDocument(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const job = targetJob(request, printer)
  if (!job) return { status: statuses.notFound }
  if (job.state !== jobStates.pendingHeld) return { status: statuses.notPossible }
  if (asked(request, 'last-document')?.values[0]?.type !== 'boolean') return { status: statuses.badRequest }
  const refused = refusedDocument(request)
  if (refused !== null) return { status: refused }
  if (!isPdf(request.data)) return { status: statuses.formatNotSupported }
  printer.engine.accept(job, request.data.slice())
  return jobAnswer(job, printer)
}

/** By job-uri, or by printer-uri and job-id (RFC 8011, 4.1.5). */
function targetJob(request: IppMessage, { engine }: EmulatedPrinter): EmulatedJob | undefined {
  const fromUri = /\/job-(\d+)$/.exec(textOf(request, 'job-uri') ?? '')?.[1]
  const id = fromUri === undefined ? numberOf(asked(request, 'job-id')) : Number(fromUri)
  return id === undefined ? undefined : engine.jobs.get(id)
}

function getJobAttributes(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const job = targetJob(request, printer)
  if (!job) return { status: statuses.notFound }
  const attributes = selected(request, jobAttributes(job, printer.engine, printer.uri), ['all'])
  return { status: statuses.ok, groups: [{ group: 'job', attributes }] }
}

function getJobs(request: IppMessage, { engine, uri }: EmulatedPrinter): Outcome {
  const which = textOf(request, 'which-jobs') ?? 'not-completed'
  if (which !== 'completed' && which !== 'not-completed') return { status: statuses.attributesNotSupported }
  const mine = asked(request, 'my-jobs')?.values[0]
  const user =
    mine?.type === 'boolean' && mine.value ? (textOf(request, 'requesting-user-name') ?? 'anonymous') : null
  const jobs = [...engine.jobs.values()].filter(
    (job) =>
      job.state >= jobStates.canceled === (which === 'completed') && (user === null || job.user === user),
  )
  // RFC 8011, 4.2.6.2: completed jobs newest first.
  const ordered = which === 'completed' ? jobs.toReversed() : jobs
  const limit = numberOf(asked(request, 'limit')) ?? ordered.length
  const groups = ordered.slice(0, Math.max(0, limit)).map((job): IppGroup => {
    return {
      group: 'job',
      attributes: selected(request, jobAttributes(job, engine, uri), ['job-id', 'job-uri']),
    }
  })
  return { status: statuses.ok, groups }
}

function cancelJob(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const job = targetJob(request, printer)
  if (!job) return { status: statuses.notFound }
  return { status: printer.engine.cancel(job) ? statuses.ok : statuses.notPossible }
}
