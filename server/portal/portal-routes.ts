import { Router, type RequestHandler } from 'express'
import { readDist, sendStored } from '../kernel/stored-files.ts'

/** The page runs its own files, talks to its own server, and stands in nobody's frame. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What goes with every page. */
export const pageHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Referrer-Policy': 'no-referrer',
}

/** Addresses that people type, and their files. */
const pages: Readonly<Record<string, string>> = {
  '/': '/index.html',
  '/kiem-tra-chip': '/kiem-tra-chip.html',
  '/cong-dan': '/cong-dan.html',
}

/**
 * Serves the citizen's page from the folder that `ensureWebBundles` answers with, at the root of where it is mounted.
 * Whatever it does not know it leaves to the next route.
 */
export function portalRoutes(dist: string): Router {
  const files = readDist(dist)
  const serve: RequestHandler = (request, response, next) => {
    const path = pages[request.path] ?? request.path
    const file = ['GET', 'HEAD'].includes(request.method) ? files.get(path) : undefined
    if (!file) return next()
    if (file.type.startsWith('text/html')) {
      response.set(pageHeaders)
    }
    sendStored(file, request, response)
  }
  return Router().use(serve)
}
