import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeFormSerial } from '../../../../core/forms/serial.ts'
import { collectForms } from '../../../../server/registry/forms/collect-forms.ts'
import { keyForm } from '../../../../server/registry/forms/key-form.ts'
import { readFormPage } from '../../../../server/registry/scans/read-form-page.ts'
import { recoverFormScans } from '../../../../server/registry/scans/recover-form-scans.ts'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import { asScanned, formPageOf, type Ink, jpegOf, pngOf, torn } from '../../../support/form-pages.ts'
import { officerOf } from '../../../support/officers.ts'
import { printedForms, readPage, receivedForms, submittedPage } from '../../../support/received-forms.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const operator = officerOf('KEY_ENTRY_OPERATOR')
const version = 'DC01/2025'
const ink: Ink = {
  ticks: { sex: ['FEMALE'], nationality: ['VN'], bloodType: ['UNKNOWN'] },
  words: { name: 'TRẦN THỊ MẪU ĐƠN', birthDate: '15021990', religion: 'Không' },
}

const formOf = (serial: string) => running.app.db.form.findUniqueOrThrow({ where: { serial } })

/** A page askew in the tray, so that no two pages are the same bytes. */
async function sheetOf(serial: string, skew = 1): Promise<Uint8Array> {
  const page = await formPageOf(version, serial, { ...ink, dpi: 150 })
  return jpegOf(asScanned(page, { skew, noise: 12, paper: 240, black: 20 }))
}

/** A page that lies straight. */
const flatSheetOf = async (serial: string): Promise<Uint8Array> =>
  jpegOf(await formPageOf(version, serial, { dpi: 150 }))

describe('a page of a received form', () => {
  test('moves it to SCANNED in the name of the officer, with its archive place and what its ink proposes', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const bytes = await sheetOf(serial)
    const scan = await readPage(running.app, operator, { bytes, archivePlace: 'K3-H12' })
    expect(scan).toMatchObject({
      formSerial: serial,
      fault: null,
      superseded: false,
      scannedById: operator.id,
    })
    expect(scan.width).toBeGreaterThan(1200)
    expect(scan.registration).toMatchObject({ inferred: false })
    expect(scan.proposals).toMatchObject({
      sex: { answer: ['FEMALE'], blank: false },
      bloodType: { answer: { unknown: true } },
      religion: { written: [''] },
      number: { blank: true },
    })
    expect(await formOf(serial)).toMatchObject({ status: 'SCANNED', archivePlace: 'K3-H12' })
    const history = await running.app.db.transition.findMany({ where: { recordId: serial, event: 'scan' } })
    expect(history).toMatchObject([{ actorKind: 'officer', actorId: operator.id }])
  })

  test('handed in again, by whomever, changes nothing; nor does its job when run again', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const bytes = await sheetOf(serial)
    const { id } = await readPage(running.app, operator, { bytes })
    await submittedPage(running.app, officerOf('KEY_ENTRY_OPERATOR'), { bytes })
    const before = await contentOf(running.app)
    expect(await submittedPage(running.app, operator, { bytes })).toEqual({ scanId: id, known: true })
    await readFormPage(running.app, { scanId: id })
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('scanned anew takes the earlier scan’s place, in whichever order they are read', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const first = await submittedPage(running.app, operator, { bytes: await sheetOf(serial, 1) })
    running.advanceClock(minutes(1))
    const second = await submittedPage(running.app, operator, { bytes: await sheetOf(serial, -1) })
    await readFormPage(running.app, { scanId: second.scanId })
    await readFormPage(running.app, { scanId: first.scanId })
    const scans = await running.app.db.formScan.findMany({ where: { formSerial: serial } })
    const current = scans.filter(({ superseded }) => !superseded).map(({ id }) => id)
    expect(current).toEqual([second.scanId])
    running.advanceClock(minutes(1))
    const third = await readPage(running.app, operator, { bytes: await sheetOf(serial, 2) })
    expect(third.superseded).toBe(false)
    expect(await running.app.db.formScan.count({ where: { formSerial: serial, superseded: false } })).toBe(1)
  })

  test('read by two workers at once is one step of the form, with one current scan', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const one = await submittedPage(running.app, operator, { bytes: await sheetOf(serial, 1.2) })
    running.advanceClock(minutes(1))
    const two = await submittedPage(running.app, operator, { bytes: await sheetOf(serial, -1.2) })
    await Promise.all([one, two].map(({ scanId }) => readFormPage(running.app, { scanId })))
    expect(await running.app.db.transition.count({ where: { recordId: serial, event: 'scan' } })).toBe(1)
    const current = { formSerial: serial, superseded: false }
    expect(await running.app.db.formScan.findMany({ where: current })).toMatchObject([{ id: two.scanId }])
  })
})

