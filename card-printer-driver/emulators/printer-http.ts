import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeMessage } from '../ipp/decode.ts'
import { encodeMessage } from '../ipp/encode.ts'
import { IppFault, jobStates } from '../ipp/message.ts'
import { answerIpp, type EmulatedPrinter } from './ipp-operations.ts'
import type { PrintEngine } from './print-engine.ts'

/** A card's PDF is some hundred kilobytes; more than this is no card. */
const largestRequest = 32 << 20

/** The printer's port: IPP by POST, the camera above the tray by GET. It can be switched off and on. */
export class PrinterPort {
  uri = ''
  private port: number
  private server: Server | null = null
  private readonly engine: PrintEngine

  constructor(engine: PrintEngine, port: number) {
    this.engine = engine
    this.port = port
  }

  /** Listens on the loopback; 0 takes any free port, and keeps it over the next switching off and on. */
  async switchOn(): Promise<void> {
    if (this.server) return
    const server = createServer((request, response) => void this.answer(request, response))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    this.server = server
    this.port = (server.address() as AddressInfo).port
    this.uri = `ipp://127.0.0.1:${this.port}/ipp/print`
  }

  /** Cuts every connection and refuses new ones. */
  async switchOff(): Promise<void> {
    const { server } = this
    this.server = null
    if (!server) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const trayJob = /^\/tray\/(\d{1,9})$/.exec(request.url ?? '')?.[1]
      if (request.method === 'GET' && trayJob !== undefined)
        await showTray(this.engine, Number(trayJob), response)
      else if (request.method === 'POST' && request.headers['content-type'] === 'application/ipp') {
        await answerPost(request, response, { engine: this.engine, uri: this.uri })
      } else response.writeHead(404).end()
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
  const answer = encodeMessage(answerIpp(decodeMessage(Buffer.concat(chunks)), printer))
  response.writeHead(200, { 'content-type': 'application/ipp', 'content-length': answer.length }).end(answer)
}

/** 200 the card as printed · 202 not in the tray yet · 410 it never came out · 404 no such job. */
async function showTray(engine: PrintEngine, id: number, response: ServerResponse): Promise<void> {
  const page = await engine.tray.look(id)
  if (page) {
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': page.length }).end(page)
    return
  }
  const job = engine.jobs.get(id)
  const lost = job?.state === jobStates.canceled || job?.state === jobStates.aborted
  response.writeHead(job ? (lost ? 410 : 202) : 404, { 'retry-after': '1' }).end()
}
