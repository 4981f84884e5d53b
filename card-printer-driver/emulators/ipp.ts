import { mkdir, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { DomainError } from '../../core/errors.ts'
import { serveControl } from './control.ts'
import { faultsSchema } from './faults.ts'
import { EmulatorMisused } from './misused.ts'
import { PrintEngine } from './print-engine.ts'
import { PrinterPort } from './printer-http.ts'

const usage = `node card-printer-driver/emulators/ipp.ts [--port N] [--control SOCKET] [--no-pace] [--dir DIR]
  --port N          cổng TCP trên máy này, 0: cổng trống bất kỳ · TCP port on the loopback, 0 takes any free one
  --control SOCKET  công tắc lỗi qua HTTP trên Unix socket · switches, HTTP on a Unix socket:
                    PUT /faults, DELETE /faults, GET /faults, GET /journal
  --no-pace         in ngay, không chờ 20 giây một thẻ · print at once instead of 20 s a card
  --dir DIR         giữ mọi thẻ đã in trong thư mục · keep every printed card in a folder`

interface Options {
  readonly port: number
  readonly control: string | null
  readonly paced: boolean
  readonly directory: string | null
}

/** Runs an IPP card printer until it is told to stop; says `ready ipp://…` when it listens. */
export async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  if (options.directory) await mkdir(options.directory, { recursive: true })
  const engine = new PrintEngine({ directory: options.directory, paced: options.paced })
  const port = new PrinterPort(engine, options.port)
  await port.switchOn()
  const control = options.control ? await serveControl(options.control, switches(engine, port)) : null
  console.log(`ready ${port.uri}`)
  await stopped
  engine.setFaults({ off: true })
  await port.switchOff()
  control?.closeAllConnections()
  control?.close()
  if (options.control) await rm(options.control, { force: true })
}

function switches(engine: PrintEngine, port: PrinterPort) {
  const apply = async (faults: PrintEngine['faults']) => {
    engine.setFaults(faults)
    await (faults.off ? port.switchOff() : port.switchOn())
    return engine.faults
  }
  return {
    'PUT /faults': (body: unknown) => apply(faultsSchema.parse(body)),
    'DELETE /faults': () => apply({}),
    'GET /faults': () => engine.faults,
    'GET /journal': () => engine.journal,
  }
}

function readOptions(args: readonly string[]): Options {
  const { port = '0', control, dir, 'no-pace': noPace } = parsed(args)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new EmulatorMisused('--port N', usage)
  return { port: Number(port), control: control ?? null, directory: dir ?? null, paced: !noPace }
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      args: [...args],
      options: { port: text, control: text, dir: text, 'no-pace': { type: 'boolean' } },
    }).values
  } catch (error) {
    throw new EmulatorMisused((error as Error).message, usage)
  }
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    console.error(`${error.text.vi}\n${error.text.en}`)
    process.exitCode = 2
  }
}
