import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderPrintRun } from '../../../server/registry/forms/order-print-run.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type HttpServer, openHttp, refusalIn, signIn } from '../../support/http.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'

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

async function blanksFor(role: 'REGISTRAR' | 'APPROVER', unitCode: string, id: string): Promise<Response> {
  const { credentials: headers } = await signIn(server, await hireOfficer(running.app, role, unitCode))
  return fetch(`${server.url}/print-runs/${id}/blanks.pdf`, { headers })
}

test('a print run comes as one PDF with every form of it', async () => {
  const order = { kind: 'DC01', unitCode: '01', count: 3 } as const
  const id = await orderPrintRun(running.app, officerOf('REGISTRAR'), order)
  const response = await blanksFor('REGISTRAR', '01', id)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  const pdfium = await PDFiumLibrary.init()
  const document = await pdfium.loadDocument(new Uint8Array(await response.arrayBuffer()))
  expect(document.getPageCount() % order.count).toBe(0)
  document.destroy()
  pdfium.destroy()
})

test('it is refused outside the unit, to another role, and for a run that is none', async () => {
  const id = await orderPrintRun(running.app, officerOf('REGISTRAR'), {
    kind: 'DC01',
    unitCode: '01',
    count: 1,
  })
  expect(await refusalIn(await blanksFor('REGISTRAR', '79', id))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await blanksFor('APPROVER', '01', id))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await blanksFor('REGISTRAR', '01', 'none'))).toBe('404 NOT_FOUND')
})
