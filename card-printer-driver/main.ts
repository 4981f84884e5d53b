import { mkdir } from 'node:fs/promises'
import { pino, type Logger } from 'pino'
import { DomainError } from '../core/errors.ts'
import { openChipPlace } from './chip-place.ts'
import { type Config, readConfig } from './env.ts'
import { loadFonts } from './load-fonts.ts'
import { openMachineKey } from './machine-key.ts'
import { registerMachine, signIn, waitUntilCertified } from './machine-sign-in.ts'
import { openPrinter } from './open-printer.ts'
import { openProductionKey } from './production-key.ts'
import type { CardPrinter } from './printer.ts'
import { CardReader } from './scan-back.ts'
import { ServerClient } from './server-client.ts'
import { StepJournal } from './step-journal.ts'
import { ServerUnreachable } from './http.ts'
import { sleep } from './clock.ts'
import { workUntilStopped } from './work-loop.ts'

/** What may pass between the signal to stop and the end: reports that are under way. */
const drainMilliseconds = 2800

/** The production station: signs in, makes cards, stops on SIGTERM within three seconds. */
export async function main(config: Config): Promise<void> {
  const log = pino({ name: 'card-printer-driver' })
  const stop = stopSignal(log)
  await mkdir(config.station.dataDirectory, { recursive: true, mode: 0o700 })
  const server = await admitted(config, { log, stop })
  if (!server) return
  const { dataDirectory, inFlight, pollMilliseconds, productionKeyFile } = config.station
  const productionKey = await openProductionKey(productionKeyFile)
  const { journal } = await StepJournal.open(dataDirectory)
  // Where the printer holds the card at an encoder, the reader there is the station's: asked for when the first blank is fed.
  const printer: CardPrinter = await openPrinter(config, () => chips.encoder())
  const chips = await openChipPlace(config, printer)
  const [fonts, reader] = await Promise.all([loadFonts(), CardReader.open()])
  log.info({ inFlight }, 'trạm in sẵn sàng')
  await workUntilStopped({
    station: { server, printer, reader, fonts, journal, chips, productionKey, stop },
    inFlight,
    pollMilliseconds,
    log,
  })
  reader.close()
  await printer.close()
  await journal.close()
  log.info('trạm in đã dừng')
}

function stopSignal(log: Logger): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) return
    log.info('đang dừng: báo trạng thái các thẻ dở dang')
    controller.abort()
    setTimeout(() => process.exit(0), drainMilliseconds).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return controller.signal
}

interface Run {
  readonly log: Logger
  readonly stop: AbortSignal
}

/** Installs the station where it is new, waits for its certificate; null when stopped before. */
async function admitted(config: Config, run: Run): Promise<ServerClient | null> {
  const { dataDirectory: directory, centre, pollMilliseconds } = config.station
  const serverUrl = config.server.url
  const key = await openMachineKey(directory)
  const id = await registered({ serverUrl, directory, centre, key }, pollMilliseconds, run)
  if (id === null) return null
  run.log.info({ machine: id, fingerprint: key.fingerprint }, 'chờ quản trị viên xác nhận khóa của trạm')
  const machine = await waitUntilCertified({ serverUrl, id }, pollMilliseconds, run.stop)
  if (!machine) return null
  return new ServerClient(serverUrl, () => signIn({ serverUrl, id, key }))
}

async function registered(
  installation: Parameters<typeof registerMachine>[0],
  pollMilliseconds: number,
  { log, stop }: Run,
): Promise<string | null> {
  while (!stop.aborted) {
    try {
      return await registerMachine(installation)
    } catch (error) {
      if (!(error instanceof ServerUnreachable)) throw error
      log.warn({ code: error.code }, error.text.vi)
    }
    await sleep(pollMilliseconds, stop)
  }
  return null
}

if (import.meta.main) {
  try {
    await main(readConfig())
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    console.error(`${error.text.vi}\n${error.text.en}`)
    // The lanes that still work would go on, and the line to the printer would hold the program.
    process.exit(2)
  }
}
