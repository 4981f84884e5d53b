/**
 * One HTTP/1.1 request (RFC 9112), read strictly: Node's own parser refuses methods that it does not know, and those of SBI
 * are such. No continuation lines, no chunks, no second request on a connection; nothing is kept beyond the limits.
 */
import { concatBytes } from '../../core/bytes.ts'

export interface SbiRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
}

/** What has been read so far; `refused` with the status to answer. */
export type Reading =
  | { readonly state: 'more' }
  | { readonly state: 'done'; readonly request: SbiRequest }
  | { readonly state: 'refused'; readonly status: number }

const mostHead = 8192
const mostBody = 65_536
const requestLine =
  /^([A-Z]{1,20}) (?:http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?)?(\/[!-~]{0,500}) HTTP\/1\.[01]$/
/** A token, and a value of visible characters, spaces and tabs (RFC 9110, 5.6.2 and 5.5). */
const headerLine = /^([!#$%&'*+.^_`|~\dA-Za-z-]{1,100}):[ \t]*([\t -~\x80-\xff]*?)[ \t]*$/
/** Twice of one of these would leave open which is meant. */
const single: ReadonlySet<string> = new Set(['host', 'origin', 'content-length', 'content-type'])
const emptyLine = Buffer.from('\r\n\r\n')

const refused = (status: number) => ({ state: 'refused', status }) as const
const more = { state: 'more' } as const

type Head = Omit<SbiRequest, 'body'> & { readonly length: number }

/** Answers a function that takes the bytes as they come, and is not called again once it said anything but `more`. */
export function openRequestReader(): (bytes: Uint8Array) => Reading {
  let begun: Uint8Array = new Uint8Array()
  let head: Head | null = null
  const body: Uint8Array[] = []
  let bodyLength = 0

  function takeBody(bytes: Uint8Array, { length, ...request }: Head): Reading {
    body.push(bytes)
    bodyLength += bytes.length
    if (bodyLength > length) return refused(400)
    return bodyLength < length ? more : { state: 'done', request: { ...request, body: concatBytes(...body) } }
  }

  return (bytes) => {
    if (head) return takeBody(bytes, head)
    begun = concatBytes(begun, bytes)
    const end = Buffer.from(begun.buffer, begun.byteOffset, begun.length).indexOf(emptyLine)
    if (end > mostHead || (end === -1 && begun.length > mostHead)) return refused(431)
    if (end === -1) return more
    const read = readHead(Buffer.from(begun.subarray(0, end)).toString('latin1'))
    if (typeof read === 'number') return refused(read)
    head = read
    return takeBody(begun.slice(end + emptyLine.length), head)
  }
}

/** The head, or the status that refuses it. */
function readHead(text: string): Head | number {
  const [first = '', ...lines] = text.split('\r\n')
  const [, method, target] = requestLine.exec(first) ?? []
  if (!method || !target) return 400
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name = '', value = ''] = headerLine.exec(line) ?? []
    const known = name.toLowerCase()
    if (name === '' || (single.has(known) && headers.has(known))) return 400
    headers.set(known, value)
  }
  if (headers.has('transfer-encoding')) return 501
  if (headers.has('expect')) return 417
  const length = headers.get('content-length') ?? '0'
  if (!/^\d{1,10}$/.test(length)) return 400
  if (Number(length) > mostBody) return 413
  const [path = target] = target.split('?')
  return { method, path, headers, length: Number(length) }
}
