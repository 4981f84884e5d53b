import { PrinterProtocolFault, PrinterRefusal, PrintOutcomeUnknown } from '../printer.ts'
import { decodeMessage } from './decode.ts'
import { encodeMessage } from './encode.ts'
import type { GroupName, IppAttribute, IppGroup, IppMessage } from './message.ts'
import { attribute, find, integer, keyword, numberOf, operations, statuses, text } from './message.ts'

/** Longest answer that is read: a printer's attributes are some ten kilobytes. */
const longestAnswer = 1 << 20
const patience = 10_000

export interface IppRequest {
  readonly operation: number
  readonly attributes?: readonly IppAttribute[]
  readonly job?: readonly IppAttribute[]
  readonly data?: Uint8Array
}

/** One printer over HTTP (RFC 8010, 4; RFC 8011). */
export class IppClient {
  private requestId = 0
  readonly printerUri: string
  private readonly url: string

  /** `ipp://host:port/path`; `ipps` is TLS. */
  constructor(printerUri: string) {
    this.printerUri = printerUri
    this.url = httpUrl(printerUri)
  }

  async printJob(pdf: Uint8Array, jobName: string): Promise<number> {
    const answer = await this.send({
      operation: operations.printJob,
      attributes: [
        attribute('requesting-user-name', text('name', 'card-printer-driver')),
        attribute('job-name', text('name', jobName)),
        attribute('document-format', text('mimeMediaType', 'application/pdf')),
      ],
      job: [
        attribute('media', keyword('iso_id-1_53.98x85.6mm')),
        attribute('sides', keyword('two-sided-long-edge')),
      ],
      data: pdf,
    })
    const jobId = numberOf(find(answer, 'job', 'job-id'))
    if (jobId === undefined) throw new PrintOutcomeUnknown()
    return jobId
  }

  async getJobAttributes(jobId: number, names: readonly [string, ...string[]]): Promise<IppMessage> {
    return await this.send({
      operation: operations.getJobAttributes,
      attributes: [attribute('job-id', integer(jobId)), requested(names)],
    })
  }

  async getPrinterAttributes(names: readonly [string, ...string[]]): Promise<IppMessage> {
    return await this.send({ operation: operations.getPrinterAttributes, attributes: [requested(names)] })
  }

  /** False where the job has already ended. */
  async cancelJob(jobId: number): Promise<boolean> {
    const request = { operation: operations.cancelJob, attributes: [attribute('job-id', integer(jobId))] }
    const answer = await this.exchange(request)
    if (answer.code !== statuses.notPossible && answer.code > 0xff)
      throw new PrinterProtocolFault(answer.code)
    return answer.code <= 0xff
  }

  /** As {@link exchange}, but every status that is not a success is thrown. */
  async send(request: IppRequest): Promise<IppMessage> {
    const answer = await this.exchange(request)
    if (
      answer.code === statuses.busy ||
      answer.code === statuses.notAccepting ||
      answer.code === statuses.serviceUnavailable
    ) {
      throw new PrinterRefusal('NOT_ACCEPTING')
    }
    // Successful statuses are 0x0000 to 0x00ff (RFC 8011, appendix B).
    if (answer.code > 0xff) throw new PrinterProtocolFault(answer.code)
    return answer
  }

  /** Sends a request and gives the answer, whatever its status. Throws PRINTER_OFF, PrintOutcomeUnknown, IppFault. */
  async exchange(request: IppRequest): Promise<IppMessage> {
    this.requestId = (this.requestId % 0x7fffffff) + 1
    const body = encodeMessage({
      version: { major: 2, minor: 0 },
      code: request.operation,
      requestId: this.requestId,
      groups: requestGroups(this.printerUri, request),
      data: request.data ?? new Uint8Array(0),
    })
    return decodeMessage(await this.post(body))
  }

  private async post(body: Uint8Array): Promise<Uint8Array> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/ipp' },
        body: new Uint8Array(body),
        signal: AbortSignal.timeout(patience),
      })
      if (!response.ok) throw new PrinterProtocolFault(response.status)
      return await readBounded(response, longestAnswer)
    } catch (error) {
      throw asPrinterError(error)
    }
  }
}

function requested([first, ...more]: readonly [string, ...string[]]): IppAttribute {
  return attribute('requested-attributes', keyword(first), ...more.map(keyword))
}

/** Charset and language come first, then the target (RFC 8011, 4.1.4 and 4.1.5). */
function requestGroups(printerUri: string, { attributes = [], job = [] }: IppRequest): readonly IppGroup[] {
  const operation: IppGroup = {
    group: 'operation',
    attributes: [
      attribute('attributes-charset', text('charset', 'utf-8')),
      attribute('attributes-natural-language', text('naturalLanguage', 'vi')),
      attribute('printer-uri', text('uri', printerUri)),
      ...attributes,
    ],
  }
  const group: GroupName = 'job'
  return job.length > 0 ? [operation, { group, attributes: job }] : [operation]
}

/** RFC 3510: port 631 unless named. */
export function httpUrl(printerUri: string): string {
  const url = new URL(printerUri)
  const scheme = url.protocol === 'ipps:' ? 'https:' : 'http:'
  return `${scheme}//${url.hostname}:${url.port || '631'}${url.pathname}`
}

/** Codes of a connection that never stood: nothing can have been taken. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Tells a printer that is off from one that fell silent after it may have taken the order. */
export function asPrinterError(error: unknown): unknown {
  const isFromFetch =
    error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
  if (!isFromFetch) return error
  const cause: unknown = error.cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return neverConnected.has(code) ? new PrinterRefusal('PRINTER_OFF') : new PrintOutcomeUnknown()
}

/** Reads a body up to a length; a longer one is a fault of the peer. */
export async function readBounded(response: Response, longest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > longest) throw new PrinterProtocolFault(413)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
