import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOfficer } from '../../../server/access/create-officer.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf, password } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('an officer gets an account with roles from today on; the password is not stored', async () => {
  const { app } = running
  const administrator = officerOf('ADMINISTRATOR')
  const roles = [
    { role: 'CAPTURE_OFFICER', unitCode: '01' },
    { role: 'RECEPTION', unitCode: '79' },
  ] as const
  const id = await createOfficer(app, administrator, {
    name: 'Cán bộ Mẫu',
    username: 'can.bo.moi',
    password,
    roles,
  })
  const officer = await app.db.officer.findUniqueOrThrow({
    where: { id },
    include: { assignments: { orderBy: { unitCode: 'asc' } }, credentials: true },
  })
  expect(officer.assignments).toMatchObject(
    roles.map((held) => ({ ...held, validFrom: new Date('2026-03-02T00:00:00Z') })),
  )
  expect(JSON.stringify(officer)).not.toContain(password)
  expect(await app.db.auditEntry.findMany({ where: { subjectId: id } })).toMatchObject([
    {
      action: 'officer.create',
      actorId: administrator.id,
      details: '{"roles":"CAPTURE_OFFICER@01 RECEPTION@79"}',
    },
  ])
})

test('a name that is taken makes no second account', async () => {
  const { app } = running
  const again = { name: 'Cán bộ Khác', username: 'can.bo.moi', password, roles: [] }
  expect(await refusalOf(createOfficer(app, officerOf('ADMINISTRATOR'), again))).toBe('USERNAME_TAKEN')
  expect(await app.db.officer.count({ where: { username: 'can.bo.moi' } })).toBe(1)
})
