import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formLayout, formPage } from '../../../../core/forms/layout.ts'
import { formDefinitionOf } from '../../../../core/forms/versions.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { asScanned, formPageOf, pngOf } from '../../../support/form-pages.ts'
import { type Credentials, type HttpServer, openHttp, refusalIn, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { readPage, receivedForms } from '../../../support/received-forms.ts'

let running: TestApp
let server: HttpServer
let keyer: Credentials
let scanId: string
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  keyer = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
  const [serial = ''] = await receivedForms(running.app, 1)
  const page = await formPageOf('DC01/2025', serial, { ticks: { sex: ['MALE'] } })
  const bytes = await pngOf(asScanned(page, { quarters: 2, skew: 2 }))
  scanId = (await readPage(running.app, officerOf('KEY_ENTRY_OPERATOR'), { bytes })).id
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const look = (path: string, headers: Credentials = keyer) =>
  fetch(`${server.url}/form-scans/${path}`, { headers })
const views = () =>
  running.app.db.auditEntry.findMany({ where: { action: 'form-scan.view' }, orderBy: { at: 'asc' } })

/** Whether the bar that tells which way up a page lies is in its place. */
async function upright(png: Buffer): Promise<boolean> {
  const { x, y, width, height } = formLayout(formDefinitionOf('DC01/2025')).orientation
  const dots = (await sharp(png).metadata()).width / formPage.width
  const [left, top, wide, high] = [x + 0.5, y + 1, width - 1, height - 2].map((mm) => Math.round(mm * dots))
  const bar = sharp(png).extract({ left: left ?? 0, top: top ?? 0, width: wide ?? 0, height: high ?? 0 })
  const dark = await bar.greyscale().raw().toBuffer()
  return dark.every((grey) => grey < 100)
}

test('the page is shown upright and straight, never stored on the way, and each view is audited', async () => {
  const before = (await views()).length
  const response = await look(`${scanId}/page.png`)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const png = Buffer.from(await response.arrayBuffer())
  expect(await upright(png)).toBe(true)
  expect(await sharp(png).metadata()).toMatchObject({ width: 1260, height: 1782 })
  expect((await views()).slice(before)).toMatchObject([{ subjectId: scanId, actorKind: 'officer' }])
})

test('every field of the form has its crop', async () => {
  for (const { id } of formDefinitionOf('DC01/2025').fields) {
    const response = await look(`${scanId}/crops/${id}.png`)
    expect(response.status).toBe(200)
    const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
    expect(width).toBeGreaterThan(100)
    expect(height).toBeLessThan(400)
  }
})

test('an unknown field or scan is not found, and a page that is not straight has no crops', async () => {
  const missing = [`${scanId}/crops/nothing.png`, `${unknownId()}/page.png`, 'x/page.png', `x/crops/name.png`]
  for (const path of missing) expect(await refusalIn(await look(path))).toBe('404 NOT_FOUND')
  const bytes = await pngOf({ width: 400, height: 500, pixels: new Uint8Array(200_000).fill(250) })
  const blank = await readPage(running.app, officerOf('KEY_ENTRY_OPERATOR'), { bytes })
  expect(await refusalIn(await look(`${blank.id}/crops/name.png`))).toBe('422 PAGE_NOT_STRAIGHT')
  expect((await look(`${blank.id}/page.png`)).status).toBe(200)
})

test('somebody who may not key at the office sees nothing', async () => {
  const elsewhere = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR', '79')))
    .credentials
  const collector = (await signIn(server, await hireOfficer(running.app, 'COLLECTOR'))).credentials
  const before = (await views()).length
  for (const path of [`${scanId}/page.png`, `${scanId}/crops/name.png`]) {
    expect(await refusalIn(await look(path, {}))).toBe('401 UNAUTHENTICATED')
    expect(await refusalIn(await look(path, elsewhere))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await look(path, collector))).toBe('403 FORBIDDEN')
  }
  expect((await views()).length).toBe(before)
})
