import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runOnce, Logger } from 'graphile-worker'
import { moveApplication } from '../../../server/enrollment/move-application.ts'
import { tasksOf } from '../../../server/jobs/tasks.ts'
import { commandStage } from '../../../server/kernel/command-stage.ts'
import { holdStage } from '../../../server/kernel/hold-stage.ts'
import {
  backoffMs,
  NotYet,
  queueAgeSeconds,
  recoverStages,
  runStage,
  type Stage,
  type StageRun,
} from '../../../server/kernel/stages.ts'
import { minutes, seconds, type TestApp, testApp } from '../../support/app.ts'
import { applicationAt, stageOf } from '../../support/files.ts'
import { officerOf } from '../../support/officers.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())
beforeEach(() => running.app.db.applicationStage.deleteMany())

const name = 'screen-application'
const administrator = officerOf('ADMINISTRATOR')
const waiting = async () => (await applicationAt(running.app, name)).id
const row = (id: string) => stageOf(running.app, id, name)

/** A stage whose work is the test's. */
const stageThat = (
  run: Stage['run'],
  limits: Partial<Pick<Stage, 'timeoutMs' | 'maxAttempts'>> = {},
): Stage => ({
  name,
  timeoutMs: 10_000,
  maxAttempts: 3,
  run,
  ...limits,
})
const finish = ({ finish: done }: StageRun) => running.app.db.$transaction((tx) => done(tx))
const fail = () => Promise.reject(new TypeError('hỏng'))
const run = (stage: Stage, id: string) => runStage(running.app, stage, id)
const command = (id: string, event: 'pause' | 'resume' | 'restart' | 'cancel') =>
  commandStage(running.app, administrator, { stage: name, applicationId: id, event, reason: 'KIỂM TRA' })

describe('a stage that fails', () => {
  test('is tried again after a pause that doubles, and ends FAILED when its attempts are used up', async () => {
    const id = await waiting()
    for (const attempt of [1, 2]) {
      await run(stageThat(fail), id)
      const { status, attempts, availableAt, errorCode } = await row(id)
      expect({ status, attempts, errorCode }).toEqual({
        status: 'PENDING',
        attempts: attempt,
        errorCode: 'TypeError',
      })
      expect(availableAt.getTime() - running.app.clock()).toBe(backoffMs(attempt))
      running.advanceClock(backoffMs(attempt))
    }
    await run(stageThat(fail), id)
    expect(await row(id)).toMatchObject({ status: 'FAILED', attempts: 3 })
  })

  test('is not begun before its pause is over', async () => {
    const id = await waiting()
    await run(stageThat(fail), id)
    running.advanceClock(backoffMs(1) - 1)
    await run(stageThat(finish), id)
    expect(await row(id)).toMatchObject({ status: 'PENDING', attempts: 1 })
    running.advanceClock(1)
    await run(stageThat(finish), id)
    expect(await row(id)).toMatchObject({ status: 'DONE', attempts: 2, errorCode: null })
  })

  test('through no fault of the file is tried without end', async () => {
    const id = await waiting()
    const unreachable = stageThat(() => Promise.reject(new NotYet('REGISTRY_UNREACHABLE')))
    for (let i = 0; i < 5; i++) {
      await run(unreachable, id)
      running.advanceClock(minutes(10))
    }
    expect(await row(id)).toMatchObject({ status: 'PENDING', attempts: 5, errorCode: 'NOT_YET' })
  })

  test('and was FAILED is restarted by an administrator with all its attempts', async () => {
    const id = await waiting()
    await run(stageThat(fail, { maxAttempts: 1 }), id)
    await command(id, 'restart')
    expect(await row(id)).toMatchObject({ status: 'PENDING', attempts: 0, errorCode: null })
    await run(stageThat(finish), id)
    expect(await row(id)).toMatchObject({ status: 'DONE' })
  })
})

describe('a file that is begun anew again and again', () => {
  const restart = (id: string, anyway = false) =>
    commandStage(running.app, administrator, {
      stage: name,
      applicationId: id,
      event: 'restart',
      reason: 'ĐÃ SỬA MÁY CHỦ',
      anyway,
    })
  const failOnce = (id: string) => run(stageThat(fail, { maxAttempts: 1 }), id)

  test('goes on after its last restart only with a word more, which is in the audit', async () => {
    const { app } = running
    const id = await waiting()
    for (let i = 0; i < app.env.stageRestarts; i++) {
      await failOnce(id)
      await restart(id)
    }
    await failOnce(id)
    const before = await contentOf(app)
    expect(await refusalOf(restart(id))).toBe('RESTARTS_USED_UP')
    expect(await contentOf(app)).toEqual(before)
    await restart(id, true)
    expect(await row(id)).toMatchObject({ status: 'PENDING', restarts: app.env.stageRestarts + 1 })
    const entries = await app.db.auditEntry.findMany({ where: { subjectId: id, action: 'stage.restart' } })
    expect(entries.filter(({ details }) => details.includes('"anyway":true'))).toHaveLength(1)
  })

  test('counts the restarts of all its stages', async () => {
    const { app } = running
    const id = await waiting()
    await app.db.applicationStage.create({
      data: {
        applicationId: id,
        stage: 'admit-application',
        status: 'DONE',
        availableAt: new Date(app.clock()),
        restarts: app.env.stageRestarts,
      },
    })
    await failOnce(id)
    expect(await refusalOf(restart(id))).toBe('RESTARTS_USED_UP')
  })
})

