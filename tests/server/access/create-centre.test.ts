import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCentre } from '../../../server/access/create-centre.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const administrator = officerOf('ADMINISTRATOR')
const centre = { code: 'HN777', name: 'Điểm thu nhận Mẫu Bảy', unitCode: '01', pickup: true }

test('a centre is opened at a unit, once, and the audit says by whom', async () => {
  await createCentre(running.app, administrator, centre)
  expect(await running.app.db.centre.findUniqueOrThrow({ where: { code: 'HN777' } })).toEqual({
    ...centre,
    phone: null,
  })
  const entries = await running.app.db.auditEntry.findMany({ where: { subjectId: 'HN777' } })
  expect(entries).toMatchObject([{ action: 'centre.create', actorId: administrator.id }])
  expect(await refusalOf(createCentre(running.app, administrator, centre))).toBe('ILLEGAL_CENTRE')
})

test('a code of another form, no name, an unknown unit, another role: refused, nothing changed', async () => {
  const before = await contentOf(running.app)
  const open = (changes: object, actor = administrator) =>
    refusalOf(createCentre(running.app, actor, { ...centre, code: 'HN778', ...changes }))
  expect(await open({ code: 'HN-1' })).toBe('ILLEGAL_CENTRE')
  expect(await open({ name: ' ' })).toBe('ILLEGAL_CENTRE')
  expect(await open({ unitCode: 'nowhere' })).toBe('NOT_FOUND')
  expect(await open({}, officerOf('APPROVER'))).toBe('FORBIDDEN')
  expect(await contentOf(running.app)).toEqual(before)
})
