/** A fingerprint module of the EF01 family behind a pseudo-terminal; see docs/devices.md. */
import { readFile } from 'node:fs/promises'
import { baudUnit } from '../devices/ef01/instructions.ts'
import { fingerFromFile, fingerIn } from './fingerprint/fingers.ts'
import { createModule, touch } from './fingerprint/module.ts'
import { type ProfileName, profiles } from './fingerprint/profiles.ts'
import { serve } from './fingerprint/service.ts'
import { Journal } from './journal.ts'
import { EmulatorMisused, emulatorOptions, withPath } from './options.ts'
import { runEmulator, runProgram } from './run.ts'
import { Wire } from './wire.ts'

const usage =
  'fingerprint --link PATH [--control SOCKET] [--image FILE] [--profile zfm|r305|as608|r503] [--no-pace]'

/** Runs until SIGTERM or SIGINT. Throws EmulatorMisused, PathUnusable, PictureUnreadable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = emulatorOptions(args, usage)
  const name = options.profile ?? 'zfm'
  if (!Object.hasOwn(profiles, name)) throw new EmulatorMisused(`--profile ${name}`, usage)
  const profile = profiles[name as ProfileName]
  const module = createModule(profile)
  const journal = new Journal()
  const wire = new Wire({
    link: options.link,
    baudRate: module.flash.baudFactor * baudUnit,
    pace: options.pace,
    journal,
  })
  if (options.image) {
    const file = await withPath(options.image, readFile(options.image))
    touch(module, await fingerFromFile(file, profile))
  }
  serve(wire, module)
  await runEmulator(options, wire, {
    'PUT /finger': async (request) => {
      touch(module, await fingerIn(request, profile))
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
      templates: [...module.flash.library.keys()].sort((a, b) => a - b),
    }),
  })
}

if (import.meta.main) await runProgram(main)
