import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { type HttpServer, openHttp, refusalIn, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

async function viewer(role: Parameters<typeof hireOfficer>[1], unitCode?: string) {
  const account = await hireOfficer(running.app, role, unitCode)
  const { credentials: headers } = await signIn(server, account)
  return (sha256: string) => fetch(`${server.url}/blobs/${sha256}`, { headers })
}

test('an officer of the file’s unit sees its portrait; the view is kept, the picture by no cache', async () => {
  const portraitSha256 = await running.app.blobs.put(jpeg)
  const { id } = await applicationIn(running.app, 'AWAITING_APPROVAL', { portraitSha256 })
  const response = await (await viewer('APPROVER'))(portraitSha256)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(jpeg)
  expect(await running.app.db.auditEntry.findMany({ where: { subjectId: id } })).toMatchObject([
    { action: 'blob.read' },
  ])
})

test('nobody of another province or role sees it, and an unknown one is not found', async () => {
  const portraitSha256 = await running.app.blobs.put(Buffer.concat([jpeg, jpeg]))
  await applicationIn(running.app, 'AWAITING_APPROVAL', { portraitSha256 })
  const [elsewhere, keeper, approver] = [
    await viewer('APPROVER', '79'),
    await viewer('STOCK_KEEPER'),
    await viewer('APPROVER'),
  ]
  const before = await contentOf(running.app)
  expect(await refusalIn(await elsewhere(portraitSha256))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await keeper(portraitSha256))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await approver('ab'.repeat(32)))).toBe('404 NOT_FOUND')
  expect(await refusalIn(await approver('..%2F..%2Fsecrets'))).toBe('404 NOT_FOUND')
  expect(await contentOf(running.app)).toEqual(before)
})
