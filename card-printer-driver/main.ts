import { mkdir } from 'node:fs/promises'
import { pino, type Logger } from 'pino'
import { DomainError } from '../core/errors.ts'
import { admitStation } from './admit-station.ts'
import { runBureau } from './bureau/run-bureau.ts'
import { openChipPlace } from './chip-place.ts'
import { type Config, readConfig } from './env.ts'
import { loadFonts } from './load-fonts.ts'
import { openPrinter } from './open-printer.ts'
import { openProductionKey } from './production-key.ts'
import type { CardPrinter } from './printer.ts'
import { CardReader } from './scan-back.ts'
import { StepJournal } from './step-journal.ts'
import { workUntilStopped } from './work-loop.ts'

/** What may pass between the signal to stop and the end: reports that are under way. */
const drainMilliseconds = 2800

/** The production station: signs in, makes cards, stops on SIGTERM within three seconds. One that has them made elsewhere does as `args` say. */
export async function main(config: Config, args: readonly string[] = []): Promise<void> {
  const log = pino({ name: 'card-printer-driver' })
  const stop = stopSignal(log)
  await mkdir(config.station.dataDirectory, { recursive: true, mode: 0o700 })
  if (config.bureau) return await runBureau(config, { args, log, stop })
  const admission = await admitStation(config, { log, stop })
  if (!admission) return
  const { server } = admission
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

if (import.meta.main) {
  try {
    await main(readConfig(), process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    console.error(`${error.text.vi}\n${error.text.en}`)
    // The lanes that still work would go on, and the line to the printer would hold the program.
    process.exit(2)
  }
}
