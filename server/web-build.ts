import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { build } from 'vite'

/** What the starter hands over as arguments: the folder of `vite.config.ts`, and the empty folder to build into. */
export interface WebBuild {
  readonly root: string
  readonly target: string
}

const compressible = /\.(?:html|js|css|svg|ttf|webmanifest)$/

async function bundle({ root, target }: WebBuild): Promise<void> {
  const configFile = join(root, 'vite.config.ts')
  await build({ configFile, logLevel: 'warn', build: { outDir: target, emptyOutDir: true } })
}

/**
 * Builds the page once more for the server (the folder `.server`, which is not served), and renders the first view, where the page has one for
 * everybody, into the HTML: it is on the screen before the program is.
 */
async function prerender({ root, target }: WebBuild): Promise<void> {
  if (!existsSync(join(root, 'server-pages.tsx'))) return
  const outDir = join(target, '.server')
  const configFile = join(root, 'vite.config.ts')
  await build({
    configFile,
    logLevel: 'warn',
    // Whole: the built folder may lie anywhere.
    ssr: { noExternal: true },
    build: { ssr: 'server-pages.tsx', outDir, emptyOutDir: true, copyPublicDir: false },
  })
  const entry = pathToFileURL(join(outDir, 'server-pages.js')).href
  const { prerenderPage } = (await import(entry)) as { prerenderPage: () => string }
  const html = join(target, 'index.html')
  await writeFile(
    html,
    (await readFile(html, 'utf8')).replace('<!--page-->', () => prerenderPage()),
  )
}

/** Writes `x.br` and `x.gz` beside every `x`, so that the server never compresses while somebody waits. */
async function compress({ target }: WebBuild): Promise<void> {
  const entries = await readdir(target, { recursive: true, withFileTypes: true })
  const files = entries.filter(
    (entry) => entry.isFile() && compressible.test(entry.name) && !entry.parentPath.endsWith('.server'),
  )
  await Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name)
      const bytes = await readFile(file)
      await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes))
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
    }),
  )
}

const [root = '', target = ''] = process.argv.slice(2)
await bundle({ root, target })
await prerender({ root, target })
await compress({ root, target })
