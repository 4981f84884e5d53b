import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Faults } from '../../card-printer-driver/emulators/faults.ts'
import type { MadeCard } from '../../card-printer-driver/emulators/made-cards.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface EmulatorProcess {
  readonly url: string
  setFaults(faults: Faults): Promise<void>
  journal(): Promise<readonly { readonly event: string; readonly job?: number }[]>
  /** Without power and with it again: the queue is gone, and its numbers begin anew. */
  restart(): Promise<void>
  /** Every blank that the machine has drawn in since it was built. */
  cards(): Promise<readonly MadeCard[]>
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** The IPP printer emulator as its own process; resolves when it listens. */
export async function startPrinter(...options: readonly string[]): Promise<EmulatorProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'ipp-'))
  const socket = join(directory, 'control.sock')
  const args = ['card-printer-driver/emulators/ipp.ts', '--port', '0', '--control', socket, ...options]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = await firstLine(child, /^ready (\S+)$/)
  return {
    url: ready,
    setFaults: async (faults) => {
      await control(socket, { method: 'PUT', path: '/faults', body: JSON.stringify(faults) })
    },
    journal: async () => JSON.parse(await control(socket, { method: 'GET', path: '/journal' })),
    restart: async () => {
      await control(socket, { method: 'POST', path: '/restart' })
    },
    cards: async () => JSON.parse(await control(socket, { method: 'GET', path: '/cards' })),
    stop: async (signal = 'SIGTERM') => {
      await stopProcess(child, signal)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export interface StationProcess {
  /** Milliseconds from the signal to the end. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number>
}

/** The driver itself as a process. */
export function startStation(environment: Readonly<Record<string, string>>): StationProcess {
  const child = spawn(process.execPath, ['card-printer-driver/main.ts'], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { stop: (signal) => stopProcess(child, signal) }
}

export async function firstLine(child: ChildProcess, shape: RegExp): Promise<string> {
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const found = shape.exec(line)?.[1]
    if (found !== undefined) return found
  }
  throw new Error('ended before it was ready')
}

export async function stopProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return 0
  const start = performance.now()
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return performance.now() - start
}

export async function control(
  socketPath: string,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: string },
): Promise<string> {
  return await new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(text))))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
