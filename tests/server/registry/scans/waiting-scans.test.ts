import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assignScan } from '../../../../server/registry/scans/assign-scan.ts'
import { discardScan } from '../../../../server/registry/scans/discard-scan.ts'
import { readFormPage } from '../../../../server/registry/scans/read-form-page.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { formPageOf, pngOf, torn } from '../../../support/form-pages.ts'
import { askGraphql, type Credentials, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { readPage, receivedForms, submittedPage } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
let server: HttpServer
let operatorSession: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  operatorSession = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const operator = officerOf('KEY_ENTRY_OPERATOR')
const version = 'DC01/2025'
const ticks = { sex: ['MALE'] }

/** A received form, and its page that waits because nobody can read its barcode. */
async function waitingPage(unitCode = '01') {
  const [serial = ''] = await receivedForms(running.app, 1, unitCode)
  const page = await formPageOf(version, serial, { ticks, dpi: 150 })
  // The serial stays below the bars, so that every page has bytes of its own.
  const bytes = await pngOf(torn(page, { x: 18, y: 7, width: 75, height: 10.2 }, 150))
  const by = officerOf('KEY_ENTRY_OPERATOR', unitCode)
  const { id, fault } = await readPage(running.app, by, { bytes, unitCode, archivePlace: 'K9-H1' })
  expect(fault).toBe('NO_BARCODE')
  return { serial, scanId: id }
}

const scanOf = (id: string) => running.app.db.formScan.findUniqueOrThrow({ where: { id } })

describe('a waiting page', () => {
  test('is assigned by its serial, and its boxes are read then', async () => {
    const { serial, scanId } = await waitingPage()
    await assignScan(running.app, operator, { scanId, serial: serial.toLowerCase() })
    const form = await running.app.db.form.findUniqueOrThrow({ where: { serial } })
    expect(form).toMatchObject({ status: 'SCANNED', archivePlace: 'K9-H1' })
    expect(await scanOf(scanId)).toMatchObject({ formSerial: serial, fault: null, readAt: null })
    await readFormPage(running.app, { scanId })
    expect((await scanOf(scanId)).proposals).toMatchObject({ sex: { answer: ['MALE'] } })
    const again = assignScan(running.app, operator, { scanId, serial })
    expect(await refusalOf(again)).toBe('PAGE_NOT_WAITING')
  })

  test('is not assigned to a form that does not take it, and nothing is changed', async () => {
    const { scanId } = await waitingPage()
    const [elsewhere = ''] = await receivedForms(running.app, 1, '79')
    const before = await contentOf(running.app)
    const to = (serial: string) => refusalOf(assignScan(running.app, operator, { scanId, serial }))
    expect(await to(elsewhere)).toBe('PAGE_NOT_FOR_THIS_FORM')
    expect(await to('DC01-26-01-9999999-?')).toBe('ILLEGAL_FORM_SERIAL')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('is put aside with a reason, once', async () => {
    const { serial, scanId } = await waitingPage()
    await discardScan(running.app, operator, { scanId, reason: 'ILLEGIBLE' })
    expect(await scanOf(scanId)).toMatchObject({ discardedFor: 'ILLEGIBLE' })
    expect(await refusalOf(discardScan(running.app, operator, { scanId, reason: 'BLANK_PAGE' }))).toBe(
      'PAGE_NOT_WAITING',
    )
    expect(await refusalOf(assignScan(running.app, operator, { scanId, serial }))).toBe('PAGE_NOT_WAITING')
  })

  test('assigned and put aside at once goes one way', async () => {
    const { serial, scanId } = await waitingPage()
    const outcomes = await Promise.all([
      refusalOf(assignScan(running.app, operator, { scanId, serial })),
      refusalOf(discardScan(running.app, operator, { scanId, reason: 'NOT_A_FORM' })),
    ])
    expect(outcomes.toSorted()).toEqual(['NOT_REFUSED', 'PAGE_NOT_WAITING'])
  })

  test('of another office, or none, is out of reach; and other roles may not', async () => {
    const { serial, scanId } = await waitingPage()
    const elsewhere = officerOf('KEY_ENTRY_OPERATOR', '79')
    const collector = officerOf('COLLECTOR')
    for (const actor of [elsewhere, collector]) {
      expect(await refusalOf(assignScan(running.app, actor, { scanId, serial }))).toBe('FORBIDDEN')
      expect(await refusalOf(discardScan(running.app, actor, { scanId, reason: 'NOT_A_FORM' }))).toBe(
        'FORBIDDEN',
      )
    }
    for (const id of [unknownId(), 'x'])
      expect(await refusalOf(assignScan(running.app, operator, { scanId: id, serial }))).toBe('NOT_FOUND')
  })
})

describe('a page that is handed in', () => {
  test('without all its bytes, by another officer, or with a place that is none, is refused', async () => {
    const bytes = new Uint8Array([1, 2, 3])
    const place = submittedPage(running.app, operator, { bytes, archivePlace: 'x'.repeat(41) })
    expect(await refusalOf(place)).toBe('ILLEGAL_ARCHIVE_PLACE')
    const collector = submittedPage(running.app, officerOf('COLLECTOR'), { bytes })
    expect(await refusalOf(collector)).toBe('FORBIDDEN')
  })
})

describe('in the console', () => {
  test('waiting pages are listed by office with what to do, and a form shows its current scan to who may key', async () => {
    const { scanId } = await waitingPage()
    await waitingPage('79')
    const query = `{ waitingScans(first: 50) { totalCount edges { node { id unitCode state fault faultText { vi } straight } } } }`
    const { data, errors } = await askGraphql(server, { query }, operatorSession)
    expect(errors).toEqual([])
    const listed = (
      data as { waitingScans: { totalCount: number; edges: { node: { id: string; unitCode: string } }[] } }
    ).waitingScans
    expect(listed.edges.map(({ node }) => node)).toContainEqual({
      id: scanId,
      unitCode: '01',
      state: 'WAITING',
      fault: 'NO_BARCODE',
      faultText: { vi: expect.stringContaining('mã vạch') },
      straight: false,
    })
    expect(new Set(listed.edges.map(({ node }) => node.unitCode))).toEqual(new Set(['01']))
    expect(listed.totalCount).toBe(listed.edges.length)
  })

  test('a form shows its current scan and what it proposes to who may key, and to nobody else', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const bytes = await pngOf(await formPageOf(version, serial, { ticks, dpi: 150 }))
    const { id } = await readPage(running.app, operator, { bytes })
    const query = `query ($serial: String!) { form(serial: $serial) {
      ... on Form { definition keyed currentScan { id state straight proposals } } } }`
    const asked = (headers: Credentials) => askGraphql(server, { query, variables: { serial } }, headers)
    const { data } = await asked(operatorSession)
    expect(data).toMatchObject({
      form: { definition: version, keyed: 0, currentScan: { id, state: 'PLACED', straight: true } },
    })
    expect(JSON.stringify(data)).toContain('MALE')
    const collector = (await signIn(server, await hireOfficer(running.app, 'COLLECTOR'))).credentials
    expect((await asked(collector)).data).toMatchObject({ form: { currentScan: null } })
  })
})
