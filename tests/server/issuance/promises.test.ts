import { afterAll, beforeEach, expect, test } from 'vitest'
import { addDays, calendarDateAt, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { promiseCauses } from '../../../core/enrollment/promise.ts'
import { keepPromises } from '../../../server/issuance/promises/keep-promises.ts'
import { moveApplication } from '../../../server/enrollment/move-application.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { dateOf, instantAt } from '../../../server/kernel/clock.ts'
import { applicationStatus } from '../../../server/portal/application-status.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'

/** A Monday morning in a month without days off. */
const morning = '2026-03-02T08:00:00+07:00'
const deadlineOn = dateOf(parseCalendarDate('2026-03-11'))
const stepDates = { RECEIVED: '2026-03-02', UNDER_REVIEW: '2026-03-02' }

let running: TestApp
beforeEach(async () => {
  await running?.close()
  running = await testApp({ now: Date.parse(morning) })
})
afterAll(() => running?.close())

/** The floor has done with everything on the nth day from now; `null`: there are no blanks. */
async function foresee(nth: number | null): Promise<void> {
  const { app } = running
  const today = calendarDateAt(app.clock())
  const rows = Array.from({ length: 30 }, (_, i) => {
    const isBusy = nth === null || i < nth
    const planned = isBusy && nth !== null ? 10 : 0
    return {
      day: addDays(today, i),
      capacity: nth === null ? 0 : 10,
      planned,
      backlog: isBusy ? 10 * Math.max(0, (nth ?? 1) - i - 1) : 0,
      stock: nth === null ? 0 : 1000,
    }
  })
  const count = nth === null ? 10 : nth * 10
  const classes = [{ priority: 99, deadlineOn: null, count, madeOn: null }]
  const at = instantAt(app.clock())
  const floor = { cardsPerHour: 1, stations: 1, blanks: 1000, backlog: count }
  await app.db.capacityForecast.create({ data: { at, ...floor, days: rows, classes } })
}

const promiseOf = async (id: string) => {
  const { promisedOn, promiseCause } = await running.app.db.application.findUniqueOrThrow({ where: { id } })
  return [promisedOn?.toISOString().slice(0, 10) ?? null, promiseCause]
}
const approved = () =>
  applicationIn(running.app, 'APPROVED', { deadlineOn, promisedOn: deadlineOn, stepDates })

test('the law’s day stands until production has told what it will make', async () => {
  const { id } = await approved()
  expect(await keepPromises(running.app)).toBe(0)
  expect(await promiseOf(id)).toEqual(['2026-03-11', null])
})

test('files that stand alike are promised alike, each change is kept, and nothing is written where nothing changed', async () => {
  const files = [await approved(), await approved()]
  const sent = await applicationIn(running.app, 'IN_TRANSIT', {
    deadlineOn,
    promisedOn: deadlineOn,
    stepDates: { ...stepDates, IN_PRODUCTION: '2026-03-02' },
  })
  const ready = await applicationIn(running.app, 'READY', { deadlineOn, promisedOn: deadlineOn })
  await foresee(0)
  expect(await keepPromises(running.app)).toBe(3)
  // Made today, one day to the carrier and two on the road; on the road already.
  for (const { id } of files) expect(await promiseOf(id)).toEqual(['2026-03-05', null])
  expect(await promiseOf(sent.id)).toEqual(['2026-03-04', null])
  expect(await promiseOf(ready.id)).toEqual(['2026-03-11', null])
  expect(await keepPromises(running.app)).toBe(0)
  const kept = await running.app.db.promiseChange.findMany({ where: { applicationId: files[0]!.id } })
  expect(kept).toMatchObject([{ before: deadlineOn, after: dateOf(parseCalendarDate('2026-03-05')) }])
})

test('a queue at the floor moves the promise behind the law’s day, and the citizen reads why', async () => {
  const file = await approved()
  await foresee(14)
  await keepPromises(running.app)
  expect(await promiseOf(file.id)).toEqual(['2026-03-19', 'PRODUCTION_QUEUE'])
  const birthDate = file.birthDate ?? ''
  const status = await applicationStatus(running.app, { code: file.code, birthDate })
  expect(status).toMatchObject({
    promisedOn: '2026-03-19',
    deadlineOn: '2026-03-11',
    late: promiseCauses.PRODUCTION_QUEUE,
  })
})

test('without blanks nothing is promised, and as soon as there are some it is', async () => {
  const { id } = await approved()
  await foresee(null)
  await keepPromises(running.app)
  expect(await promiseOf(id)).toEqual([null, 'NO_BLANKS'])
  running.advanceClock(days(1))
  await foresee(0)
  await keepPromises(running.app)
  expect(await promiseOf(id)).toEqual(['2026-03-06', null])
})

test('the clock stands while a file lies returned: the law’s day moves by the working days that passed', async () => {
  const { app } = running
  const file = await applicationIn(app, 'SCREENING', { deadlineOn, promisedOn: deadlineOn })
  const move = async (event: 'returnToDesk' | 'resubmit') => {
    const row = await app.db.application.findUniqueOrThrow({ where: { id: file.id } })
    await app.db.$transaction((tx) => moveApplication(tx, app, row, { event, actor: systemActor }))
  }
  await move('returnToDesk')
  await foresee(0)
  await keepPromises(app)
  expect(await promiseOf(file.id)).toEqual([null, 'RETURNED'])
  // Until the Monday after: five working days.
  running.advanceClock(days(7))
  await move('resubmit')
  const row = await app.db.application.findUniqueOrThrow({ where: { id: file.id } })
  expect(row).toMatchObject({
    stoppedDays: 5,
    stoppedSince: null,
    deadlineOn: dateOf(parseCalendarDate('2026-03-18')),
  })
})
