/** A Suprema SFM module behind a pseudo-terminal; see docs/devices.md. */
import { readFile } from 'node:fs/promises'
import { fingerFromFile, fingerIn } from './fingerprint/fingers.ts'
import { Journal } from './journal.ts'
import { emulatorOptions, withPath } from './options.ts'
import { runEmulator, runProgram } from './run.ts'
import { baudRateOf, createSuprema, sensor, touch } from './suprema/module.ts'
import { serve } from './suprema/service.ts'
import { Wire } from './wire.ts'

const usage = 'suprema --link PATH [--control SOCKET] [--image FILE] [--no-pace]'

/** Runs until SIGTERM or SIGINT. Throws EmulatorMisused, PathUnusable, PictureUnreadable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = emulatorOptions(args, usage)
  const module = createSuprema()
  const journal = new Journal()
  const wire = new Wire({ link: options.link, baudRate: baudRateOf(module), pace: options.pace, journal })
  if (options.image) {
    const file = await withPath(options.image, readFile(options.image))
    touch(module, await fingerFromFile(file, sensor))
  }
  serve(wire, module)
  await runEmulator(options, wire, {
    'PUT /finger': async (request) => {
      touch(module, await fingerIn(request, sensor))
      journal.record('finger laid on')
    },
    'DELETE /finger': () => {
      touch(module, null)
      journal.record('finger lifted')
    },
    'GET /state': () => ({
      plugged: wire.plugged,
      baudRate: wire.baudRate,
      finger: module.finger !== null,
      templates: [...module.users.keys()].sort((a, b) => a - b),
    }),
  })
}

if (import.meta.main) await runProgram(main)
