import { randomBytes } from 'node:crypto'
import { extname } from 'node:path'
import { Router, type RequestHandler, type Response } from 'express'
import { readDist, type StoredFile, sendStored } from './kernel/stored-files.ts'

/** Where the consoles live; `base` in consoles/vite.config.ts says the same. */
const mount = '/console'

/**
 * Scripts are the console's own files, and nothing else runs. The component library writes a few style elements (its colours,
 * what changes with the width of a screen): they carry a nonce that is drawn for each page, any other is refused.
 */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const textOf = ({ forms }: StoredFile) => forms.at(-1)?.bytes.toString('utf8') ?? ''

function sendPage(template: string, response: Response): void {
  const nonce = randomBytes(16).toString('base64url')
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(template.replace('%STYLE_NONCE%', nonce))
}

/**
 * Serves the staff consoles from the folder that `ensureWebBundles` answers with. An address without an ending is a screen: all of
 * them are one page, which finds the screen by itself.
 */
export function consoleRoutes(dist: string): Router {
  const files = readDist(dist)
  const page = files.get('/index.html')
  const template = page ? textOf(page) : ''
  const serve: RequestHandler = (request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method)) return next()
    const file = files.get(request.path)
    if (file && file !== page) return sendStored(file, request, response)
    if (page && (file === page || extname(request.path) === '')) sendPage(template, response)
    else next()
  }
  const routes = Router({ strict: true })
  routes.use(mount, (request, response, next) =>
    request.originalUrl === mount ? response.redirect(308, `${mount}/`) : serve(request, response, next),
  )
  return routes
}
