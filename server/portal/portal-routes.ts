import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { Router, type Request, type RequestHandler, type Response } from 'express'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The page runs its own files, talks to its own server, and stands in nobody's frame. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

interface StoredFile {
  readonly type: string
  readonly etag: string
  readonly cacheControl: string
  /** Bytes by content coding, the smallest first. */
  readonly forms: readonly { readonly coding: 'br' | 'gzip' | 'identity'; readonly bytes: Buffer }[]
}

function readStored(path: string, hashed: boolean): StoredFile {
  const bytes = readFileSync(path)
  const compressed = (['br', 'gzip'] as const).flatMap((coding) => {
    const file = `${path}.${coding === 'br' ? 'br' : 'gz'}`
    return existsSync(file) ? [{ coding, bytes: readFileSync(file) }] : []
  })
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    // RFC 8246: a name that carries the hash of its content never changes its meaning
    cacheControl: hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    forms: [...compressed, { coding: 'identity', bytes }],
  }
}

/** The files of a built page by the path they are asked for; a page is small enough to live in memory. */
function readDist(dist: string): ReadonlyMap<string, StoredFile> {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const stored = new Map(
    names.map((name) => [`/${name}`, readStored(join(dist, name), name.startsWith('assets/'))]),
  )
  const page = stored.get('/index.html')
  return page ? stored.set('/', page) : stored
}

function send(file: StoredFile, request: Request, response: Response): void {
  response.set({
    'Content-Type': file.type,
    'Cache-Control': file.cacheControl,
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  })
  if (file.type.startsWith('text/html')) {
    response.set({ 'Content-Security-Policy': contentSecurityPolicy, 'Referrer-Policy': 'no-referrer' })
  }
  const coding = request.acceptsEncodings(file.forms.map((form) => form.coding))
  const form = file.forms.find((form) => form.coding === coding) ?? file.forms.at(-1)
  if (form && form.coding !== 'identity') response.set('Content-Encoding', form.coding)
  // The same content in another coding is another representation (RFC 9110, 8.8.3).
  response.set(
    'ETag',
    form && form.coding !== 'identity' ? file.etag.replace(/"$/, `-${form.coding}"`) : file.etag,
  )
  if (request.fresh) response.status(304).end()
  else response.end(request.method === 'HEAD' ? undefined : form?.bytes)
}

/**
 * Serves the citizen's page from the folder that `ensureWebBundles` answers with, at the root of where it is mounted.
 * Whatever it does not know it leaves to the next route.
 */
export function portalRoutes(dist: string): Router {
  const files = readDist(dist)
  const serve: RequestHandler = (request, response, next) => {
    const file = ['GET', 'HEAD'].includes(request.method) ? files.get(request.path) : undefined
    if (file) send(file, request, response)
    else next()
  }
  return Router().use(serve)
}
