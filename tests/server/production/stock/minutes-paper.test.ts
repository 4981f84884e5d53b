import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepCardPki } from '../../../../server/pki/card/keep-card-pki.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import {
  askGraphql,
  type Credentials,
  type HttpServer,
  nobody,
  openHttp,
  refusalIn,
  signIn,
} from '../../../support/http.ts'
import { isMissing } from '../../../support/is-missing.ts'
import { hireOfficer } from '../../../support/officers.ts'
import { deliveredLot } from '../../../support/stock.ts'

const run = promisify(execFile)
const popplerMissing = isMissing('poppler-utils', spawnSync('pdfsig', ['-v']).error === undefined)

let running: TestApp
let server: HttpServer
let folder: string
let keeper: Credentials
let minutesId: string
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  folder = await mkdtemp(join(tmpdir(), 'minutes-'))
  await keepCardPki(running.app)
  const account = await hireOfficer(running.app, 'STOCK_KEEPER')
  keeper = (await signIn(server, account)).credentials
  await deliveredLot(running.app, account.actor, 3)
  ;({ id: minutesId } = await running.app.db.minutes.findFirstOrThrow())
})
afterAll(async () => {
  await server.close()
  await running.close()
  await rm(folder, { recursive: true })
})

const paper = (id: string, headers = keeper) => fetch(`${server.url}/minutes/${id}.pdf`, { headers })

test.skipIf(popplerMissing)(
  'the record is a PDF that poppler finds signed, with what it has to say',
  async () => {
    const response = await paper(minutesId)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const file = join(folder, 'minutes.pdf')
    await writeFile(file, await response.bytes())
    const { stdout: signature } = await run('pdfsig', ['-nocert', file])
    expect(signature).toContain('Signature is Valid')
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-'])
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'BIÊN BẢN NHẬP KHO',
      '1/2026/BB-NK',
      '09 giờ 30 phút, ngày 02/03/2026',
      'Công ty Phôi Mẫu',
      'Cán bộ Mẫu',
      'THỦ KHO',
    ])
      expect(text).toContain(words)
  },
)

test('everybody gets the same file, also who asks at the same moment', async () => {
  const papers = await Promise.all([1, 2, 3].map(async () => (await paper(minutesId)).bytes()))
  expect(new Set(papers.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(1)
  running.advanceClock(60_000)
  expect(Buffer.from(await (await paper(minutesId)).bytes()).equals(Buffer.from(papers[0] ?? []))).toBe(true)
  expect(await running.app.db.minutesPaper.count({ where: { minutesId } })).toBe(1)
})

test('a signed file that is gone is not signed again: it comes back from the backup', async () => {
  const { sha256 } = await running.app.db.minutesPaper.findUniqueOrThrow({ where: { minutesId } })
  const file = join(running.app.env.dataDir, 'blobs', sha256.slice(0, 2), sha256)
  await rename(file, `${file}.away`)
  const gone = await paper(minutesId)
  await rename(`${file}.away`, file)
  expect(await refusalIn(gone)).toBe('422 PAPER_GONE')
  expect((await paper(minutesId)).status).toBe(200)
})

test('the record is for officers of its stores alone', async () => {
  const elsewhere = await signIn(server, await hireOfficer(running.app, 'STOCK_KEEPER', '79'))
  const other = await signIn(server, await hireOfficer(running.app, 'RECEPTION'))
  expect(await refusalIn(await paper(minutesId, nobody))).toBe('401 UNAUTHENTICATED')
  expect(await refusalIn(await paper(minutesId, other.credentials))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await paper(minutesId, elsewhere.credentials))).toBe('403 FORBIDDEN')
  expect(await refusalIn(await paper(unknownId()))).toBe('404 NOT_FOUND')
  expect(await refusalIn(await paper('x'))).toBe('404 NOT_FOUND')
  const query =
    '{ minutes { edges { node { number } } } stockLots { edges { node { id } } } blankCounts { count } }'
  const mine = await askGraphql(server, { query }, keeper)
  expect(mine.data).toMatchObject({
    minutes: { edges: [{ node: { number: '1/2026/BB-NK' } }] },
    stockLots: { edges: [{}] },
    blankCounts: [{ count: 3 }],
  })
  const theirs = await askGraphql(server, { query }, elsewhere.credentials)
  expect(theirs.data).toEqual({ minutes: { edges: [] }, stockLots: { edges: [] }, blankCounts: [] })
})
