import { randomBytes } from 'node:crypto'
import { appendFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chunkType, offsetHeader, uploadStateSchema } from '../../../../core/contracts/uploads.ts'
import { forgetUploads } from '../../../../server/registry/scans/forget-uploads.ts'
import { openUpload } from '../../../../server/registry/scans/upload-files.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { type Credentials, type HttpServer, openHttp, refusalIn, signIn } from '../../../support/http.ts'
import { hireOfficer } from '../../../support/officers.ts'
import { sha256Of } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let server: HttpServer
let operator: Credentials
let registrar: Credentials
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  operator = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
  registrar = (await signIn(server, await hireOfficer(running.app, 'REGISTRAR'))).credentials
})
afterAll(async () => {
  await server.close()
  await running.close()
})

interface Order {
  readonly purpose?: string
  readonly unitCode?: string
  readonly sha256?: string
  readonly bytes?: number
}

const post = (headers: Credentials, order: Order | string) =>
  fetch(`${server.url}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof order === 'string' ? order : JSON.stringify(order),
  })

const stateIn = async (response: Response) => uploadStateSchema.parse(await response.json())

async function announced(headers: Credentials, file: Uint8Array, more: Order = {}) {
  const order = { purpose: 'FORM_PAGE', unitCode: '01', sha256: sha256Of(file), bytes: file.length, ...more }
  return stateIn(await post(headers, order))
}

interface Piece {
  readonly id: string
  readonly offset: number | string
  readonly bytes: Uint8Array
}

const patch = (headers: Credentials, { id, offset, bytes }: Piece) =>
  fetch(`${server.url}/uploads/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': chunkType, [offsetHeader]: String(offset), ...headers },
    body: new Uint8Array(bytes),
  })

const onDisk = () => readdir(join(running.dataDir, 'uploads')).catch(() => [])

describe('a page in pieces', () => {
  test('is complete with its last byte, lies in the sealed store, and leaves no file behind', async () => {
    const file = randomBytes(300_000)
    const { id, received, complete } = await announced(operator, file)
    expect({ received, complete }).toEqual({ received: 0, complete: false })
    const first = await patch(operator, { id, offset: 0, bytes: file.subarray(0, 100_000) })
    expect(first.headers.get(offsetHeader)).toBe('100000')
    expect(await stateIn(first)).toMatchObject({ received: 100_000, complete: false })
    const last = await patch(operator, { id, offset: 100_000, bytes: file.subarray(100_000) })
    expect(await stateIn(last)).toMatchObject({ received: 300_000, complete: true })
    expect(Buffer.from((await running.app.blobs.get(sha256Of(file))) ?? []).equals(file)).toBe(true)
    expect(await onDisk()).not.toContain(id)
  })

  test('for a wrong place is refused with the right one, also where it came before', async () => {
    const file = randomBytes(1000)
    const { id } = await announced(operator, file)
    const piece = file.subarray(0, 400)
    await patch(operator, { id, offset: 0, bytes: piece })
    for (const offset of [0, 399, 401, 5000]) {
      const refused = await patch(operator, { id, offset, bytes: piece })
      expect(refused.headers.get(offsetHeader)).toBe('400')
      expect(refused.status).toBe(409)
      expect(await refused.json()).toMatchObject({ code: 'WRONG_OFFSET', received: 400 })
    }
    const head = await fetch(`${server.url}/uploads/${id}`, { method: 'HEAD', headers: operator })
    expect(head.headers.get(offsetHeader)).toBe('400')
  })

  test('sent twice at once is taken once', async () => {
    const file = randomBytes(50_000)
    const { id } = await announced(operator, file)
    const answers = await Promise.all(
      [0, 1, 2].map(() => patch(operator, { id, offset: 0, bytes: file.subarray(0, 20_000) })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await patch(operator, { id, offset: 20_000, bytes: file.subarray(20_000) })).status).toBe(200)
    expect(await announced(operator, file)).toMatchObject({ id, complete: true })
  })

  test('announced again is the same upload, with what has come', async () => {
    const file = randomBytes(2000)
    const [one, two] = await Promise.all([announced(operator, file), announced(operator, file)])
    expect(two.id).toBe(one.id)
    await patch(operator, { id: one.id, offset: 0, bytes: file.subarray(0, 700) })
    expect(await announced(operator, file)).toMatchObject({ id: one.id, received: 700, complete: false })
    const otherwise = { purpose: 'FORM_PAGE', unitCode: '01', sha256: sha256Of(file), bytes: 1999 }
    expect(await refusalIn(await post(operator, otherwise))).toBe('422 ANNOUNCED_OTHERWISE')
  })

  test('that is not what was announced is thrown away and begins anew', async () => {
    const file = randomBytes(5000)
    const { id } = await announced(operator, file)
    const altered = Buffer.from(file)
    altered[77] = (altered[77] ?? 0) ^ 1
    expect(await refusalIn(await patch(operator, { id, offset: 0, bytes: altered }))).toBe(
      '422 UPLOAD_DAMAGED',
    )
    expect(await onDisk()).not.toContain(id)
    expect(await running.app.blobs.get(sha256Of(altered))).toBeNull()
    expect(await announced(operator, file)).toMatchObject({ id, received: 0, complete: false })
    expect(await stateIn(await patch(operator, { id, offset: 0, bytes: file }))).toMatchObject({
      complete: true,
    })
  })

  test('longer than announced is refused, and the rest can still come', async () => {
    const file = randomBytes(1000)
    const { id } = await announced(operator, file)
    const long = Buffer.concat([file, file])
    expect(await refusalIn(await patch(operator, { id, offset: 0, bytes: long }))).toBe('422 UPLOAD_TOO_LONG')
    expect(await stateIn(await patch(operator, { id, offset: 0, bytes: file }))).toMatchObject({
      complete: true,
    })
  })

  test('whose file was lost with a disk begins anew', async () => {
    const file = randomBytes(1000)
    const { id } = await announced(operator, file)
    await running.app.db.upload.update({ where: { id }, data: { received: 600n } })
    const answer = await patch(operator, { id, offset: 600, bytes: file.subarray(600) })
    expect(await stateIn(answer)).toMatchObject({ received: 0, complete: false })
  })

  test('whose server ended between the last byte and its check is complete with an empty piece', async () => {
    const file = randomBytes(1000)
    const { id } = await announced(operator, file)
    await patch(operator, { id, offset: 0, bytes: file.subarray(0, 999) })
    await appendFile(join(running.dataDir, 'uploads', id), file.subarray(999))
    await running.app.db.upload.update({ where: { id }, data: { received: 1000n } })
    const end = { id, offset: 1000, bytes: new Uint8Array() }
    const answers = await Promise.all([patch(operator, end), patch(operator, end)])
    for (const answer of answers) expect(await stateIn(answer)).toMatchObject({ complete: true })
    expect(await running.app.blobs.get(sha256Of(file))).not.toBeNull()
  })
})

