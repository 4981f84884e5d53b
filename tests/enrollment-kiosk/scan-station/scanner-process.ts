/** A document scanner in a process of its own, as a station would meet it on the network. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ScannerFaults } from '../../../enrollment-kiosk/emulators/document-scanner/feeder.ts'

export interface ScannerProcess {
  readonly url: string
  /** Lays sheets into the feeder, the first on top. */
  load(pages: readonly Uint8Array[]): Promise<void>
  faults(faults: ScannerFaults): Promise<void>
  /** Takes stuck paper out. */
  free(): Promise<void>
  state(): Promise<{ readonly sheets: number; readonly jammed: boolean; readonly working: boolean }>
  stop(): Promise<number | null>
}

export async function startScanner(): Promise<ScannerProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'scanner-'))
  const socket = join(directory, 'control')
  const program = join(import.meta.dirname, '../../../enrollment-kiosk/emulators/document-scanner.ts')
  const child = spawn(process.execPath, [program, '--control', socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [ready] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const control = (method: string, path: string, body?: object) => ask(socket, { method, path, body })
  let trays = 0
  return {
    url: ready.replace('ready ', ''),
    async load(pages) {
      const folder = await mkdtemp(join(directory, `tray-${++trays}-`))
      for (const [i, page] of pages.entries()) await writeFile(join(folder, `${i + 1}.jpg`), page)
      await control('PUT', '/pages', { folder })
    },
    faults: async (faults) => void (await control('PUT', '/faults', faults)),
    free: async () => void (await control('POST', '/free')),
    state: async () => (await control('GET', '/state')) as Awaited<ReturnType<ScannerProcess['state']>>,
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = (await exited) as [number | null]
      await rm(directory, { recursive: true })
      return code
    },
  }
}

interface Question {
  readonly method: string
  readonly path: string
  readonly body: object | undefined
}

function ask(socketPath: string, { method, path, body }: Question): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, method, path }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(JSON.parse(text))
          : reject(new Error(`${response.statusCode}: ${text}`)),
      )
    })
    asking.on('error', reject)
    asking.end(body && JSON.stringify(body))
  })
}
