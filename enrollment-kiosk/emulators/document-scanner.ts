/** A scanner with a feeder on the network, speaking eSCL; see docs/form-scanning.md. */
import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type ControlRoutes, jsonBody, serveControl } from './control.ts'
import { EsclServer } from './document-scanner/escl-server.ts'
import { Feeder } from './document-scanner/feeder.ts'
import { Journal } from './journal.ts'
import { EmulatorMisused } from './options.ts'
import { runProgram } from './run.ts'

const usage = 'scanner [--port N] [--pages FOLDER] [--control SOCKET]'
const known = {
  port: { type: 'string', default: '0' },
  pages: { type: 'string' },
  control: { type: 'string' },
} as const

const page = z.int().positive().optional()
const faultsSchema = z.strictObject({
  jamAtPage: page,
  dropAtPage: page,
  wrongContentAtPage: page,
  busy: z.int().nonnegative().optional(),
  notReady: z.int().nonnegative().optional(),
  delay: z.int().nonnegative().optional(),
})
const traySchema = z.strictObject({ folder: z.string() })

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: known })
    const port = z.coerce.number().int().min(0).max(65_535).parse(values.port)
    return { ...values, port }
  } catch (reason) {
    throw new EmulatorMisused(reason instanceof z.ZodError ? '--port' : (reason as Error).message, usage)
  }
}

/** Says `ready http://…` and runs until SIGTERM or SIGINT. Throws EmulatorMisused, PathUnusable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = optionsOf(args)
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  const journal = new Journal()
  const feeder = new Feeder()
  if (options.pages) await feeder.load(options.pages)
  const scanner = new EsclServer(feeder, journal)
  const port = await scanner.listen(options.port)
  const control = options.control
    ? await serveControl(options.control, switches(scanner, feeder, journal))
    : null
  console.log(`ready http://127.0.0.1:${port}`)
  await stopped
  scanner.close()
  control?.closeAllConnections()
  control?.close()
  if (options.control) await rm(options.control, { force: true })
}

function switches(scanner: EsclServer, feeder: Feeder, journal: Journal): ControlRoutes {
  return {
    'PUT /pages': (request) => feeder.load(jsonBody(request, traySchema).folder),
    'POST /free': () => {
      feeder.jammed = false
    },
    'PUT /faults': (request) => {
      scanner.fail(jsonBody(request, faultsSchema))
      journal.record(`faults ${JSON.stringify(scanner.faults)}`)
    },
    'DELETE /faults': () => scanner.fail({}),
    'GET /state': () => ({ sheets: feeder.sheets, jammed: feeder.jammed, working: scanner.working }),
    'GET /journal': () => journal.entries,
    'GET /frames': () => journal.frames,
  }
}

if (import.meta.main) await runProgram(main)
