/** The agent as its own process, driven over its local API as a screen would. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const program = join(import.meta.dirname, '../../../enrollment-kiosk/main.ts')

/** What Node compiled of the agent: with it the next agent starts in half the time. One that ends by SIGTERM writes it. */
const compiled = join(import.meta.dirname, '../../../node_modules/.cache/kiosk')

export interface Answer {
  readonly status: number
  // The tests read what they expect of it and fail where it is not so.
  readonly body: Record<string, unknown>
}

export interface KioskProcess {
  readonly url: string
  readonly token: string
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  put(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** SIGKILL, and the process is gone when this resolves. */
  kill(): Promise<void>
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>
  /** What the agent wrote to its log. */
  log(): string
}

export async function makeDataDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'kiosk-test-'))
  const remove = async () => {
    await rm(path, { recursive: true, force: true })
    await rm(hostSecretOf(path), { force: true })
  }
  return { path, remove }
}

/** Stands for the computer: it lies outside the data folder. */
export const hostSecretOf = (directory: string) => `${directory}.host-secret`

export interface KioskSettings {
  readonly server: string
  readonly directory: string
  readonly environment?: Readonly<Record<string, string>>
}

export async function startKioskProcess({
  server,
  directory,
  environment,
}: KioskSettings): Promise<KioskProcess> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: compiled,
      SERVER_URL: server,
      KIOSK_DATA_DIR: directory,
      KIOSK_PORT: '0',
      CENTRE: 'HN001',
      KIOSK_SEAL: 'file',
      KIOSK_SECRET_FILE: hostSecretOf(directory),
      INSTALL_POLL_MS: '20',
      OUTBOX_RETRY_MS: '20',
      OUTBOX_RETRY_MAX_MS: '200',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (text: Buffer) => (log += String(text)))
  const { url, token } = await readyDesk(child, () => log)

  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    return child.exitCode
  }

  return {
    url,
    token,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    log: () => log,
  }
}

async function readyDesk(
  child: ChildProcess,
  log: () => string,
): Promise<{ readonly url: string; readonly token: string }> {
  if (!child.stdout) throw new Error('no stdout')
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url, token] = /^desk (http:\S+)\/#token=(\S+)$/.exec(line) ?? []
    if (url && token) return { url, token }
  }
  child.kill('SIGKILL')
  throw new Error(`the agent ended: ${log()}`)
}

/** Asks until the answer is as wanted; the test's own time limit ends it. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (wanted(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
