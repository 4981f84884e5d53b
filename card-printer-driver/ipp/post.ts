import { request as overHttp, type IncomingMessage } from 'node:http'
import { request as overTls } from 'node:https'
import { PrinterProtocolFault, PrinterRefusal, PrintOutcomeUnknown } from '../printer.ts'

/** Longest answer that is read: a printer's attributes are some ten kilobytes, those of 500 jobs some hundred. */
const longestAnswer = 1 << 20

export interface PrinterLine {
  readonly url: URL
  /** PEM of who signed the printer's certificate, or of the certificate itself; null: the roots that Node knows. */
  readonly trusted: string | null
}

/** RFC 3510 and RFC 7472: port 631 unless named, `ipps` is TLS. */
export function httpUrl(printerUri: string): URL {
  const { protocol, hostname, port, pathname } = new URL(printerUri)
  const scheme = protocol === 'ipps:' ? 'https:' : 'http:'
  const url = new URL(`${scheme}//${hostname}${pathname}`)
  url.port = port || '631'
  return url
}

/**
 * One request on a connection of its own: what fails before the connection stands cannot have reached the printer. Throws
 * {@link PrinterRefusal} PRINTER_OFF or PRINTER_NOT_TRUSTED then, {@link PrintOutcomeUnknown} on silence after that, and
 * {@link PrinterProtocolFault} for what is not an IPP answer.
 */
export async function postIpp(
  { url, trusted }: PrinterLine,
  body: Uint8Array,
  patience: number,
): Promise<Uint8Array> {
  const secure = url.protocol === 'https:'
  return await new Promise((resolve, reject) => {
    let stood = false
    let answered = false
    const request = (secure ? overTls : overHttp)(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/ipp', 'content-length': body.length },
      signal: AbortSignal.timeout(patience),
      ...(secure && trusted !== null ? { ca: trusted } : {}),
    })
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        stood = true
      })
    })
    request.once('response', (response) => {
      answered = true
      readAnswer(response).then(resolve, reject)
    })
    // A printer that answers before it has read everything closes the line under the rest: its answer counts.
    request.on('error', (error) => {
      if (!answered) reject(stood ? new PrintOutcomeUnknown() : neverStood(error, secure))
    })
    request.end(body)
  })
}

/** What a network does; anything else before a TLS line stands is a certificate or a handshake. */
const networkCodes = /^(?:ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|ABORT_ERR)/

function neverStood(error: Error, secure: boolean): PrinterRefusal {
  const code = 'code' in error ? String(error.code) : ''
  return new PrinterRefusal(secure && !networkCodes.test(code) ? 'PRINTER_NOT_TRUSTED' : 'PRINTER_OFF')
}

async function readAnswer(response: IncomingMessage): Promise<Uint8Array> {
  try {
    if (response.statusCode !== 200) throw new PrinterProtocolFault(response.statusCode ?? 0)
    if (!/^application\/ipp\b/i.test(response.headers['content-type'] ?? ''))
      throw new PrinterProtocolFault(415)
    return await readBounded(response, longestAnswer)
  } finally {
    response.destroy()
  }
}

/** Reads a body up to a length; a longer one is a fault of the peer, and one that breaks off is silence. */
export async function readBounded(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  longest: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      length += chunk.length
      if (length > longest) throw new PrinterProtocolFault(413)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof PrinterProtocolFault ? error : new PrintOutcomeUnknown()
  }
  return new Uint8Array(Buffer.concat(chunks))
}
