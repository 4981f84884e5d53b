import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { acknowledgeQualityAlarm } from '../../../../server/biometrics/quality/acknowledge-quality-alarm.ts'
import { captureQuality } from '../../../../server/biometrics/quality/capture-quality.ts'
import { listQualityAlarms } from '../../../../server/biometrics/quality/list-quality-alarms.ts'
import { watchQuality } from '../../../../server/biometrics/quality/watch-quality.ts'
import { dateOf } from '../../../../server/kernel/clock.ts'
import { NotAllowed, NotFound } from '../../../../server/kernel/errors.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const supervisor = officerOf('STATION_SUPERVISOR', '01')
const elsewhere = officerOf('STATION_SUPERVISOR', '79')

interface Desk {
  readonly operatorId: string
  readonly device: string
  readonly centreCode: string
}
let desks = 0
const deskAt = (centreCode: string, operatorId: string = randomUUID()): Desk => ({
  operatorId,
  device: `Đầu đọc ${++desks}`,
  centreCode,
})

/** Captures of a desk on each of the days from … until back from today: `qualityOn(back)` is that day’s mean. */
async function captures(
  desk: Desk,
  {
    from,
    until,
    qualityOn,
    samples = 20,
  }: {
    from: number
    until: number
    qualityOn: (back: number) => number
    samples?: number
  },
): Promise<void> {
  const today = calendarDateAt(running.app.clock())
  await running.app.db.captureTally.createMany({
    data: Array.from({ length: from - until + 1 }, (_, i) => from - i).map((back) => ({
      ...desk,
      day: dateOf(addDays(today, -back)),
      kind: 'FINGER',
      samples,
      measured: samples,
      qualitySum: samples * qualityOn(back),
      poor: 2,
      recaptures: 5,
      exceptions: 1,
    })),
  })
}

/** Two points more and less from day to day. */
const about = (mean: number) => (back: number) => mean + (back % 3 === 0 ? 2 : -1)
const openAlarms = async (of: Desk) => {
  const { alarms } = await listQualityAlarms(running.app, supervisor, {})
  return alarms.filter(({ subjectId }) => [of.operatorId, of.device].includes(subjectId))
}

describe('the watch over quality', () => {
  test('raises an alarm for the operator and the device whose week fell, once, and not for a steady desk', async () => {
    const fallen = deskAt('HN001')
    const steady = deskAt('HN001')
    for (const desk of [fallen, steady]) await captures(desk, { from: 35, until: 8, qualityOn: about(70) })
    await captures(fallen, { from: 7, until: 1, qualityOn: about(58) })
    await captures(steady, { from: 7, until: 1, qualityOn: about(69) })
    expect(await watchQuality(running.app)).toBe(3) // the centre's mean fell too
    const raised = await openAlarms(fallen)
    expect(raised.map(({ subjectKind, samples }) => [subjectKind, samples])).toEqual(
      expect.arrayContaining([
        ['DEVICE', 140],
        ['OPERATOR', 140],
      ]),
    )
    expect(raised[0]!.before).toBeCloseTo(70, 0)
    expect(raised[0]!.now).toBeCloseTo(58, 0)
    expect(await openAlarms(steady)).toEqual([])
    expect(await watchQuality(running.app)).toBe(0)
    running.advanceClock(days(1))
    expect(await watchQuality(running.app)).toBe(0) // still open
  })

  test.each<[string, { drop: number; samples: number; scatter: number }]>([
    ['a drop of fewer than five points', { drop: 4, samples: 40, scatter: 0 }],
    ['a week of few captures', { drop: 20, samples: 6, scatter: 0 }],
    ['a drop that the desk’s days show anyway', { drop: 9, samples: 20, scatter: 14 }],
  ])('does not raise one for %s', async (_, { drop, samples, scatter }) => {
    const desk = deskAt('SG001')
    const scattered = (mean: number) => (back: number) => mean + (back % 2 === 0 ? scatter : -scatter)
    await captures(desk, { from: 35, until: 8, qualityOn: scattered(70), samples: 20 })
    await captures(desk, { from: 7, until: 1, qualityOn: scattered(70 - drop), samples })
    await watchQuality(running.app)
    expect(await running.app.db.qualityAlarm.count({ where: { subjectId: desk.device } })).toBe(0)
  })

  test('raises one again when a week after the last, acknowledged one quality still falls', async () => {
    const desk = deskAt('SG001')
    await captures(desk, { from: 35, until: 8, qualityOn: about(70) })
    await captures(desk, { from: 7, until: 1, qualityOn: about(50) })
    await watchQuality(running.app)
    const alarms = () =>
      running.app.db.qualityAlarm.findMany({ where: { subjectId: desk.device }, orderBy: { id: 'asc' } })
    const [first] = await alarms()
    await acknowledgeQualityAlarm(running.app, elsewhere, { id: first!.id, finding: 'Mặt kính bị xước' })
    running.advanceClock(days(5))
    await captures(desk, { from: 5, until: 1, qualityOn: about(48) })
    await watchQuality(running.app)
    expect(await alarms()).toHaveLength(1)
    running.advanceClock(days(3))
    await captures(desk, { from: 3, until: 1, qualityOn: about(30) })
    await watchQuality(running.app)
    expect(await alarms()).toHaveLength(2)
  })
})

