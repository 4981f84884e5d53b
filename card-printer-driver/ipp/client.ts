import { PrinterProtocolFault, PrinterRefusal, PrintOutcomeUnknown } from '../printer.ts'
import type { PrinterTrouble } from '../../core/production/printer-troubles.ts'
import { decodeMessage } from './decode.ts'
import { encodeMessage } from './encode.ts'
import type { IppAttribute, IppGroup, IppMessage } from './message.ts'
import { attribute, integer, IppFault, keyword, operations, statuses, text } from './message.ts'
import { httpUrl, postIpp, type PrinterLine } from './post.ts'

/** Milliseconds until an answer. A printer with little memory takes a document at the pace at which it prints. */
const patience = 10_000
const documentPatience = 120_000

/** What the printer's display and its other clients see as the owner of a job. */
const userName = 'card-printer-driver'

export interface IppRequest {
  readonly operation: keyof typeof operations
  /** After charset, language, target and user. */
  readonly attributes?: readonly IppAttribute[]
  readonly job?: readonly IppAttribute[]
  readonly subscription?: readonly IppAttribute[]
  readonly data?: Uint8Array
}

/** Statuses with which a printer keeps its hands off, and what the operator is told. */
const refusals: Readonly<Record<number, PrinterTrouble>> = {
  [statuses.busy]: 'NOT_ACCEPTING',
  [statuses.notAccepting]: 'NOT_ACCEPTING',
  [statuses.serviceUnavailable]: 'NOT_ACCEPTING',
  [statuses.attributesNotSupported]: 'UNSUITABLE',
  [statuses.conflictingAttributes]: 'UNSUITABLE',
  [statuses.formatNotSupported]: 'UNSUITABLE',
}

const version2 = { major: 2, minor: 0 } as const
const version1 = { major: 1, minor: 1 } as const

/** One printer over HTTP (RFC 8010, 4; RFC 8011). */
export class IppClient {
  readonly printerUri: string
  private readonly line: PrinterLine
  private requestId = 0
  private version: IppMessage['version'] = version2

  /** `ipp://host:port/path`; `ipps` is TLS, with `trusted` as the only root. */
  constructor(printerUri: string, trusted: string | null = null) {
    this.printerUri = printerUri
    this.line = { url: httpUrl(printerUri), trusted }
  }

  /** As {@link exchange}, but every status that is not a success is thrown: {@link PrinterRefusal} or {@link PrinterProtocolFault}. */
  async send(request: IppRequest): Promise<IppMessage> {
    const answer = await this.exchange(request)
    if (isSuccess(answer.code)) return answer
    const trouble = refusals[answer.code]
    throw trouble ? new PrinterRefusal(trouble) : new PrinterProtocolFault(answer.code)
  }

  /** Sends a request and gives the answer, whatever its status. Throws what {@link postIpp} throws, and IppFault. */
  async exchange(request: IppRequest): Promise<IppMessage> {
    const answer = await this.once(request)
    if (this.version.major === 1 || !speaksOnlyVersion1(answer)) return answer
    // Refused for its version alone, nothing was done: it is said again in the older one, and stays so.
    this.version = version1
    return await this.once(request)
  }

  private async once({ operation, data, ...request }: IppRequest): Promise<IppMessage> {
    this.requestId = (this.requestId % 0x7fffffff) + 1
    const requestId = this.requestId
    const body = encodeMessage({
      version: this.version,
      code: operations[operation],
      requestId,
      groups: requestGroups(this.printerUri, request),
      data: data ?? new Uint8Array(0),
    })
    const answer = decodeMessage(await postIpp(this.line, body, data ? documentPatience : patience))
    if (answer.requestId !== requestId) throw new IppFault('answers another request', 4)
    return answer
  }
}

// Successful statuses are 0x0000 to 0x00ff (RFC 8011, appendix B).
export const isSuccess = (status: number) => status <= 0xff

/** RFC 8011, 4.1.8: the status says it, or an answer in 1.x that calls the request bad. */
function speaksOnlyVersion1({ code, version }: IppMessage): boolean {
  return code === statuses.versionNotSupported || (code === statuses.badRequest && version.major === 1)
}

/** Charset and language come first, then the target (RFC 8011, 4.1.4 and 4.1.5). */
function requestGroups(
  printerUri: string,
  { attributes = [], job = [], subscription = [] }: Omit<IppRequest, 'operation' | 'data'>,
): readonly IppGroup[] {
  const operation = [
    attribute('attributes-charset', text('charset', 'utf-8')),
    attribute('attributes-natural-language', text('naturalLanguage', 'vi')),
    attribute('printer-uri', text('uri', printerUri)),
    // RFC 8011, 4.1.4: job-id follows its printer.
    ...attributes.filter(({ name }) => name === 'job-id'),
    attribute('requesting-user-name', text('name', userName)),
    ...attributes.filter(({ name }) => name !== 'job-id'),
  ]
  const groups: readonly IppGroup[] = [
    { group: 'operation', attributes: operation },
    { group: 'job', attributes: job },
    { group: 'subscription', attributes: subscription },
  ]
  return groups.filter((one) => one.group === 'operation' || one.attributes.length > 0)
}

export function requested([first, ...more]: readonly [string, ...string[]]): IppAttribute {
  return attribute('requested-attributes', keyword(first), ...more.map(keyword))
}

export const jobIs = (jobId: number): IppAttribute => attribute('job-id', integer(jobId))

/** A question that changes nothing: whatever kept the answer away, the printer is as good as off. */
export function asUnanswered(error: unknown): unknown {
  return error instanceof PrintOutcomeUnknown ? new PrinterRefusal('PRINTER_OFF') : error
}
