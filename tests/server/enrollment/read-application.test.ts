import { afterAll, beforeAll, expect, test } from 'vitest'
import { readApplication } from '../../../server/enrollment/read-application.ts'
import { worklistOf } from '../../../server/enrollment/worklist.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

test('every view of a file is kept in the audit', async () => {
  const { app } = running
  const { id, code } = await applicationIn(app, 'SCREENING')
  const reader = officerOf('RECEPTION')
  expect(await readApplication(app, reader, { code })).toBe(id)
  expect(await app.db.auditEntry.findMany({ where: { subjectId: id } })).toMatchObject([
    { action: 'application.read', actorId: reader.id },
  ])
})

test.each([
  ['of another province', officerOf('APPROVER', '79'), 'FORBIDDEN'],
  ['without the role', officerOf('STOCK_KEEPER'), 'FORBIDDEN'],
])('an officer %s does not see it', async (_, actor, refusal) => {
  const { app } = running
  const { code } = await applicationIn(app, 'SCREENING')
  const before = await contentOf(app)
  expect(await refusalOf(readApplication(app, actor, { code }))).toBe(refusal)
  expect(await contentOf(app)).toEqual(before)
})

test('an unknown code is not found', async () => {
  const question = readApplication(running.app, officerOf('RECEPTION'), { code: 'HN001-01-260302-9999-A' })
  expect(await refusalOf(question)).toBe('NOT_FOUND')
})

test('a worklist holds the files of one state within the officer’s units, and of no others', async () => {
  const { app } = running
  const here = await applicationIn(app, 'AWAITING_APPROVAL')
  const elsewhere = await applicationIn(app, 'AWAITING_APPROVAL', { unitCode: '79' })
  const listed = async (unitCode: string) => {
    const where = await worklistOf(app, officerOf('APPROVER', unitCode), 'AWAITING_APPROVAL')
    return (await app.db.application.findMany({ where })).map(({ id }) => id)
  }
  expect(await listed('01')).toEqual([here.id])
  expect(await listed('79')).toEqual([elsewhere.id])
})