describe('acknowledging an alarm', () => {
  const raise = async (subjectKind = 'DEVICE', subjectId: string = randomUUID()) =>
    running.app.db.qualityAlarm.create({
      data: {
        subjectKind,
        subjectId,
        centreCode: 'HN001',
        kind: 'FINGER',
        raisedOn: dateOf(calendarDateAt(running.app.clock())),
        before: 70,
        now: 55,
        samples: 100,
      },
    })

  test('keeps who found what, and is audited without the words', async () => {
    const { id } = await raise()
    await acknowledgeQualityAlarm(running.app, supervisor, { id, finding: '  Kính bẩn, đã lau  ' })
    const kept = await running.app.db.qualityAlarm.findUniqueOrThrow({ where: { id } })
    expect(kept).toMatchObject({ finding: 'Kính bẩn, đã lau', acknowledgedBy: supervisor.id })
    const [entry] = await running.app.db.auditEntry.findMany({ where: { subjectId: id } })
    expect(entry).toMatchObject({ action: 'capture-quality.acknowledge', subjectKind: 'quality-alarm' })
    expect(JSON.stringify(entry?.details)).not.toContain('Kính')
  })

  test('is refused by another province, to unknown ids, without a finding and to the operator concerned', async () => {
    const { id } = await raise()
    const by = (actor: typeof supervisor, input: { id: string; finding: string }) =>
      acknowledgeQualityAlarm(running.app, actor, input)
    await expect(by(elsewhere, { id, finding: 'x' })).rejects.toThrow(NotAllowed)
    await expect(by(officerOf('CAPTURE_OFFICER'), { id, finding: 'x' })).rejects.toThrow(NotAllowed)
    await expect(by(supervisor, { id: unknownId(), finding: 'x' })).rejects.toThrow(NotFound)
    await expect(by(supervisor, { id, finding: '  ' })).rejects.toMatchObject({ code: 'FINDING_NEEDED' })
    await expect(by(supervisor, { id, finding: 'x'.repeat(1001) })).rejects.toMatchObject({
      code: 'FINDING_NEEDED',
    })
    const own = await raise('OPERATOR', supervisor.id)
    await expect(by(supervisor, { id: own.id, finding: 'x' })).rejects.toMatchObject({ code: 'OWN_ALARM' })
  })

  test('of two at the same time, one holds', async () => {
    const { id } = await raise()
    const answers = await Promise.allSettled(
      ['Một', 'Hai'].map((finding) => acknowledgeQualityAlarm(running.app, supervisor, { id, finding })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'ACKNOWLEDGED_ALREADY' },
    })
    expect(await running.app.db.auditEntry.count({ where: { subjectId: id } })).toBe(1)
  })

  test('takes it from the open ones, a page at a time', async () => {
    const [one, two, three] = [await raise(), await raise(), await raise()]
    await acknowledgeQualityAlarm(running.app, supervisor, { id: two.id, finding: 'Đã thay đầu đọc' })
    const first = await listQualityAlarms(running.app, supervisor, { first: 1 })
    expect(first.alarms.map(({ id }) => id)).toEqual([three.id])
    const second = await listQualityAlarms(running.app, supervisor, { first: 1, after: first.next })
    expect(second.alarms.map(({ id }) => id)).toEqual([one.id])
    const done = await listQualityAlarms(running.app, supervisor, { acknowledged: true })
    expect(done.alarms[0]).toMatchObject({ id: two.id, finding: 'Đã thay đầu đọc' })
  })
})

describe('the quality of captures', () => {
  test('is told by day, operator, device and centre, of the officer’s own units alone', async () => {
    running.advanceClock(days(100))
    const { actor } = await hireOfficer(running.app, 'CAPTURE_OFFICER')
    const good = deskAt('HN001', actor.id)
    const poor = deskAt('HN001')
    await captures(good, { from: 3, until: 1, qualityOn: () => 80, samples: 10 })
    await captures(poor, { from: 2, until: 1, qualityOn: () => 40, samples: 10 })
    await captures(deskAt('SG001'), { from: 2, until: 1, qualityOn: () => 10, samples: 10 })
    const asked = { kind: 'FINGER', days: 10 } as const
    const seen = await captureQuality(running.app, supervisor, asked)
    expect(seen.whole).toEqual({
      samples: 50,
      quality: 64,
      poorPercent: 20,
      recapturePercent: 50,
      exceptions: 5,
    })
    expect(seen.days.map(({ samples, quality }) => [samples, quality])).toEqual([
      [10, 80],
      [20, 60],
      [20, 60],
    ])
    expect(seen.devices.map(({ name, quality }) => [name, quality])).toEqual([
      [poor.device, 40],
      [good.device, 80],
    ])
    expect(seen.operators.map(({ id, name }) => [id, name])).toEqual([
      [poor.operatorId, ''],
      [actor.id, 'Cán bộ Mẫu'],
    ])
    expect(seen.centres.map(({ id, name }) => [id, name])).toEqual([['HN001', 'Điểm thu nhận Mẫu']])
    const one = await captureQuality(running.app, supervisor, { ...asked, device: good.device })
    expect([one.whole.samples, one.days.length, one.operators.length]).toEqual([30, 3, 1])
    const none = await captureQuality(running.app, supervisor, { ...asked, kind: 'FACE' })
    expect(none.whole).toEqual({
      samples: 0,
      quality: null,
      poorPercent: null,
      recapturePercent: null,
      exceptions: 0,
    })
    const other = await captureQuality(running.app, supervisor, { ...asked, centreCode: 'SG001' })
    expect(other.whole.samples).toBe(0)
    await expect(captureQuality(running.app, officerOf('RECEPTION'), asked)).rejects.toThrow(NotAllowed)
  })
})