describe('a stage that takes too long', () => {
  test('is told to stop and tried again', async () => {
    const id = await waiting()
    let told = false
    const endless = ({ signal }: StageRun) =>
      new Promise<void>(() => signal.addEventListener('abort', () => void (told = true)))
    await run(stageThat(endless, { timeoutMs: 5 }), id)
    expect(told).toBe(true)
    expect(await row(id)).toMatchObject({ status: 'PENDING', attempts: 1, errorCode: 'TIMEOUT' })
  })
})

describe('one file’s stage, under an administrator’s hand,', () => {
  test('is paused and goes on when resumed', async () => {
    const id = await waiting()
    await command(id, 'pause')
    await runPipeline(running.app)
    expect(await row(id)).toMatchObject({ status: 'PAUSED', attempts: 0 })
    await command(id, 'resume')
    await runPipeline(running.app)
    expect(await row(id)).toMatchObject({ status: 'DONE' })
    const entries = await running.app.db.auditEntry.findMany({
      where: { subjectId: id, actorId: administrator.id },
    })
    expect(entries.map(({ action }) => action).toSorted()).toEqual(['stage.pause', 'stage.resume'])
  })

  test('is cancelled while it runs, and the file stays as it was', async () => {
    const { app } = running
    const id = await waiting()
    await run(
      stageThat(async ({ actor, finish: done }) => {
        await command(id, 'cancel')
        await app.db.$transaction(async (tx) => {
          const application = await tx.application.findUniqueOrThrow({ where: { id } })
          await moveApplication(tx, app, application, { event: 'clear', actor })
          await done(tx)
        })
      }),
      id,
    )
    expect(await row(id)).toMatchObject({ status: 'CANCELLED' })
    expect(await app.db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'SCREENING',
    })
  })

  test('does not take an order that its state does not allow, and nothing is changed', async () => {
    const id = await waiting()
    const before = await contentOf(running.app)
    expect(await refusalOf(command(id, 'resume'))).toBe('TRANSITION_REFUSED')
    expect(await refusalOf(command(administrator.id, 'pause'))).toBe('NOT_FOUND')
    expect(await refusalOf(command('không phải mã', 'pause'))).toBe('NOT_FOUND')
    expect(await contentOf(running.app)).toEqual(before)
  })
})

test('a stage held for everybody lets files wait, and they go on once it is released', async () => {
  const { app } = running
  const hold = (paused: boolean) => holdStage(app, administrator, { stage: name, paused, reason: 'BẢO TRÌ' })
  const ids = [await waiting(), await waiting()]
  await hold(true)
  await runPipeline(app)
  for (const id of ids) expect(await row(id)).toMatchObject({ status: 'PENDING', attempts: 0 })
  await hold(false)
  await runPipeline(app)
  for (const id of ids) expect(await row(id)).toMatchObject({ status: 'DONE' })
})

describe('after a crash', () => {
  test('a file whose stage was cut off goes on once its time is up twice over', async () => {
    const id = await waiting()
    await running.app.db.applicationStage.updateMany({
      where: { applicationId: id },
      data: { status: 'RUNNING', attempts: 1, startedAt: new Date(running.app.clock()) },
    })
    const stages = [stageThat(finish)]
    running.advanceClock(seconds(20))
    expect(await recoverStages(running.app, stages)).toBe(0)
    running.advanceClock(1)
    expect(await recoverStages(running.app, stages)).toBe(1)
    await run(stageThat(finish), id)
    expect(await row(id)).toMatchObject({ status: 'DONE', attempts: 2 })
  })

  test('a file that took its worker down at every attempt is FAILED, for an administrator to look at', async () => {
    const id = await waiting()
    await running.app.db.applicationStage.updateMany({
      where: { applicationId: id },
      data: { status: 'RUNNING', attempts: 3, startedAt: new Date(running.app.clock()) },
    })
    running.advanceClock(seconds(21))
    await recoverStages(running.app, [stageThat(finish)])
    expect(await row(id)).toMatchObject({ status: 'FAILED', attempts: 3, errorCode: 'CUT_OFF' })
    expect(await recoverStages(running.app, [stageThat(finish)])).toBe(0)
    await command(id, 'restart')
    await run(stageThat(finish), id)
    expect(await row(id)).toMatchObject({ status: 'DONE' })
  })

  test('a file whose job was lost is woken again and keeps its age, by which intake is slowed down', async () => {
    await waiting()
    running.advanceClock(minutes(40))
    expect(await recoverStages(running.app, [stageThat(finish)])).toBe(1)
    expect(await queueAgeSeconds(running.app, [name])).toBe(minutes(40) / 1000)
  })
})

test('two workers that are woken for one file run its stage once', async () => {
  const id = await waiting()
  let runs = 0
  const counted = stageThat(async (stage) => {
    runs++
    await finish(stage)
  })
  await Promise.all([1, 2, 3, 4].map(() => run(counted, id)))
  expect(runs).toBe(1)
})

test('the queue itself wakes the stages that a change has routed a file to', async () => {
  const { app, pool } = running
  const id = await waiting()
  const logger = new Logger(() => () => undefined)
  await runOnce({ pgPool: pool, taskList: tasksOf(app), logger, noHandleSignals: true })
  expect(await row(id)).toMatchObject({ status: 'DONE' })
  expect(await app.db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'AWAITING_APPROVAL',
  })
})

test('a change that is undone leaves no job behind', async () => {
  const { app } = running
  const before = await contentOf(app)
  const undone = app.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT graphile_worker.add_job('recover-stages', '{}'::json)`
    throw new RangeError('undone')
  })
  await expect(undone).rejects.toThrow(RangeError)
  expect(await contentOf(app)).toEqual(before)
})
