/** The desk's page: the built bundle's files, from this agent's own origin, so that nothing else can talk to the devices. */
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface PageFile {
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

export interface DeskPage {
  /** Null where the path is none of the page's files. */
  find(path: string): Promise<PageFile | null>
}

/** The builder's place for bundles (server/web-bundles.ts); their folders are named by what they were built from. */
const builtBundles = join(import.meta.dirname, '../../node_modules/.cache/web')
const bundleName = /^desk-[0-9a-f]+$/

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** The builder puts a hash of the content into these names. */
const hashed = /^\/assets\//

/**
 * Scripts are the page's own files. The component library writes a few style elements: they carry the nonce drawn for each
 * page. The camera is the browser's own, shown as a stream and looked at by code in WebAssembly.
 */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const common = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const

/** Serves the folder, or the newest built bundle where it is null; a bundle that is built later is found then. */
export function openDeskPage(folder: string | null): DeskPage {
  let files: Promise<ReadonlyMap<string, Uint8Array>> | null = null

  async function load(): Promise<ReadonlyMap<string, Uint8Array>> {
    const place = folder ?? (await newestBundle())
    return place ? readFolder(place) : new Map()
  }

  return {
    async find(path) {
      const name = path === '/' ? '/index.html' : path
      files ??= load()
      if (name === '/index.html' && !(await files).has(name)) files = load()
      const bytes = (await files).get(name)
      if (name === '/index.html') return bytes ? page(bytes) : notBuilt
      if (!bytes) return null
      const caching = hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache'
      const type = types[extname(name)] ?? 'application/octet-stream'
      return { bytes, headers: { ...common, 'content-type': type, 'cache-control': caching } }
    },
  }
}

function page(template: Uint8Array): PageFile {
  const nonce = randomBytes(16).toString('base64url')
  return htmlOf(new TextDecoder().decode(template).replaceAll('%STYLE_NONCE%', nonce), nonce)
}

function htmlOf(text: string, nonce: string): PageFile {
  return {
    bytes: new TextEncoder().encode(text),
    headers: {
      ...common,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce),
      'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    },
  }
}

const notBuilt = htmlOf(
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Bàn thu nhận</title>
<p>Trang của bàn thu nhận chưa được dựng. Kỹ thuật viên đặt KIOSK_DESK_DIR hoặc chạy <code>node server/web-bundles.ts</code>, rồi mở lại trang này.</p>
<p lang="en">The desk's page is not built. A technician sets KIOSK_DESK_DIR or runs the command, then opens this page again.</p></html>`,
  'none',
)

async function newestBundle(): Promise<string | null> {
  const names = await readdir(builtBundles).catch(() => [])
  const bundles = await Promise.all(
    names
      .filter((name) => bundleName.test(name))
      .map(async (name) => {
        const place = join(builtBundles, name)
        return { place, builtAt: (await stat(place)).mtimeMs }
      }),
  )
  return bundles.toSorted((a, b) => b.builtAt - a.builtAt)[0]?.place ?? null
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.map(
        async (path) => [`/${relative(folder, path).replaceAll(sep, '/')}`, await readFile(path)] as const,
      ),
    ),
  )
}
