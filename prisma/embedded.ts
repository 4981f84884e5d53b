import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { ensureCluster, preparePlace, superuser } from './embedded-place.ts'
import {
  EmbeddedDatabaseUnavailable,
  findPostmaster,
  launchPostmaster,
  stopPostmaster,
} from './embedded-postmaster.ts'
import type { EmbeddedPlace, Postmaster } from './embedded-postmaster.ts'

const longestStartMs = 30_000
/** How the connection that each user holds is called in `pg_stat_activity`. */
export const holderName = 'citizen-id holder'
const holderLock = 'pg_advisory_lock(895600)' // any number nobody else locks in the database "postgres"

const smallMachine: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
}

export type EmbeddedOptions = {
  /** Folder of the program's data, for example `.data`; made if missing. */
  readonly dataDir: string
  /** Created if missing. */
  readonly database?: string
  /** PostgreSQL settings over those for a small machine. */
  readonly settings?: Readonly<Record<string, string>>
  readonly log?: (message: string) => void
}

export type EmbeddedDatabase = {
  /** `postgresql://user:password@127.0.0.1:port/database`; a secret. */
  readonly url: string
  /** Stops PostgreSQL, unless another program still uses it. */
  stop(): Promise<void>
}

/**
 * The bundled PostgreSQL on a free loopback port, the same port again where it is free. Several programs on one data folder
 * share one server: the first starts it, the last to stop ends it; what a killed program left running is taken over.
 * Every user holds one connection, which the system closes for those that are killed: that is the count of users.
 * Throws {@link EmbeddedDatabaseUnavailable}.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await explainDenied(() => preparePlace(options.dataDir))
  await explainDenied(() => ensureCluster(place))
  const password = await explainDenied(() => readFile(join(place.folder, 'password'), 'utf8'))
  const deadline = AbortSignal.timeout(longestStartMs)
  while (!deadline.aborted) {
    const postmaster = await runningPostmaster(place, options)
    const holder = postmaster && (await takeHold(urlOf(postmaster.port, password, 'postgres')))
    if (!holder) {
      await delay(20)
      continue
    }
    const database = options.database ?? 'citizen_id'
    await ensureDatabase(holder, database)
    return {
      url: urlOf(postmaster.port, password, database),
      stop: () => letGo(holder, join(place.folder, 'data'), postmaster.pid),
    }
  }
  throw new EmbeddedDatabaseUnavailable(
    `PostgreSQL không trả lời sau ${longestStartMs / 1000} giây; xem ${join(place.folder, 'server.log')}.`,
    `PostgreSQL gave no answer within ${longestStartMs / 1000} seconds; see ${join(place.folder, 'server.log')}.`,
  )
}

/** Undefined while the server is between two states: being started or ended by another program, or ending after a kill. */
async function runningPostmaster(
  place: EmbeddedPlace,
  options: EmbeddedOptions,
): Promise<Postmaster | undefined> {
  const found = await findPostmaster(join(place.folder, 'data'))
  if (found) {
    if (found.ready) options.log?.(`Dùng PostgreSQL đang chạy, cổng ${found.port}`)
    return found.ready ? found : undefined
  }
  const port = await freePort(place.folder)
  const launched = await launchPostmaster(place, { ...smallMachine, ...options.settings, port: String(port) })
  if (launched) options.log?.(`PostgreSQL đã khởi động, cổng ${port}`)
  return launched
}

/** Undefined when the server went away before this program was counted among its users. */
async function takeHold(url: string): Promise<Client | undefined> {
  const client = new Client({ connectionString: url, application_name: holderName })
  client.on('error', () => undefined) // a server that dies fails the queries of the program, which say so
  try {
    await client.connect()
    await client.query(`select ${holderLock}`) // waits while the last user is stopping the server
    await client.query('select pg_advisory_unlock_all()')
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    if ((error as { code?: string }).code === '28P01') {
      throw new EmbeddedDatabaseUnavailable(
        'Mật khẩu PostgreSQL trong thư mục dữ liệu không còn đúng.',
        'The PostgreSQL password in the data folder is no longer right.',
        error,
      )
    }
    return undefined
  }
}

async function letGo(holder: Client, data: string, pid: number): Promise<void> {
  try {
    await holder.query(`select ${holderLock}`)
    // Uncounted from here on: the lock is free a moment before a session that ends is gone from the list of sessions.
    await holder.query(`set application_name = ''`)
    const { rowCount } = await holder.query(
      'select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid() limit 1',
      [holderName],
    )
    if (rowCount === 0) await stopPostmaster(data, pid)
  } catch (error) {
    if ((await findPostmaster(data))?.pid === pid) throw error
  } finally {
    await holder.end().catch(() => undefined)
  }
}

async function ensureDatabase(holder: Client, database: string): Promise<void> {
  const { rowCount } = await holder.query('select from pg_database where datname = $1', [database])
  if (rowCount !== 0) return
  await holder.query(`create database ${escapeIdentifier(database)}`).catch((error: { code?: string }) => {
    if (error.code !== '42P04' && error.code !== '23505') throw error // another program has just created it
  })
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`
}

/** The port of last time if nobody has taken it, so that addresses noted elsewhere stay right. */
async function freePort(folder: string): Promise<number> {
  const file = join(folder, 'port')
  const last = Number(await readFile(file, 'utf8').catch(() => '0'))
  const port = await probe(last).catch(() => probe(0))
  if (port !== last) await writeFile(file, String(port), { mode: 0o600 }).catch(() => undefined)
  return port
}

async function probe(port: number): Promise<number> {
  const server = createServer()
  await new Promise<void>((open, fail) => server.once('error', fail).listen(port, '127.0.0.1', open))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}

async function explainDenied<Result>(step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error
    throw new EmbeddedDatabaseUnavailable(
      `Không được phép dùng ${path ?? 'thư mục dữ liệu'}: thư mục thuộc tài khoản khác.`,
      `No permission to use ${path ?? 'the data folder'}: it belongs to another account.`,
      error,
    )
  }
}
