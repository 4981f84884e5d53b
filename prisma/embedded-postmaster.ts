import { execFile, spawn } from 'node:child_process'
import { open, readFile, readlink, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const longestLog = 5_000_000
const pollEveryMs = 5

/** The bundled PostgreSQL cannot be used here; the text says what a person can do about it. */
export class EmbeddedDatabaseUnavailable extends Error {
  readonly code = 'EMBEDDED_DATABASE_UNAVAILABLE'
  readonly text: { readonly vi: string; readonly en: string }

  constructor(vi: string, en: string, cause?: unknown) {
    super(`${vi} / ${en}`, cause === undefined ? undefined : { cause })
    this.name = 'EmbeddedDatabaseUnavailable'
    this.text = { vi, en }
  }
}

/** The operating system account that PostgreSQL runs as where the program itself is root. */
export type Account = { readonly uid: number; readonly gid: number }

/** Where PostgreSQL's programs and data lie, and as whom it runs: settled once per start. */
export type EmbeddedPlace = {
  /** Holds `data/` (PGDATA), `password`, `port` and `server.log`. */
  readonly folder: string
  /** Holds `bin/`, `lib/` and `share/`. */
  readonly programs: string
  readonly account: Account | undefined
}

/** A PostgreSQL server process, as its `postmaster.pid` tells. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean }

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * The server that runs on these data, whoever started it. A `postmaster.pid` whose process is gone is left to PostgreSQL,
 * which checks it; one whose number now belongs to another program is removed, because PostgreSQL would refuse to start.
 */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  // postmaster.pid: 1 pid, 2 data folder, 3 start time, 4 port, 5 socket folder, 6 address, 7 shared memory, 8 status
  const file = join(data, 'postmaster.pid')
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  if (!(await servesFrom(pid, data))) {
    await rm(file, { force: true })
    return undefined
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** A postmaster's working directory is its data folder. */
async function servesFrom(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') {
    return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === data
  }
  const command = promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])
  return command.then(
    ({ stdout }) => stdout.includes(data),
    () => false,
  )
}

/**
 * Starts the server and waits until it accepts connections. It gets a session of its own: Ctrl-C in the terminal ends the
 * program, which then stops the server in order, and a program that is killed leaves a server that the next start takes over.
 * Undefined where the start may succeed if tried again (the port was taken, a killed server's processes are still ending).
 */
export async function launchPostmaster(
  place: EmbeddedPlace,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster | undefined> {
  const data = join(place.folder, 'data')
  const logFile = join(place.folder, 'server.log')
  if ((await logLength(logFile)) > longestLog) await truncate(logFile)
  const logStart = await logLength(logFile)
  const log = await open(logFile, 'a', 0o600)
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(place.programs, 'bin/postgres'), ['-D', data, ...options], {
    ...place.account,
    cwd: data,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const ended = new AbortController()
  child.once('error', (error) => ended.abort(error)).once('exit', () => ended.abort())
  await log.close()
  child.unref()

  while (!ended.signal.aborted) {
    const found = await findPostmaster(data)
    if (found?.pid === child.pid && found?.ready) return found
    await delay(pollEveryMs, undefined, { signal: ended.signal }).catch(() => undefined)
  }
  const said = (await readFile(logFile)).subarray(logStart).toString()
  if (/still in use|lock file .* already exists|could not bind|could not create any TCP/.test(said))
    return undefined
  throw new EmbeddedDatabaseUnavailable(
    `PostgreSQL không khởi động được; xem ${logFile}.`,
    `PostgreSQL did not start; see ${logFile}.`,
    said === '' ? ended.signal.reason : new Error(said.trim()),
  )
}

/** Ends the server: open transactions roll back and everything is on disk (fast shutdown); forced where that takes too long. */
export async function stopPostmaster(data: string, pid: number): Promise<void> {
  const patience = AbortSignal.timeout(5000)
  process.kill(pid, 'SIGINT')
  while ((await findPostmaster(data))?.pid === pid) {
    if (patience.aborted) process.kill(pid, 'SIGQUIT') // recovery at the next start; nothing committed is lost
    await delay(patience.aborted ? 500 : pollEveryMs)
  }
}

async function logLength(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}
