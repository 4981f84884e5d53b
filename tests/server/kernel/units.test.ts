import { afterAll, beforeAll, expect, test } from 'vitest'
import { approveApplication } from '../../../server/enrollment/approve-application.ts'
import { unitsNow } from '../../../server/kernel/units.ts'
import { minutes, seconds, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

const connections = 3
let running: TestApp
beforeAll(async () => {
  running = await testApp({ variables: { DATABASE_CONNECTIONS: String(connections) } })
})
afterAll(() => running.close())

test('a copy that has aged is renewed beside the work, not within the transactions that hold all connections', async () => {
  const { app } = running
  await unitsNow(app)
  const files = []
  for (let i = 0; i < 4 * connections; i++) files.push(await applicationIn(app, 'AWAITING_APPROVAL'))
  running.advanceClock(seconds(45))
  const outcomes = await Promise.all(
    files.map(({ id }) => refusalOf(approveApplication(app, officerOf('APPROVER'), { id }))),
  )
  expect(outcomes).toEqual(files.map(() => 'NOT_REFUSED'))
})

test('a merger that takes effect is known a minute later', async () => {
  const { app } = running
  const approve = async () => {
    const { id } = await applicationIn(app, 'AWAITING_APPROVAL', { unitCode: '79' })
    return refusalOf(approveApplication(app, officerOf('APPROVER'), { id }))
  }
  expect(await approve()).toBe('FORBIDDEN')
  await app.db.administrativeUnit.updateMany({ where: { code: '79' }, data: { parentCode: '01' } })
  running.advanceClock(minutes(1))
  expect(await approve()).toBe('NOT_REFUSED')
})
