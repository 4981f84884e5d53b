/** One emulator of each kind and a page to work them by hand; see docs/devices.md. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { EmulatorEnded, startKitEmulators } from './kit/emulators.ts'
import { serveKit } from './kit/kit-server.ts'
import { EmulatorMisused } from './options.ts'
import { runProgram } from './run.ts'

const usage = 'kit [--port N] [--no-pace]'
const known = {
  port: { type: 'string', default: '4610' },
  'no-pace': { type: 'boolean', default: false },
} as const

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: known })
    return { port: z.coerce.number().int().min(0).max(65_535).parse(values.port), pace: !values['no-pace'] }
  } catch (reason) {
    throw new EmulatorMisused(reason instanceof z.ZodError ? '--port' : (reason as Error).message, usage)
  }
}

/** Says the folder of the links and `ready http://…`; runs until SIGTERM or SIGINT. Throws EmulatorMisused, EmulatorEnded, KitPortTaken. */
export async function main(args: readonly string[]): Promise<void> {
  const { port, pace } = optionsOf(args)
  const stopped = new Promise<void>((resolve) => {
    // Not `resolve` itself: it would be given the signal's name, as if an emulator of that name had ended.
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  const folder = await mkdtemp(join(tmpdir(), 'emulator-kit-'))
  try {
    const emulators = await startKitEmulators(folder, pace)
    try {
      const server = await serveKit({ port, folder, emulators: emulators.all })
      console.log(`folder ${folder}\nready ${server.url}`)
      const ended = await Promise.race([stopped, emulators.oneEnded])
      await server.close()
      if (ended) throw new EmulatorEnded(ended)
    } finally {
      await emulators.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await runProgram(main)
