import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DomainError } from '../../../core/errors.ts'
import { type KitDevice, kitDevices } from './kit-devices.ts'

/** A device whose emulator runs. */
export interface KitEmulator extends KitDevice {
  /** Path of its line, or its address. */
  readonly link: string
  /** Socket of its switches. */
  readonly socket: string
}

/** An emulator ended although nobody told it to. */
export class EmulatorEnded extends DomainError<'EMULATOR_ENDED'> {
  constructor(name: string) {
    super('EMULATOR_ENDED', {
      vi: `Thiết bị giả lập ${name} đã dừng đột ngột, nên cả bộ dừng.`,
      en: `The emulator ${name} ended by itself, so the kit ends.`,
    })
  }
}

interface KitEmulators {
  readonly all: readonly KitEmulator[]
  /** The name of the first that ended. */
  readonly oneEnded: Promise<string>
  stop(): Promise<void>
}

/** One process for each device, with links and sockets in the folder. */
export async function startKitEmulators(folder: string, pace: boolean): Promise<KitEmulators> {
  const children: ChildProcess[] = []
  const ends: Promise<string>[] = []
  const stop = async () => {
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    await Promise.all(
      running.map(async (child) => {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }),
    )
  }
  const start = async (device: KitDevice): Promise<KitEmulator> => {
    const socket = join(folder, `${device.name}.sock`)
    const line = device.serial ? ['--link', join(folder, device.name), ...(pace ? [] : ['--no-pace'])] : []
    const program = join(import.meta.dirname, '..', `${device.program}.ts`)
    const child = spawn(process.execPath, [program, '--control', socket, ...line], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    ends.push(once(child, 'exit').then(() => device.name))
    return { ...device, socket, link: await readyLink(child) }
  }
  try {
    const all = await Promise.all(kitDevices.map(start))
    return { all, oneEnded: Promise.race(ends), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function readyLink(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('an emulator without output')
  for await (const line of createInterface({ input: child.stdout })) {
    const [, link] = /^ready (.+)$/.exec(line) ?? []
    if (link) return link
  }
  throw new Error('an emulator ended before it was ready')
}
