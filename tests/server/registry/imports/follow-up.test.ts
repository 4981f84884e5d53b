import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createImport } from '../../../../server/registry/imports/create-import.ts'
import { createProfile } from '../../../../server/registry/imports/create-profile.ts'
import { importPhases } from '../../../../server/registry/imports/import-phases.ts'
import { missingItems } from '../../../../server/registry/imports/missing-items.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { type HttpServer, openHttp, refusalIn, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { csvOf, load, registrar, residentProfile, rowOf } from './locality.ts'

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

describe('the error file', () => {
  const fileOf = async (id: string, unitCode: string, role: 'REGISTRAR' | 'COLLECTOR' = 'REGISTRAR') => {
    const { credentials: headers } = await signIn(server, await hireOfficer(running.app, role, unitCode))
    return fetch(`${server.url}/imports/${id}/errors.csv`, { headers })
  }

  test('names line, field and reason in both languages, and is read only with a trace', async () => {
    const rows = [rowOf({ TEN: 'Tên Bí Mật 1' }), rowOf({ XA: '99999' }), rowOf()]
    const { id } = await load(running, csvOf(rows))
    const response = await fileOf(id, '01')
    expect(response.headers.get('content-type')).toContain('text/csv')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toBe('line,field,reason,noi_dung,text')
    expect(lines[1]).toMatch(/^2,name,NAME_ILLEGAL,"Mục 1\. Họ, chữ đệm và tên khai sinh: .+","Item 1\. .+"$/)
    expect(lines[2]).toMatch(/^3,unit,UNIT_UNKNOWN,"Nơi thường trú: .+","Permanent residence: .+"$/)
    expect(lines.join('')).not.toMatch(/Bí Mật|99999/)
    const seen = { subjectKind: 'import', subjectId: id, action: 'import.read-errors' }
    expect(await running.app.db.auditEntry.count({ where: seen })).toBe(1)
  })

  test('of thousands of bad rows comes whole, in the order of the lines', async () => {
    const { id } = await load(
      running,
      csvOf(Array.from({ length: 2500 }, () => rowOf({ NS: '1/1/1', GT: 'x' }))),
    )
    const lines = (await (await fileOf(id, '01')).text()).trimEnd().split('\r\n').slice(1)
    expect(lines).toHaveLength(5000)
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
      Array.from({ length: 5000 }, (_, i) => 2 + Math.floor(i / 2)),
    )
  })

  test('is refused outside the province, to other roles, and for an import that is none', async () => {
    const { id } = await load(running, csvOf([rowOf()]))
    expect(await refusalIn(await fileOf(id, '79'))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await fileOf(id, '01', 'COLLECTOR'))).toBe('403 FORBIDDEN')
    expect(await refusalIn(await fileOf('none', '01'))).toBe('404 NOT_FOUND')
  })
})

describe('people to top up', () => {
  test('are listed by unit and item, page after page, within the officer’s reach', async () => {
    const rows = Array.from({ length: 60 }, (_, i) =>
      rowOf({ XA: '00009', ...(i < 55 ? { TG: '' } : { DT: '' }) }),
    )
    await load(running, csvOf(rows))
    const query = { unitCode: '00009', item: 'religion' }
    const first = await missingItems(running.app, registrar, query)
    expect(first.people).toHaveLength(50)
    expect(first.people[0]).toMatchObject({ unitCode: '00009', missing: ['religion'] })
    const second = await missingItems(running.app, registrar, { ...query, after: first.next })
    expect(second).toMatchObject({ next: null })
    expect(new Set([...first.people, ...second.people].map(({ residentId }) => residentId)).size).toBe(55)
    expect(
      (await missingItems(running.app, registrar, { unitCode: '01', item: 'ethnicity' })).people,
    ).toHaveLength(5)
    expect((await missingItems(running.app, registrar, { item: 'bloodType' })).people).toEqual([])
    expect((await missingItems(running.app, officerOf('REGISTRAR', '79'), query)).people).toEqual([])
    expect(await refusalOf(missingItems(running.app, officerOf('COLLECTOR'), query))).toBe('FORBIDDEN')
  })
})

test('a phase is the sum of its imports: rows, loaded, correct', async () => {
  await load(running, csvOf([rowOf(), rowOf({ TG: '' }), rowOf({ GT: 'x' })]), { phase: 'Giai đoạn 1' })
  await load(running, csvOf([rowOf()]), { phase: ' Giai đoạn  1' })
  const phases = await importPhases(running.app, registrar)
  expect(phases.find(({ phase }) => phase === 'Giai đoạn 1')).toEqual({
    unitCode: '01',
    phase: 'Giai đoạn 1',
    imports: 2,
    rows: 4,
    loaded: 3,
    correct: 2,
  })
  expect(await importPhases(running.app, officerOf('REGISTRAR', '79'))).toEqual([])
})

describe('a profile', () => {
  const profile = (changes: object = {}) => ({
    unitCode: '01',
    name: 'Dữ liệu Mẫu',
    definition: residentProfile,
    ...changes,
  })

  test('that is changed is the next version, and the first one stays', async () => {
    const first = await createProfile(running.app, registrar, profile())
    const second = await createProfile(running.app, registrar, profile({ name: ' Dữ liệu  Mẫu' }))
    const kept = await running.app.db.mappingProfile.findMany({
      where: { id: { in: [first, second] } },
      orderBy: { version: 'asc' },
    })
    expect(kept.map(({ version }) => version)).toEqual([1, 2])
  })

  test.each([
    [{ definition: { ...residentProfile, key: [] } }, 'ILLEGAL_PROFILE'],
    [{ definition: 'nothing' }, 'ILLEGAL_PROFILE'],
    [{ name: '' }, 'ILLEGAL_PROFILE'],
    [{ definition: { ...residentProfile, asOf: '2030-01-01' } }, 'PROFILE_DAY_IN_FUTURE'],
    [{ unitCode: '79' }, 'FORBIDDEN'],
  ])('with %j is refused', async (changes, code) => {
    expect(await refusalOf(createProfile(running.app, registrar, profile(changes)))).toBe(code)
  })

  test('without a complete upload of the officer’s own begins no import', async () => {
    const profileId = await createProfile(running.app, registrar, profile())
    const begin = (uploadId: string) =>
      createImport(running.app, registrar, { profileId, phase: null, from: { uploadId } })
    expect(await refusalOf(begin('none'))).toBe('NOT_FOUND')
    const upload = {
      purpose: 'REGISTRY_DATA',
      unitCode: '01',
      sha256: 'ab'.repeat(32),
      bytes: 10,
      startedAt: new Date(running.app.clock()),
    }
    const half = await running.app.db.upload.create({ data: { ...upload, officerId: registrar.id } })
    expect(await refusalOf(begin(half.id))).toBe('UPLOAD_INCOMPLETE')
    const others = {
      ...upload,
      officerId: officerOf('REGISTRAR').id,
      received: 10,
      completedAt: upload.startedAt,
    }
    expect(await refusalOf(begin((await running.app.db.upload.create({ data: others })).id))).toBe(
      'NOT_FOUND',
    )
  })
})
