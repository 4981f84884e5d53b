import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import type { ChipFaults } from '../../../card-printer-driver/emulators/chip/faults.ts'
import type { evolisFaultsSchema } from '../../../card-printer-driver/emulators/evolis/faults.ts'
import type { OperatorAct } from '../../../card-printer-driver/emulators/evolis/operator.ts'
import type { Card } from '../../../card-printer-driver/emulators/evolis/world.ts'
import { control, firstLine, stopProcess } from '../processes.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface EvolisProcess {
  /** HOST:PORT, or the device file. */
  readonly line: string
  readonly trayUrl: string
  readonly chip: { readonly host: string; readonly port: number }
  setFaults(faults: z.input<typeof evolisFaultsSchema>): Promise<void>
  setChipFaults(faults: ChipFaults): Promise<void>
  operate(act: OperatorAct): Promise<void>
  cards(): Promise<readonly Card[]>
  state(): Promise<{
    readonly inserted: number
    readonly panels: number
    readonly feeder: number
    readonly stopped: string | null
    readonly powered: boolean
  }>
  journal(): Promise<readonly { readonly at: number; readonly event: string; readonly card?: string }[]>
  /** SIGKILL is the end in the middle of whatever it does. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** The emulated Evolis as a process of its own, without pace; resolves when it listens. */
export async function startEvolis(...options: readonly string[]): Promise<EvolisProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'evolis-'))
  const socket = join(directory, 'control.sock')
  const place = options.includes('--link') ? [] : options.includes('--port') ? [] : ['--port', '0']
  const args = ['emulate.ts', 'evolis', ...place, '--no-pace', '--control', socket, ...options]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = /^(\S+) tray=(\S+) chip=([\d.]+):(\d+)$/.exec(await firstLine(child, /^ready (.+)$/))
  const [, line = '', trayUrl = '', host = '', port = ''] = ready ?? []
  const ask = async (method: string, path: string, body?: unknown) =>
    JSON.parse(
      await control(socket, { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    )
  return {
    line,
    trayUrl,
    chip: { host, port: Number(port) },
    setFaults: (faults) => ask('PUT', '/faults', faults),
    setChipFaults: (faults) => ask('PUT', '/chip-faults', faults),
    operate: (act) => ask('POST', '/operator', act),
    cards: () => ask('GET', '/cards'),
    state: () => ask('GET', '/state'),
    journal: () => ask('GET', '/journal'),
    stop: async (signal = 'SIGTERM') => {
      await stopProcess(child, signal)
      await rm(directory, { recursive: true, force: true })
    },
  }
}
