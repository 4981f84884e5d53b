import type { IppAttribute, IppGroup, IppMessage } from '../ipp/message.ts'
import { attribute, jobStates, numberOf, operations, statuses, stringsOf, text } from '../ipp/message.ts'
import {
  asked,
  type EmulatedPrinter,
  type Operation,
  type Outcome,
  targetJob,
  textOf,
  userOf,
} from './ipp-request.ts'
import {
  cancelSubscription,
  createJobSubscriptions,
  createPrinterSubscriptions,
  getNotifications,
  getSubscriptionAttributes,
  getSubscriptions,
  renewSubscription,
} from './ipp-subscription-operations.ts'
import { checkTicket } from './job-ticket.ts'
import type { EmulatedJob } from './print-engine.ts'
import { formats, jobAttributes, jobTemplateAttributes, printerDescription } from './printer-attributes.ts'

const handlers: { readonly [operation: number]: Operation } = {
  [operations.getPrinterAttributes]: getPrinterAttributes,
  [operations.validateJob]: validateJob,
  [operations.printJob]: printJob,
  [operations.createJob]: createJob,
  [operations.sendDocument]: sendDocument,
  [operations.getJobs]: getJobs,
  [operations.getJobAttributes]: getJobAttributes,
  [operations.cancelJob]: cancelJob,
  [operations.createPrinterSubscriptions]: createPrinterSubscriptions,
  [operations.createJobSubscriptions]: createJobSubscriptions,
  [operations.getSubscriptionAttributes]: getSubscriptionAttributes,
  [operations.getSubscriptions]: getSubscriptions,
  [operations.renewSubscription]: renewSubscription,
  [operations.cancelSubscription]: cancelSubscription,
  [operations.getNotifications]: getNotifications,
}

/** Answers one request (RFC 8011, 4). */
export function answerIpp(request: IppMessage, printer: EmulatedPrinter): IppMessage {
  const outcome = perform(request, printer)
  const operation: IppGroup = {
    group: 'operation',
    attributes: [
      attribute('attributes-charset', text('charset', 'utf-8')),
      attribute('attributes-natural-language', text('naturalLanguage', 'vi')),
      ...(outcome.operation ?? []),
    ],
  }
  const highest = printer.model.onlyVersion1 ? { major: 1, minor: 1 } : { major: 2, minor: 0 }
  return {
    version: request.version.major > highest.major ? highest : request.version,
    code: outcome.status,
    requestId: request.requestId,
    groups: [operation, ...(outcome.groups ?? [])],
    data: new Uint8Array(0),
  }
}

function perform(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const fault = requestFault(request, printer)
  if (fault !== null) return { status: fault }
  printer.engine.expire()
  const handler = printer.model.operations.includes(request.code) ? handlers[request.code] : undefined
  return handler ? handler(request, printer) : { status: statuses.operationNotSupported }
}

/** What every request must have, in this order: RFC 8011, 4.1.1, 4.1.4, 4.1.5, 4.1.8. */
function requestFault(request: IppMessage, { model }: EmulatedPrinter): number | null {
  if (request.version.major < 1 || request.version.major > (model.onlyVersion1 ? 1 : 2))
    return statuses.versionNotSupported
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

function getPrinterAttributes(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const template = jobTemplateAttributes()
  const description = printerDescription(printer)
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

/** The job, and what of the request was not honoured. */
function jobAnswer(request: IppMessage, job: EmulatedJob, { engine, uri }: EmulatedPrinter): Outcome {
  const names = ['job-id', 'job-uri', 'job-uuid', 'job-state', 'job-state-reasons']
  const attributes = jobAttributes(job, engine, uri).filter(({ name }) => names.includes(name))
  const { ignored, groups } = checkTicket(request)
  return {
    status: ignored ? statuses.okIgnored : statuses.ok,
    groups: [...groups, { group: 'job', attributes }],
  }
}

function newJob(request: IppMessage, { engine }: EmulatedPrinter): EmulatedJob {
  const name = textOf(request, 'job-name') ?? textOf(request, 'document-name') ?? 'card'
  return engine.create(name, userOf(request))
}

/** Why neither job nor document is taken, whatever the document's bytes. */
function refusal(request: IppMessage): Outcome | null {
  const refused = refusedDocument(request)
  if (refused !== null) return { status: refused }
  const ticket = checkTicket(request)
  return ticket.refused === null ? null : { status: ticket.refused, groups: ticket.groups }
}

function validateJob(request: IppMessage): Outcome {
  const { ignored, groups } = checkTicket(request)
  return refusal(request) ?? { status: ignored ? statuses.okIgnored : statuses.ok, groups }
}

function printJob(request: IppMessage, printer: EmulatedPrinter): Outcome {
  const refused = refusal(request)
  if (refused) return refused
  if (!isPdf(request.data)) return { status: statuses.formatNotSupported }
  const job = newJob(request, printer)
  printer.engine.accept(job, request.data.slice())
  return jobAnswer(request, job, printer)
}

function createJob(request: IppMessage, printer: EmulatedPrinter): Outcome {
  return refusal(request) ?? jobAnswer(request, newJob(request, printer), printer)
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
  return jobAnswer(request, job, printer)
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
  const user = mine?.type === 'boolean' && mine.value ? userOf(request) : null
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
