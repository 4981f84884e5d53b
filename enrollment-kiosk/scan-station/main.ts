/** The scan station: `npm run scan-forms -- --server URL --unit CODE --username U --from FOLDER|escl:http://host:port`. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DomainError } from '../../core/errors.ts'
import { monotonic } from '../clock.ts'
import { readScanStation } from '../env.ts'
import { lockDirectory } from '../outbox/directory-lock.ts'
import { makePrivateDirectory } from '../outbox/durable-file.ts'
import { openServerSession } from '../sync/officers.ts'
import { ServerRefusal, ServerUnreachable } from '../sync/refusals.ts'
import { askPassword } from './ask-password.ts'
import { scanStationOptions, type ScanStationOptions } from './options.ts'
import { openPageOutbox, type OutboxPage, type PageOutbox } from './page-outbox.ts'
import { pullPages } from './page-source.ts'
import { askForScan, type ReadScan, type ScanServer, sendPage, type SentPage } from './send-page.ts'
import { type PageOutcome, summarise } from './summary.ts'

/** A line that is gone for longer is left for the next run. */
const pausesMs = [1000, 3000, 10_000, 20_000]
/** A page is read in a second; a worker that is busy with others gets so long before one looks at the console instead. */
const readingMs = 60_000
const pollMs = 500
/** Statuses that say nothing against the page: load, and a restart. */
const passing = (status: number) => status === 429 || status >= 500

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Where the terminal can, one line that counts; elsewhere a line for each ten. */
function progress(what: string): (done: number) => void {
  if (process.stdout.isTTY) return (done) => process.stdout.write(`\r${what}: ${done} trang `)
  return (done) => done % 10 === 0 && say(`${what}: ${done} trang`)
}

interface Pulled {
  readonly tooLarge: readonly PageOutcome[]
  /** Why no more pages came; null where all did. */
  readonly stopped: DomainError | null
}

/** Keeps every page that comes; what a scanner refuses with ends the pulling, not the sending. */
async function pull(options: ScanStationOptions, outbox: PageOutbox): Promise<Pulled> {
  const tooLarge: PageOutcome[] = []
  const tell = progress('Đã lấy')
  const page = { unit: options.unit, place: options.place, source: options.from.kind }
  let pulled = 0
  try {
    for await (const { label, bytes } of pullPages(options, new AbortController().signal)) {
      if (bytes === null) tooLarge.push({ label, kind: 'TOO_LARGE' })
      else await outbox.add({ ...page, label }, bytes)
      tell(++pulled)
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { tooLarge, stopped: error }
  }
  return { tooLarge, stopped: null }
}

/** Tries again while the line or the server is away; throws when it stays so. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const pause of pausesMs) {
    try {
      return await work()
    } catch (error) {
      const away =
        error instanceof ServerUnreachable || (error instanceof ServerRefusal && passing(error.status))
      if (!away) throw error
      await wait(error instanceof ServerRefusal ? (error.retryAfterMs ?? pause) : pause)
    }
  }
  return work()
}

interface Sent {
  readonly label: string
  readonly page: SentPage
}

interface Sending {
  readonly sent: readonly (Sent | PageOutcome)[]
  readonly stopped: DomainError | null
}

/** Sends all that waits, whichever run it is from. A page that the server refuses stays, and the others go on. */
async function sendAll(server: ScanServer, outbox: PageOutbox): Promise<Sending> {
  const tell = progress('Đã gửi')
  const sent: (Sent | PageOutcome)[] = []
  try {
    for (const entry of outbox.list()) {
      sent.push(await sendOne(server, outbox, entry))
      tell(sent.length)
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { sent, stopped: error }
  }
  return { sent, stopped: null }
}

async function sendOne(
  server: ScanServer,
  outbox: PageOutbox,
  entry: OutboxPage,
): Promise<Sent | PageOutcome> {
  const { label } = entry
  try {
    const bytes = await outbox.read(entry)
    const page = await patiently(() => sendPage(server, entry, bytes))
    await outbox.confirm(entry, page.scanId)
    return { label, page }
  } catch (error) {
    if (!(error instanceof ServerRefusal) || passing(error.status)) throw error
    return { label, kind: 'REFUSED', why: error.text.vi }
  }
}

const unread: ReadScan = { state: 'READING', formSerial: null, faultText: null }

/** Waits until the server has looked at every page, for a while; where the line is gone the console tells the rest. */
async function outcomesOf(
  server: ScanServer,
  sent: readonly (Sent | PageOutcome)[],
): Promise<readonly PageOutcome[]> {
  const until = monotonic() + readingMs
  const outcomes: PageOutcome[] = []
  let reached = true
  for (const one of sent) {
    if ('kind' in one) {
      outcomes.push(one)
      continue
    }
    const scan: ReadScan | null = reached ? await settled(server, one, until) : null
    reached = scan !== null
    outcomes.push({ label: one.label, kind: 'READ', known: one.page.known, scan: scan ?? unread })
  }
  return outcomes
}

/** Null where the server cannot be asked any more. */
async function settled(server: ScanServer, { page }: Sent, until: number): Promise<ReadScan | null> {
  for (;;) {
    try {
      const scan = await askForScan(server, page.scanId)
      if (scan.state !== 'READING' || monotonic() > until) return scan
    } catch (error) {
      if (error instanceof DomainError) return null
      throw error
    }
    await wait(pollMs)
  }
}

/** Runs once; answers whether every page found its form. */
async function run(options: ScanStationOptions): Promise<boolean> {
  const { address, dataDirectory, password } = readScanStation(options.server)
  const directory = join(dataDirectory, 'outbox')
  await makePrivateDirectory(directory)
  const lock = await lockDirectory(directory)
  try {
    const outbox = await openPageOutbox(directory)
    const login = { username: options.username, password: password ?? (await askPassword()) }
    const cookie = await patiently(() => openServerSession(address, login))
    const { tooLarge, stopped: noMore } = await pull(options, outbox)
    if (noMore) say(`\n${noMore.text.vi}`)
    const server = { address, cookie }
    const { sent, stopped: cutOff } = await sendAll(server, outbox)
    say(cutOff ? `\n${cutOff.text.vi}` : '')
    const outcomes = await outcomesOf(server, sent)
    const { lines, allPlaced } = summarise([...outcomes, ...tooLarge], outbox.list().length)
    for (const text of lines) say(text)
    return allPlaced && !noMore && !cutOff
  } finally {
    await lock.release()
  }
}

try {
  process.exitCode = (await run(scanStationOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  process.stderr.write(`${error.text.vi}\n${error.text.en}\n`)
  process.exitCode = error.code === 'SCAN_STATION_MISUSED' || error.code === 'ILLEGAL_CONFIGURATION' ? 2 : 1
}
