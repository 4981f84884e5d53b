import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import type { Journal } from '../journal.ts'
import type { Feeder, ScannerFaults } from './feeder.ts'
import { capabilities, sourceIn, status } from './messages.ts'

/** The scanner on the network: one job at a time, as such machines have it. */
export class EsclServer {
  faults: ScannerFaults = {}
  readonly #feeder: Feeder
  readonly #journal: Journal
  readonly #server: Server
  #job: { readonly path: string; readonly source: 'Feeder' | 'Platen'; pages: number } | null = null
  #jobs = 0
  #busy = 0
  #notReady = 0

  constructor(feeder: Feeder, journal: Journal) {
    this.#feeder = feeder
    this.#journal = journal
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  get working(): boolean {
    return this.#job !== null
  }

  /** Replaces all faults. */
  fail(faults: ScannerFaults): void {
    this.faults = faults
    this.#busy = faults.busy ?? 0
    this.#notReady = faults.notReady ?? 0
  }

  /** Answers the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address()
        resolve(typeof address === 'object' && address ? address.port : port)
      })
    })
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => '')
    this.#journal.record(`${request.method} ${request.url}`)
    if (this.faults.delay) await sleep(this.faults.delay)
    const path = (request.url ?? '').replace(/^\/{2,}/, '/')
    const xml = (content: string) => response.writeHead(200, { 'Content-Type': 'text/xml' }).end(content)
    if (path === '/eSCL/ScannerCapabilities') xml(capabilities())
    else if (path === '/eSCL/ScannerStatus')
      xml(status({ working: this.working, feeder: this.#feederState() }))
    else if (path === '/eSCL/ScanJobs' && request.method === 'POST') this.#begin(request, response, body)
    else if (this.#job && path === `${this.#job.path}/NextDocument`) await this.#next(response)
    else if (this.#job && path === this.#job.path && request.method === 'DELETE') {
      this.#job = null
      response.writeHead(200).end()
    } else response.writeHead(404).end()
  }

  #feederState(): string {
    if (this.#feeder.jammed) return 'ScannerAdfJam'
    return this.#feeder.sheets > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty'
  }

  #begin(request: IncomingMessage, response: ServerResponse, settings: string): void {
    if (this.#job || this.#busy > 0) {
      this.#busy--
      response.writeHead(503, { 'Retry-After': '0' }).end()
      return
    }
    const source = sourceIn(settings)
    if (source === 'Feeder' && (this.#feeder.jammed || this.#feeder.sheets === 0)) {
      response.writeHead(409).end()
      return
    }
    this.#job = { path: `/eSCL/ScanJobs/${++this.#jobs}`, source, pages: 0 }
    // Spelled like this: some clients compare the header's name letter by letter.
    response.writeHead(201, { Location: `http://${request.headers.host}${this.#job.path}` }).end()
  }

  async #next(response: ServerResponse): Promise<void> {
    const job = this.#job
    if (!job) return
    if (this.#notReady > 0) {
      this.#notReady--
      response.writeHead(503, { 'Retry-After': '0' }).end()
      return
    }
    const page = job.pages + 1
    const { jamAtPage, dropAtPage, wrongContentAtPage } = this.faults
    if (page === jamAtPage) this.#feeder.jammed = true
    if (this.#feeder.jammed) {
      response.writeHead(409).end()
      return
    }
    const image = await this.#sheet(job)
    if (!image) {
      this.#job = null
      response.writeHead(404).end()
      return
    }
    job.pages = page
    this.#journal.record(`page ${page} fed`)
    if (page === wrongContentAtPage)
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html></html>')
    else if (page === dropAtPage) cutOff(response, image)
    else response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': image.length }).end(image)
  }

  #sheet({ source, pages }: { readonly source: string; readonly pages: number }): Promise<Uint8Array | null> {
    if (source === 'Feeder') return this.#feeder.feed()
    return pages === 0 ? this.#feeder.look() : Promise.resolve(null)
  }
}

function cutOff(response: ServerResponse, image: Uint8Array): void {
  response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': image.length })
  response.write(image.subarray(0, image.length / 2), () => response.destroy())
}
