import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { agreeOn, openCase, type OpenedCase } from '../../support/duplicate-cases.ts'
import { unknownId } from '../../support/factory.ts'
import { type Credentials, type HttpServer, openHttp, refusalIn, signIn } from '../../support/http.ts'
import { hireOfficer, type Officer } from '../../support/officers.ts'

let running: TestApp
let server: HttpServer
let officer: Officer
let mine: Credentials
let foreign: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  const account = await hireOfficer(running.app, 'ADJUDICATOR')
  officer = account.actor
  mine = (await signIn(server, account)).credentials
  foreign = (await signIn(server, await hireOfficer(running.app, 'ADJUDICATOR', '79'))).credentials
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 4, 5, 6])
const pdf = Buffer.from('%PDF-1.7\n% biên bản làm việc')

async function sampleOf(applicationId: string, bytes: Buffer, kind = 'FINGER') {
  const { app } = running
  const sha256 = await app.blobs.put(bytes)
  const position = kind === 'FACE' ? 0 : 2
  return app.db.biometricSample.create({ data: { applicationId, kind, position, impression: 1, sha256 } })
}

const get = (path: string, credentials: Credentials) => fetch(server.url + path, { headers: credentials })

describe('images of samples', () => {
  test('are shown of both files of the case, kept by nobody, each view in the audit', async () => {
    const { app } = running
    const { id, applicationId, candidateFileId } = await openCase(app)
    const shown = [
      [await sampleOf(applicationId, png), png, 'image/png'],
      [await sampleOf(candidateFileId, jpeg, 'FACE'), jpeg, 'image/jpeg'],
    ] as const
    for (const [sample, bytes, type] of shown) {
      const answer = await get(`/adjudication/cases/${id}/samples/${sample.id}`, mine)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe(type)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
    }
    const views = await app.db.auditEntry.findMany({
      where: { action: 'duplicate-case.view-sample', subjectId: applicationId },
    })
    expect(views.map(({ actorId }) => actorId)).toEqual([officer.id, officer.id])
  })

  test('of another case, of nobody, and for another unit are not found', async () => {
    const { app } = running
    const [one, other] = [await openCase(app), await openCase(app)]
    const sample = await sampleOf(one.applicationId, png)
    const strange = await sampleOf(other.applicationId, png)
    const refused = async (path: string, credentials: Credentials) => refusalIn(await get(path, credentials))
    const path = (id: string, sampleId: string) => `/adjudication/cases/${id}/samples/${sampleId}`
    expect(await refused(path(one.id, strange.id), mine)).toBe('404 NOT_FOUND')
    expect(await refused(path(one.id, unknownId()), mine)).toBe('404 NOT_FOUND')
    expect(await refused(path(one.id, 'x'), mine)).toBe('404 NOT_FOUND')
    expect(await refused(path('x', sample.id), mine)).toBe('404 NOT_FOUND')
    expect(await refused(path(one.id, sample.id), foreign)).toBe('404 NOT_FOUND')
  })
})

describe('documents', () => {
  const told = (kind: string, title: string) => ({
    'document-kind': kind,
    'document-title': encodeURIComponent(title),
    'content-type': 'application/pdf',
  })
  const send = (found: Pick<OpenedCase, 'id'>, body: Buffer, headers: Credentials) =>
    fetch(`${server.url}/adjudication/cases/${found.id}/documents`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers,
    })

  test('a record of an interview is sent, kept under its hash, and read again', async () => {
    const { app } = running
    const found = await openCase(app)
    const answer = await send(found, pdf, {
      ...mine,
      ...told('INTERVIEW', 'Biên bản làm việc ngày 02/03/2026'),
    })
    expect(answer.status).toBe(201)
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    const added = (await answer.json()) as { id: string }
    expect(added).toEqual({ id: expect.any(String), sha256 })
    expect(await app.db.caseDocument.findUnique({ where: { id: added.id } })).toMatchObject({
      kind: 'INTERVIEW',
      title: 'Biên bản làm việc ngày 02/03/2026',
      contentType: 'application/pdf',
      officerId: officer.id,
    })
    const path = `/adjudication/cases/${found.id}/documents/${added.id}`
    const read = await get(path, mine)
    expect(read.headers.get('content-type')).toBe('application/pdf')
    expect(read.headers.get('cache-control')).toBe('private, no-store')
    expect(Buffer.from(await read.arrayBuffer())).toEqual(pdf)
    expect(await refusalIn(await get(path, foreign))).toBe('404 NOT_FOUND')
  })

  test('what it is says its content, not its sender', async () => {
    const { app } = running
    const found = await openCase(app)
    const answer = await send(found, png, { ...mine, ...told('DOCUMENT', 'Giấy khai sinh') })
    const { id } = (await answer.json()) as { id: string }
    expect(await app.db.caseDocument.findUnique({ where: { id } })).toMatchObject({
      contentType: 'image/png',
    })
    const page = Buffer.from('<script>alert(1)</script>')
    const refused = await send(found, page, { ...mine, ...told('DOCUMENT', 'Giấy khai sinh') })
    expect(await refusalIn(refused)).toBe('422 ILLEGAL_DOCUMENT')
  })

  test('is refused without a title, of an unknown kind, empty, too large, or for another unit', async () => {
    const { app } = running
    const found = await openCase(app)
    const before = await app.db.caseDocument.count()
    const { 'document-title': _title, ...untitled } = told('DOCUMENT', '')
    const refused = async (body: Buffer, headers: Credentials) => refusalIn(await send(found, body, headers))
    expect(await refused(pdf, { ...mine, ...untitled })).toBe('400 ILLEGAL_REQUEST')
    expect(await refused(pdf, { ...mine, ...told('DOCUMENT', ' ') })).toBe('422 ILLEGAL_DOCUMENT')
    expect(await refused(pdf, { ...mine, ...told('VERDICT', 'x') })).toBe('400 ILLEGAL_REQUEST')
    const bad = { ...mine, ...told('DOCUMENT', 'x'), 'document-title': '%E0%A4%A' }
    expect(await refused(pdf, bad)).toBe('400 ILLEGAL_REQUEST')
    expect(await refused(Buffer.alloc(0), { ...mine, ...told('DOCUMENT', 'x') })).toBe('400 ILLEGAL_REQUEST')
    const large = Buffer.concat([pdf, Buffer.alloc(10_000_001)])
    expect(await refused(large, { ...mine, ...told('DOCUMENT', 'x') })).toBe('413 TOO_LARGE')
    expect(await refused(pdf, { ...foreign, ...told('DOCUMENT', 'x') })).toBe('404 NOT_FOUND')
    expect(await app.db.caseDocument.count()).toBe(before)
  })

  test('none is added once the case has ended, nor by who captured the file', async () => {
    const { app } = running
    const ended = await openCase(app)
    await agreeOn(app, ended.id, { said: { verdict: 'DISTINCT' } })
    const late = await send(ended, pdf, { ...mine, ...told('DOCUMENT', 'Giấy khai sinh') })
    expect(await refusalIn(late)).toBe('409 TRANSITION_REFUSED')
    const own = await openCase(app, { file: { operatorId: officer.id } })
    const partial = await send(own, pdf, { ...mine, ...told('DOCUMENT', 'Giấy khai sinh') })
    expect(await refusalIn(partial)).toBe('422 SAME_PERSON')
  })
})
