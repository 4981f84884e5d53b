import { rm } from 'node:fs/promises'
import { DomainError } from '../../core/errors.ts'
import { type ControlRoutes, jsonBody, serveControl } from './control.ts'
import { faultsSchema } from './faults.ts'
import { type EmulatorOptions, withPath } from './options.ts'
import type { Wire } from './wire.ts'

/** Plugs the module in, says `ready PATH`, and runs until it is told to stop; leaves neither link nor socket behind. */
export async function runEmulator(
  options: EmulatorOptions,
  wire: Wire,
  routes: ControlRoutes,
): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  const server = options.control
    ? await serveControl(options.control, { ...wireRoutes(wire), ...routes })
    : null
  try {
    await withPath(options.link, wire.plug())
    console.log(`ready ${options.link}`)
    await stopped
  } finally {
    await wire.unplug()
    server?.closeAllConnections()
    server?.close()
    if (options.control) await rm(options.control, { force: true })
  }
}

/** Switches that every module has. */
function wireRoutes(wire: Wire): ControlRoutes {
  return {
    'POST /unplug': () => wire.unplug(),
    'POST /replug': async () => {
      await wire.unplug()
      await wire.plug()
    },
    'PUT /faults': (request) => {
      wire.faults = jsonBody(request, faultsSchema)
      wire.journal.record(`faults ${JSON.stringify(wire.faults)}`)
      return wire.faults
    },
    'DELETE /faults': () => {
      wire.faults = {}
    },
    'GET /journal': () => wire.journal.entries,
    'GET /frames': () => wire.journal.frames,
  }
}

/** Runs an emulator as a program of its own: a refusal is told in words, and the exit code says so. */
export async function runProgram(main: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2))
  } catch (reason) {
    if (!(reason instanceof DomainError)) throw reason
    console.error(`${reason.text.vi}\n${reason.text.en}`)
    process.exitCode = 2
  }
}
