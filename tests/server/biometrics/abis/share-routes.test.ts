import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCbeff } from '../../../../core/biometrics/records/cbeff.ts'
import { recordKind } from '../../../../core/biometrics/records/record-kind.ts'
import { httpBiometrics } from '../../../../server/biometrics/abis/fetch-biometrics.ts'
import { readFingers } from '../../../../server/biometrics/abis/read-fingers.ts'
import { requestRemoval } from '../../../../server/biometrics/abis/request-removal.ts'
import { shareUrl } from '../../../../server/biometrics/abis/share-token.ts'
import { minutes, testApp, type TestApp } from '../../../support/app.ts'
import { applicationIn, captured } from '../../../support/files.ts'
import { inventedFingers } from '../../../support/fingers.ts'
import { type HttpServer, openHttp, refusalIn } from '../../../support/http.ts'
import { keepImages } from '../../../support/prints.ts'

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

const fingers = inventedFingers('shared', 10)

async function shared(changes: { readonly images?: boolean } = {}) {
  const file = await applicationIn(running.app, 'SCREENING')
  await keepImages(running.app, file, { body: 1, positions: [2, 7] })
  const referenceId = (await captured(running.app, file, fingers)) ?? ''
  const grant = { referenceId, images: false, expiresAt: running.app.clock() + minutes(45), ...changes }
  const { pathname } = new URL(shareUrl(running.app, grant))
  return { file, referenceId, url: server.url + pathname }
}

test('an address gives the ten fingers as minutiae, with nothing about the person; the fetch is audited', async () => {
  const { file, url } = await shared()
  const response = await fetch(url)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const cbeff = await response.text()
  const records = readCbeff(cbeff)
  expect(records.map(({ record }) => recordKind(record))).toEqual(Array(10).fill('minutiae-2005'))
  expect(records[0]).toMatchObject({ subtype: 'Right Thumb', purpose: 'Enroll', quality: { score: 70 } })
  const { name } = file.person as { name: string }
  for (const secret of [name, file.number!, file.code, file.id]) expect(cbeff).not.toContain(secret)
  const back = await readFingers(cbeff)
  expect(back.map(({ position }) => position)).toEqual(fingers.map(({ position }) => position))
  expect(Array.from(back[9]!.template.x).toSorted()).toEqual(Array.from(fingers[9]!.template.x).toSorted())
  expect(
    await running.app.db.auditEntry.findMany({ where: { subjectId: file.id, action: 'biometrics.share' } }),
  ).toHaveLength(1)
})

test('with images where the ABIS wants them', async () => {
  const { url } = await shared({ images: true })
  const kinds = readCbeff(await (await fetch(url)).text()).map(({ record }) => recordKind(record))
  expect(kinds.filter((kind) => kind === 'finger-image-2011')).toHaveLength(2)
  expect(kinds.filter((kind) => kind === 'minutiae-2005')).toHaveLength(10)
})

test('is refused when it is altered, too late, withdrawn or used too often', async () => {
  const { referenceId, url } = await shared()
  const altered = url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  for (const wrong of [altered, `${url}A`, url.slice(0, -8)])
    expect(await refusalIn(await fetch(wrong))).toBe('404 SHARE_UNKNOWN')
  const statuses: number[] = []
  for (let i = 0; i < 21; i++) statuses.push((await fetch(url)).status)
  expect(statuses).toEqual([...Array<number>(20).fill(200), 429])
  running.advanceClock(minutes(2))
  expect((await fetch(url)).status).toBe(200)
  await running.app.db.$transaction((tx) => requestRemoval(tx, running.app, { referenceId }))
  expect(await refusalIn(await fetch(url))).toBe('404 SHARE_UNKNOWN')
  const other = await shared()
  running.advanceClock(minutes(46))
  expect(await refusalIn(await fetch(other.url))).toBe('410 SHARE_EXPIRED')
})

test('fetched by an ABIS over HTTP: refusals become its reasons, and other origins are not asked', async () => {
  const { url } = await shared()
  const signal = new AbortController().signal
  const fetchBiometrics = httpBiometrics([new URL(url).origin])
  expect(readCbeff(await fetchBiometrics(url, signal))).toHaveLength(10)
  await expect(fetchBiometrics(`${url}A`, signal)).rejects.toMatchObject({ failure: 7 })
  await expect(httpBiometrics(['https://elsewhere.example.vn'])(url, signal)).rejects.toMatchObject({
    failure: 7,
  })
  await expect(fetchBiometrics('file:///etc/passwd', signal)).rejects.toMatchObject({ failure: 7 })
  running.advanceClock(minutes(46))
  await expect(fetchBiometrics(url, signal)).rejects.toMatchObject({ failure: 17 })
})
