import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ChipFaults } from '../../../card-printer-driver/emulators/chip/faults.ts'
import { control, firstLine, stopProcess } from '../processes.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'

/**
 * Why there is no virtual reader on this machine, or null. pcscd puts its socket into /run/pcscd and nowhere else: a private one needs
 * a mount namespace, which takes root.
 */
export function readerMissing(): string | null {
  if (!existsSync(driver)) return 'vsmartcard-vpcd is not installed'
  if (spawnSync('pcscd', ['--version']).status !== 0) return 'pcscd is not installed'
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) return 'no mount namespace without root'
  return null
}

export interface VirtualReader {
  /** What PCSCLITE_CSOCK_NAME has to say. */
  readonly socket: string
  /** Ports of its two places. */
  readonly ports: readonly [number, number]
  stop(): Promise<void>
}

/** A pcscd of our own with one virtual reader, which has two places; resolves when both listen. */
export async function startReader(): Promise<VirtualReader> {
  const directory = await mkdtemp(join(tmpdir(), 'pcsc-'))
  const [run, config] = [join(directory, 'run'), join(directory, 'config')]
  await Promise.all([mkdir(run), mkdir(config), mkdir('/run/pcscd', { recursive: true })])
  const ports = await twoFreePorts()
  await writeFile(
    join(config, 'vpcd'),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${ports[0]}\nLIBPATH ${driver}\nCHANNELID ${ports[0]}\n`,
  )
  const script = `mount --bind ${run} /run/pcscd && exec pcscd -f -c ${config} --force-reader-polling`
  const child = spawn('unshare', ['-m', 'sh', '-c', script], { stdio: 'ignore' })
  for (const port of ports) await listening(port, child)
  return {
    socket: join(run, 'pcscd.comm'),
    ports,
    async stop() {
      await stopProcess(child, 'SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The driver opens the next port too, for its second place. */
async function twoFreePorts(): Promise<readonly [number, number]> {
  for (;;) {
    const first = await freePort(0)
    const next = await freePort(first + 1).catch(() => null)
    if (next !== null) return [first, next]
  }
}

async function freePort(wanted: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(wanted, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Resolves when no card lies in the readers of PCSCLITE_CSOCK_NAME: the service notices one that went a moment later. */
export async function readersEmpty(): Promise<void> {
  const { Context, SCARD_STATE_PRESENT } = await import('smartcard')
  const context = new Context()
  try {
    while (context.listReaders().some(({ state }) => (state & SCARD_STATE_PRESENT) !== 0))
      await new Promise((resolve) => setTimeout(resolve, 20))
  } finally {
    context.close()
  }
}

/** Asked without connecting for long: a connection is a card. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('pcscd ended before it was ready')
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      }).once('error', () => resolve(false))
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export interface CardProcess {
  setFaults(faults: ChipFaults): Promise<void>
  status(): Promise<{ readonly serial: string; readonly state: string; readonly burned: number }>
  pull(): Promise<void>
  insert(): Promise<void>
  stop(): Promise<void>
}

/** `npm run emulate -- chip` in its own process; resolves when it lies in the reader. */
export async function startCard(port: number, ...options: readonly string[]): Promise<CardProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'chip-'))
  const socket = join(directory, 'control.sock')
  const args = ['emulate.ts', 'chip', '--vpcd', `127.0.0.1:${port}`, '--control', socket, ...options]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  await firstLine(child, /^ready (\S+)/)
  const ask = (method: string, path: string, body?: object) =>
    control(socket, { method, path, ...(body ? { body: JSON.stringify(body) } : {}) })
  return {
    setFaults: async (faults) => {
      await ask('PUT', '/faults', faults)
    },
    status: async () => JSON.parse(await ask('GET', '/status')),
    pull: async () => {
      await ask('POST', '/pull')
    },
    insert: async () => {
      await ask('POST', '/insert')
    },
    async stop() {
      await stopProcess(child, 'SIGTERM')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
