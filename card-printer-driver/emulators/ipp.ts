import { mkdir, readFile, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { DomainError } from '../../core/errors.ts'
import { operations } from '../ipp/message.ts'
import { serveControl } from './control.ts'
import { faultsSchema } from './faults.ts'
import { EmulatorMisused } from './misused.ts'
import { PrintEngine } from './print-engine.ts'
import { PrinterPort, type PortOptions } from './printer-http.ts'
import { fullModel, type PrinterModel } from './printer-model.ts'

const usage = `node card-printer-driver/emulators/ipp.ts [--port N] [--control SOCKET] [--no-pace] [--dir DIR] [--state FILE] …
  --port N          cổng TCP trên máy này, 0: cổng trống bất kỳ · TCP port on the loopback, 0 takes any free one
  --control SOCKET  công tắc lỗi qua HTTP trên Unix socket · switches, HTTP on a Unix socket:
                    PUT /faults, DELETE /faults, GET /faults, GET /journal, GET /cards, GET /counters, POST /restart
  --no-pace         in ngay, không chờ 20 giây một thẻ · print at once instead of 20 s a card
  --dir DIR         giữ mọi thẻ đã in trong thư mục · keep every printed card in a folder
  --state FILE      nhớ những thẻ đã làm, kể cả khi bị ngắt điện · remembers the cards it made, also through a kill
  --lacks NAMES     máy không có các thao tác này, cách nhau bởi dấu phẩy · a printer without these operations: createJob,getNotifications
  --only-1.1        máy đời cũ chỉ hiểu IPP/1.1 · an old printer that knows IPP/1.1 alone
  --tls-key FILE --tls-cert FILE  ipps thay cho ipp · ipps in place of ipp`

interface Options extends PortOptions {
  readonly control: string | null
  readonly paced: boolean
  readonly directory: string | null
  readonly state: string | null
}

/** Runs an IPP card printer until it is told to stop; says `ready ipp://…` when it listens. */
export async function main(args: readonly string[]): Promise<void> {
  const options = await readOptions(args)
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  if (options.directory) await mkdir(options.directory, { recursive: true })
  const engine = new PrintEngine(options)
  const port = new PrinterPort(engine, options)
  await port.switchOn()
  const control = options.control ? await serveControl(options.control, switches(engine, port)) : null
  console.log(`ready ${port.uri}`)
  await stopped
  engine.setFaults({ off: true })
  await port.switchOff()
  engine.made.close()
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
    'GET /cards': () => engine.made.list(),
    'GET /counters': () => engine.made.counters(),
    'POST /restart': async () => {
      const { off: _, ...faults } = engine.faults
      await apply({ ...faults, off: true })
      await apply(faults)
    },
  }
}

async function readOptions(args: readonly string[]): Promise<Options> {
  const { port = '0', control, dir, state, lacks = '', ...more } = parsed(args)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new EmulatorMisused('--port N', usage)
  return {
    port: Number(port),
    control: control ?? null,
    directory: dir ?? null,
    state: state ?? null,
    paced: !more['no-pace'],
    model: modelWithout(lacks, more['only-1.1'] ?? false),
    tls: await readTls(more['tls-key'], more['tls-cert']),
  }
}

function modelWithout(lacks: string, onlyVersion1: boolean): PrinterModel {
  const names = lacks === '' ? [] : lacks.split(',')
  const missing = names.map((name) => Object.entries(operations).find(([known]) => known === name)?.[1])
  if (missing.includes(undefined)) throw new EmulatorMisused(`--lacks ${lacks}`, usage)
  return { operations: fullModel.operations.filter((id) => !missing.some((one) => one === id)), onlyVersion1 }
}

async function readTls(key: string | undefined, cert: string | undefined): Promise<Options['tls']> {
  if (key === undefined && cert === undefined) return null
  if (key === undefined || cert === undefined)
    throw new EmulatorMisused('--tls-key FILE --tls-cert FILE', usage)
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        control: text,
        dir: text,
        state: text,
        lacks: text,
        'no-pace': flag,
        'only-1.1': flag,
        'tls-key': text,
        'tls-cert': text,
      },
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
