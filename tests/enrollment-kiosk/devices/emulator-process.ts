import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Faults } from '../../../enrollment-kiosk/emulators/faults.ts'
import type { JournalEntry } from '../../../enrollment-kiosk/emulators/journal.ts'

/** An emulator in a process of its own, as a kiosk would meet it. */
export interface EmulatorProcess {
  readonly link: string
  /** Rejects unless the answer is 200. */
  control(method: string, path: string, body?: Uint8Array | object): Promise<unknown>
  faults(faults: Partial<Faults>): Promise<unknown>
  journal(): Promise<readonly JournalEntry[]>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

export async function startEmulator(
  kind: 'fingerprint' | 'suprema' | 'camera' | 'ucam' | 'barcode',
  ...args: string[]
): Promise<EmulatorProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'emulator-'))
  const [link, socket] = [join(directory, 'tty'), join(directory, 'control')]
  const program = join(import.meta.dirname, '../../../enrollment-kiosk/emulators', `${kind}.ts`)
  const child = spawn(process.execPath, [program, '--link', link, '--control', socket, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilReady(child, link)
  const control: EmulatorProcess['control'] = (method, path, body) => ask(socket, { method, path, body })
  return {
    link,
    control,
    faults: (faults) => control('PUT', '/faults', faults),
    journal: async () => (await control('GET', '/journal')) as readonly JournalEntry[],
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = (await exited) as [number | null]
      await rm(directory, { recursive: true })
      return code
    },
  }
}

async function untilReady(child: ChildProcess, link: string): Promise<void> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line === `ready ${link}`) return
  }
  throw new Error('the emulator ended before it was ready')
}

interface Question {
  readonly method: string
  readonly path: string
  readonly body: Uint8Array | object | undefined
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
    asking.end(body instanceof Uint8Array ? body : body && JSON.stringify(body))
  })
}
