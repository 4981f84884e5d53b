import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { WebBuild } from './web-build.ts'

const repository = join(import.meta.dirname, '..')
const cache = join(repository, 'node_modules', '.cache', 'web')

interface Bundle {
  readonly name: string
  /** Folder of `index.html` and `vite.config.ts`. */
  readonly root: string
  /** Everything the result depends on, relative to the repository. */
  readonly sources: readonly string[]
}

/** Under every page. */
const foundations = ['ui', 'core', 'server/web-build.ts', 'tsconfig.base.json', 'package-lock.json']

const portal: Bundle = {
  name: 'portal',
  root: join(repository, 'server', 'portal-web'),
  sources: ['server/portal-web', ...foundations],
}

const consoles: Bundle = {
  name: 'consoles',
  root: join(repository, 'server', 'consoles'),
  sources: ['server/consoles', ...foundations],
}

const desk: Bundle = {
  name: 'desk',
  root: join(repository, 'enrollment-kiosk', 'desk'),
  sources: ['enrollment-kiosk/desk', ...foundations],
}

type Log = (message: string) => void

async function filesUnder(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null)
  if (!entries) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Part of the built folder's name: changes with every source, so that a folder that exists is never out of date. */
async function fingerprintOf(bundle: Bundle): Promise<string> {
  const lists = await Promise.all(bundle.sources.map((source) => filesUnder(join(repository, source))))
  const files = lists.flat().filter((file) => !/\.test\.tsx?$/.test(file))
  const hash = createHash('sha256')
  for (const file of files.toSorted()) {
    hash
      .update(`${relative(repository, file)}\0`)
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

/** A process of its own: the bundler's memory goes with it, and React is built for production whatever we run as. */
async function build({ root, target }: WebBuild): Promise<void> {
  const program = join(import.meta.dirname, 'web-build.ts')
  await promisify(execFile)(process.execPath, [program, root, target], { env: { NODE_ENV: 'production' } })
}

async function buildInto(bundle: Bundle, dist: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const target = await mkdtemp(join(cache, '.building-'))
  try {
    await build({ root: bundle.root, target })
    await chmod(target, 0o755) // a temporary folder is for its maker's eyes only; the server may be another user
    await rename(target, dist)
  } catch (error) {
    // A process that built the same sources meanwhile has put the same files there.
    if (!existsSync(dist)) throw error
  } finally {
    await rm(target, { recursive: true, force: true })
  }
}

/** A process that was answered with a folder has read it long before. */
const keptMilliseconds = 3_600_000

async function removeOlder(bundle: Bundle, dist: string): Promise<void> {
  const { mtimeMs: builtAt } = await stat(dist)
  const names = await readdir(cache)
  const others = names.filter((name) => name.startsWith(`${bundle.name}-`) && join(cache, name) !== dist)
  await Promise.all(
    others.map(async (name) => {
      const folder = join(cache, name)
      const made = await stat(folder).catch(() => null)
      if (made && made.mtimeMs < builtAt - keptMilliseconds)
        await rm(folder, { recursive: true, force: true })
    }),
  )
}

async function ensureBundle(bundle: Bundle, log: Log): Promise<string> {
  const dist = join(cache, `${bundle.name}-${await fingerprintOf(bundle)}`)
  if (existsSync(dist)) return dist
  log(`Đang dựng trang web ${bundle.name}…`)
  await buildInto(bundle, dist)
  await removeOlder(bundle, dist)
  log(`Đã dựng trang web ${bundle.name}.`)
  return dist
}

/**
 * Builds the web pages whose sources have changed and answers with the folders to serve; returns at once, without
 * loading the bundler, where nothing has. Several processes may call it at the same time.
 */
export async function ensureWebBundles({
  log,
}: {
  readonly log: Log
}): Promise<{ readonly portal: string; readonly consoles: string }> {
  // One after the other: a bundler takes all the processors there are.
  return { portal: await ensurePortalBundle({ log }), consoles: await ensureBundle(consoles, log) }
}

/** Builds the citizens' pages alone; otherwise as {@link ensureWebBundles}. */
export async function ensurePortalBundle({ log }: { readonly log: Log }): Promise<string> {
  return ensureBundle(portal, log)
}

/** Builds the pages of the enrollment desk, which the kiosk's agent serves; otherwise as {@link ensureWebBundles}. */
export async function ensureDeskBundle({ log }: { readonly log: Log }): Promise<string> {
  return ensureBundle(desk, log)
}

if (import.meta.main) {
  const log = console.log
  const built = { ...(await ensureWebBundles({ log })), desk: await ensureDeskBundle({ log }) }
  for (const [name, folder] of Object.entries(built)) console.log(`${name}: ${folder}`)
}
