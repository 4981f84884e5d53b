import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { sleep } from '../clock.ts'
import { decodeMessage } from '../ipp/decode.ts'
import { encodeMessage } from '../ipp/encode.ts'
import { IppFault, jobStates, operations } from '../ipp/message.ts'
import { answerIpp } from './ipp-operations.ts'
import type { EmulatedPrinter } from './ipp-request.ts'
import { EventBook } from './ipp-subscriptions.ts'
import type { PrintEngine } from './print-engine.ts'
import type { PrinterModel } from './printer-model.ts'

/** A card's PDF is some hundred kilobytes; more than this is no card. */
const largestRequest = 32 << 20

export interface PortOptions {
  /** On the loopback; 0 takes any free one, and keeps it over the next switching off and on. */
  readonly port: number
  readonly model: PrinterModel
  readonly tls: { readonly key: string; readonly cert: string } | null
}

/** The printer's port: IPP by POST, the camera above the tray by GET. It can be switched off and on. */
export class PrinterPort {
  private port: number
  private server: Server | null = null
  private readonly engine: PrintEngine
  private readonly events: EventBook
  private readonly options: PortOptions

  constructor(engine: PrintEngine, options: PortOptions) {
    this.engine = engine
    this.options = options
    this.port = options.port
    this.events = new EventBook(engine, () => this.uri)
  }

  get uri(): string {
    // A certificate is for a name.
    return this.options.tls
      ? `ipps://localhost:${this.port}/ipp/print`
      : `ipp://127.0.0.1:${this.port}/ipp/print`
  }

  async switchOn(): Promise<void> {
    if (this.server) return
    const { tls } = this.options
    const take = (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response)
    const server = tls ? createTlsServer(tls, take) : createServer(take)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    this.server = server
    this.port = (server.address() as AddressInfo).port
  }

  /** Cuts every connection and refuses new ones. */
  async switchOff(): Promise<void> {
    const { server } = this
    this.server = null
    this.events.forgetAll()
    if (!server) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { engine, events, uri } = this
    try {
      const trayJob = /^\/tray\/(\d{1,9})$/.exec(request.url ?? '')?.[1]
      if (request.method === 'GET' && trayJob !== undefined) await showTray(engine, Number(trayJob), response)
      else if (request.method === 'POST' && request.headers['content-type'] === 'application/ipp')
        await answerPost(request, response, { engine, events, uri, model: this.options.model })
      else response.writeHead(404).end()
    } catch (error) {
      // The peer is gone or sent nonsense: the printer goes on.
      response.writeHead(error instanceof IppFault ? 400 : 500).end()
    }
  }
}

async function answerPost(
  request: IncomingMessage,
  response: ServerResponse,
  printer: EmulatedPrinter,
): Promise<void> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > largestRequest) {
      response.writeHead(413, { connection: 'close' }).end()
      return
    }
    chunks.push(chunk)
  }
  const { engine } = printer
  const message = decodeMessage(Buffer.concat(chunks))
  const answer = encodeMessage(answerIpp(message, printer))
  const { slow, loseAnswerTo } = engine.faults
  if (slow) await sleep(slow)
  if (loseAnswerTo && operations[loseAnswerTo] === message.code) {
    engine.faults = { ...engine.faults, loseAnswerTo: undefined }
    response.destroy()
    return
  }
  response.writeHead(200, { 'content-type': 'application/ipp', 'content-length': answer.length }).end(answer)
}

/** 200 the card as printed · 202 not in the tray yet · 410 it never came out · 404 no such job. */
async function showTray(engine: PrintEngine, id: number, response: ServerResponse): Promise<void> {
  const job = engine.jobs.get(id)
  const page = job?.card == null ? null : await engine.tray.look(job.card)
  if (page) {
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': page.length }).end(page)
    return
  }
  const lost = job?.state === jobStates.canceled || job?.state === jobStates.aborted
  response.writeHead(job ? (lost ? 410 : 202) : 404, { 'retry-after': '1' }).end()
}
