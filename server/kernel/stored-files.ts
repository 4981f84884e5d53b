/** Built web pages: files that are read once, compressed beforehand, and answered with the right to keep them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Request, Response } from 'express'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
}

export interface StoredFile {
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
export function readDist(dist: string): ReadonlyMap<string, StoredFile> {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
    // What the build leaves for the server itself.
    .filter((name) => !name.startsWith('.'))
  return new Map(names.map((name) => [`/${name}`, readStored(join(dist, name), name.startsWith('assets/'))]))
}

/** Answers with a file in the coding that the browser likes best; 304 where it has it already. */
export function sendStored(file: StoredFile, request: Request, response: Response): void {
  response.set({
    'Content-Type': file.type,
    'Cache-Control': file.cacheControl,
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  })
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
