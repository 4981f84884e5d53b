import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensurePortalBundle } from '../../../server/web-bundles.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { type HttpServer, openHttp, ready } from '../../support/http.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  const portal = await ensurePortalBundle({ log: () => undefined })
  server = await openHttp(running, ready, { portal, consoles: portal })
})
afterAll(async () => {
  await server?.close()
  await running?.close()
})

/** What a browser without programs gets for its form. */
async function sent(fields: Record<string, string>, language = 'vi') {
  const answer = await fetch(`${server.url}/tra-cuu`, {
    method: 'POST',
    headers: { 'accept-language': language },
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

/** The text as it is read. */
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

test('a form that is sent without a program is answered with a whole page: the steps, the promise, what to do', async () => {
  const { code } = await applicationIn(running.app, 'READY', { birthDate: '1990-05-20' })
  const { status, headers, html } = await sent({ code: code.toLowerCase(), birthDate: '20/5/1990' })
  expect(status).toBe(200)
  expect(headers.get('content-security-policy')).toContain("form-action 'self'")
  expect(headers.get('cache-control')).toBe('no-store')
  expect(html).not.toContain('<script')
  expect(html).toMatch(/<html lang="vi">/)
  expect(textOf(html)).toContain('Mời bạn đến nhận thẻ')
  expect(textOf(html)).toContain(code)
  expect(html).toMatch(/<link rel="stylesheet"/)
})

test('in English for a browser that wants it, and mistyped fields beside what was typed', async () => {
  const { html } = await sent({ code: 'HN<b>', birthDate: '31/02/1990' }, 'en')
  expect(html).toMatch(/<html lang="en">/)
  expect(textOf(html)).toContain('This is not an application code')
  expect(html).toContain('value="HN&lt;b>"')
  expect(html).toContain('value="31/02/1990"')
})

test('a wrong date and a wrong code read the same, and what was no form is answered with the empty one', async () => {
  const { code } = await applicationIn(running.app, 'READY', { birthDate: '1990-05-20' })
  const wrongDate = await sent({ code, birthDate: '21/05/1990' })
  const wrongCode = await sent({ code: 'HN001-02-261121-0042-K', birthDate: '20/05/1990' })
  const alike = (html: string) => textOf(html).replaceAll(/HN001[\w-]+/g, '')
  expect(alike(wrongDate.html)).toBe(alike(wrongCode.html))
  expect(alike(wrongDate.html)).toContain('Không tìm thấy hồ sơ')
  expect((await sent({})).status).toBe(200)
  const back = await fetch(`${server.url}/tra-cuu`, { redirect: 'manual' })
  expect([back.status, back.headers.get('location')]).toEqual([303, '/'])
})
