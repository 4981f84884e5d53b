import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Router } from 'express'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { App } from '../kernel/app.ts'
import { openOnce } from '../kernel/open-once.ts'
import { listedQrSigners } from '../pki/card/listed-qr-signers.ts'

const ownFolder = join(import.meta.dirname, '../portal-web/offline-check')

interface Page {
  readonly policy: string
  html(signers: object): string
}

/** A hash that a policy allows an inline element by: over its text as it stands between the tags (CSP 3, 8.4). */
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** What closes an element has no place in JSON inside one. */
const embedded = (value: object) => JSON.stringify(value).replaceAll('<', String.raw`\u003c`)

async function openPage(folder: string): Promise<Page> {
  const part = (name: string) => readFile(join(folder, name), 'utf8')
  const [template, style, script] = await Promise.all([part('page.html'), part('page.css'), part('page.js')])
  // It asks nobody for anything: what it verifies stays on the device.
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const whole = [
    ['<style></style>', `<style>${style}</style>`],
    ['<script type="module"></script>', `<script type="module">${script}</script>`],
    ['{{policy}}', policy],
  ].reduce((html, [place = '', content = '']) => html.replace(place, () => content), template)
  const list = '<script type="application/json" id="signers">'
  return { policy, html: (signers) => whole.replace(list, () => list + embedded(signers)) }
}

/**
 * GET /kiem-tra-qr: one page without a library that verifies signed QRs on the device, with the keys of the day in it;
 * GET /kiem-tra-qr/tai-ve: the same as a file, for places without a network. Public, and holds no personal data. Its parts lie in `folder`.
 */
export function qrPageRoutes(app: App, folder = ownFolder): Router {
  const routes = Router()
  const openedPage = openOnce(() => openPage(folder))
  const html = async (): Promise<{ readonly text: string; readonly policy: string }> => {
    const page = await openedPage()
    const at = calendarDateAt(app.clock())
    return { text: page.html({ at, ...(await listedQrSigners(app)) }), policy: page.policy }
  }
  routes.get('/kiem-tra-qr', async (_request, response) => {
    const { text, policy } = await html()
    response
      .set('content-security-policy', `${policy}; frame-ancestors 'none'`)
      .set('referrer-policy', 'no-referrer')
      .set('cache-control', 'no-cache')
      .type('html')
      .send(text)
  })
  routes.get('/kiem-tra-qr/tai-ve', async (_request, response) => {
    const { text } = await html()
    response
      .set('content-disposition', 'attachment; filename="kiem-tra-qr.html"')
      .set('cache-control', 'no-cache')
      .type('html')
      .send(text)
  })
  return routes
}