describe('an upload', () => {
  test('is refused without sign-in, outside the unit, for another purpose, too large, or malformed', async () => {
    const file = { purpose: 'FORM_PAGE', unitCode: '01', sha256: 'ab'.repeat(32), bytes: 10 }
    expect(await refusalIn(await post({}, file))).toBe('401 UNAUTHENTICATED')
    expect(await refusalIn(await post(operator, { ...file, unitCode: '79' }))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await post(operator, { ...file, purpose: 'REGISTRY_DATA' }))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await post(registrar, file))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await post(operator, { ...file, bytes: 20_000_001 }))).toBe('422 FILE_TOO_LARGE')
    const data = { ...file, purpose: 'REGISTRY_DATA', bytes: 10 * 2 ** 30 + 1 }
    expect(await refusalIn(await post(registrar, data))).toBe('422 FILE_TOO_LARGE')
    for (const wrong of [{ ...file, bytes: 0 }, { ...file, sha256: 'x' }, { ...file, purpose: 'CAT' }, '{'])
      expect(await refusalIn(await post(operator, wrong))).toBe('400 ILLEGAL_REQUEST')
  })

  test('of somebody else looks like none', async () => {
    const { id } = await announced(operator, randomBytes(100))
    const other = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
    for (const missing of [id, unknownId(), 'x']) {
      const look = await fetch(`${server.url}/uploads/${missing}`, { headers: other })
      expect(await refusalIn(look)).toBe('404 NOT_FOUND')
      const piece = { id: missing, offset: 0, bytes: randomBytes(10) }
      expect(await refusalIn(await patch(other, piece))).toBe('404 NOT_FOUND')
    }
  })

  test('with an offset that is none, or a piece of more than eight megabytes, is refused', async () => {
    const { id } = await announced(operator, randomBytes(100))
    for (const offset of ['-1', '1e3', 'x', ''])
      expect(await refusalIn(await patch(operator, { id, offset, bytes: randomBytes(3) }))).toBe(
        '400 ILLEGAL_REQUEST',
      )
    const large = await patch(operator, { id, offset: 0, bytes: new Uint8Array(8 * 2 ** 20 + 1) })
    expect(await refusalIn(large)).toBe('413 TOO_LARGE')
  })

  test('of the registry’s data stays a file, to be read as a stream once it is whole', async () => {
    const file = randomBytes(9 * 2 ** 20)
    const { id } = await announced(registrar, file, { purpose: 'REGISTRY_DATA' })
    await patch(registrar, { id, offset: 0, bytes: file.subarray(0, 8 * 2 ** 20) })
    expect(await refusalOf(openUpload(running.app, id))).toBe('UPLOAD_INCOMPLETE')
    await patch(registrar, { id, offset: 8 * 2 ** 20, bytes: file.subarray(8 * 2 ** 20) })
    const { stream, ...known } = await openUpload(running.app, id)
    expect(known).toMatchObject({ bytes: file.length, sha256: sha256Of(file), unitCode: '01' })
    expect(sha256Of(await buffer(stream()))).toBe(sha256Of(file))
    expect(await refusalOf(openUpload(running.app, unknownId()))).toBe('NOT_FOUND')
  })

  test('that was never finished leaves the disk after a month', async () => {
    const file = randomBytes(100)
    const { id } = await announced(operator, file)
    await patch(operator, { id, offset: 0, bytes: file.subarray(0, 50) })
    await forgetUploads(running.app)
    expect(await onDisk()).toContain(id)
    running.advanceClock(days(31))
    expect(await forgetUploads(running.app)).toBeGreaterThan(0)
    expect(await onDisk()).not.toContain(id)
    expect(await running.app.db.upload.findUnique({ where: { id } })).toBeNull()
  })

  test('whose page is in the sealed store leaves no copy beside it, even when the server ended between the two', async () => {
    const file = randomBytes(100)
    const officer = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
    const { id } = await announced(officer, file)
    await patch(officer, { id, offset: 0, bytes: file })
    await writeFile(join(running.dataDir, 'uploads', id), file)
    await forgetUploads(running.app)
    expect(await onDisk()).not.toContain(id)
  })

  test('piece of another content type is refused', async () => {
    const officer = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
    const { id } = await announced(officer, randomBytes(10))
    const headers = { 'content-type': 'text/plain', [offsetHeader]: '0', ...officer }
    const wrong = await fetch(`${server.url}/uploads/${id}`, { method: 'PATCH', headers, body: 'x' })
    expect(await refusalIn(wrong)).toBe('400 ILLEGAL_REQUEST')
  })
})