describe('a page waits for a person', () => {
  const waiting = async (bytes: Uint8Array, by = operator, unitCode = '01') => {
    const scan = await readPage(running.app, by, { bytes, unitCode })
    expect(scan).toMatchObject({ formSerial: null, proposals: null })
    expect(scan.readAt).not.toBeNull()
    return scan.fault
  }

  test('when it is no image, has no marks, or no barcode', async () => {
    const [serial = ''] = await receivedForms(running.app, 1)
    const page = await formPageOf(version, serial, ink)
    expect(await waiting(randomBytes(5000))).toBe('NOT_AN_IMAGE')
    const cutOff = (await pngOf(page)).subarray(0, 20_000)
    expect(await waiting(cutOff)).toBe('NOT_AN_IMAGE')
    const withoutMarks = torn(torn(page, { x: 0, y: 0, width: 210, height: 25 }), {
      x: 0,
      y: 270,
      width: 210,
      height: 27,
    })
    expect(await waiting(await pngOf(withoutMarks))).toBe('NO_MARKS')
    expect(await waiting(await pngOf(torn(page, { x: 18.5, y: 7, width: 74, height: 15 })))).toBe(
      'NO_BARCODE',
    )
    expect(await formOf(serial)).toMatchObject({ status: 'RECEIVED' })
  })

  test('when its form is unknown, at another office, not received yet, or keyed already', async () => {
    const unknown = composeFormSerial({ kind: 'DC01', year: 2026, province: '01', sequence: 9_999_999 })
    expect(await waiting(await flatSheetOf(unknown))).toBe('UNKNOWN_FORM')
    const [printed = ''] = await printedForms(running.app, 1)
    expect(await waiting(await flatSheetOf(printed))).toBe('WRONG_STATE')
    const [elsewhere = ''] = await receivedForms(running.app, 1, '79')
    expect(await waiting(await flatSheetOf(elsewhere))).toBe('OTHER_OFFICE')
    const [keyed = ''] = await receivedForms(running.app, 1)
    await collectForms(running.app, operator, { serials: [keyed], step: 'scan' })
    const answers = { name: 'TRẦN THỊ MẪU' }
    for (const keyer of [operator, officerOf('KEY_ENTRY_OPERATOR')])
      await keyForm(running.app, keyer, { serial: keyed, answers })
    expect(await waiting(await flatSheetOf(keyed))).toBe('WRONG_STATE')
    expect(await formOf(keyed)).toMatchObject({ status: 'ENTERED' })
  })
})

test('a page whose job was lost with a worker goes before the reader again', async () => {
  const [serial = ''] = await receivedForms(running.app, 1)
  const { scanId } = await submittedPage(running.app, operator, { bytes: await flatSheetOf(serial) })
  await running.pool.query('DELETE FROM graphile_worker._private_jobs')
  expect(await recoverFormScans(running.app)).toBe(0)
  running.advanceClock(minutes(11))
  expect(await recoverFormScans(running.app)).toBe(1)
  const { rows } = await running.pool.query('SELECT payload FROM graphile_worker._private_jobs')
  expect(rows).toEqual([{ payload: { scanId } }])
})
