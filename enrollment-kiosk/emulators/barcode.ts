/** A QR and barcode reader behind a pseudo-terminal, in text mode or with SSI; see docs/devices.md. */
import { createReader, type Mode, modes, scan, serve } from './barcode/service.ts'
import { Journal } from './journal.ts'
import { EmulatorMisused, emulatorOptions } from './options.ts'
import { runEmulator, runProgram } from './run.ts'
import { Wire } from './wire.ts'

const usage = 'barcode --link PATH [--control SOCKET] [--profile text|ssi] [--no-pace]'
const usualBaudRate = 9600

const isMode = (name: string): name is Mode => modes.some((mode) => mode === name)

/** Runs until SIGTERM or SIGINT. Throws EmulatorMisused, PathUnusable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = emulatorOptions(args, usage)
  const mode = options.profile ?? 'text'
  if (!isMode(mode)) throw new EmulatorMisused(`--profile ${mode}`, usage)
  if (options.image) throw new EmulatorMisused('--image', usage)
  const reader = createReader(mode)
  const journal = new Journal()
  const wire = new Wire({ link: options.link, baudRate: usualBaudRate, pace: options.pace, journal })
  serve(wire, reader)
  await runEmulator(options, wire, {
    'POST /scan': async (request) => {
      journal.record('code held before the reader')
      return { taken: await scan(wire, reader, request.body) }
    },
    'GET /state': () => ({ plugged: wire.plugged, baudRate: wire.baudRate, enabled: reader.enabled, mode }),
  })
}

if (import.meta.main) await runProgram(main)
