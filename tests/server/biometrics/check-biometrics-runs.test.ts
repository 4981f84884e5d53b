import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckingApp } from '../../../server/biometrics/check-biometrics.ts'
import { moveApplication } from '../../../server/enrollment/move-application.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { commandStage } from '../../../server/kernel/command-stage.ts'
import { recoverStages, runStage } from '../../../server/kernel/stages.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import {
  admittedFile,
  always,
  checkingStage,
  never,
  packetOf,
  shareOfOneHalf,
  stageName,
  templatesOf,
} from '../../support/checking.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { applicationAt, stageOf } from '../../support/files.ts'
import { type Hands, honestHands } from '../../support/hands.ts'
import { officerOf } from '../../support/officers.ts'

let running: TestApp
let app: ServerApp
let desk: Desk
let own: Hands

beforeAll(async () => {
  running = await testApp({ variables: shareOfOneHalf })
  app = running.app
  desk = await openDesk(app)
  own = await honestHands({ person: 1, capturedAt: new Date(app.clock()).toISOString() })
})
afterAll(() => running.close())

const runOn = (id: string, draw: () => number = never) => runStage(app, checkingStage(app, draw), id)

describe('the stage', () => {
  test('does nothing to a file that has moved on', async () => {
    const { id } = await applicationAt(app, stageName, { status: 'WITHDRAWN' })
    await runOn(id, always)
    expect(await stageOf(app, id, stageName)).toMatchObject({ status: 'DONE' })
    expect(
      (await app.db.applicationStage.findMany({ where: { applicationId: id } })).map(({ stage }) => stage),
    ).toEqual([stageName])
  })

  test('leaves a file alone that is withdrawn while its images are read', async () => {
    const { id } = await admittedFile(desk, packetOf(own))
    const withdrawing: CheckingApp['fingers'] = {
      ...app.fingers,
      read: async (finger) => {
        const file = await app.db.application.findUniqueOrThrow({ where: { id } })
        if (file.status === 'SCREENING') {
          const event = { event: 'withdraw', actor: officerOf('CAPTURE_OFFICER') } as const
          await app.db.$transaction((tx) => moveApplication(tx, app, file, event))
        }
        return app.fingers.read(finger)
      },
    }
    await runStage(app, checkingStage(app, always, { fingers: withdrawing }), id)
    expect(await app.db.application.findUnique({ where: { id } })).toMatchObject({ status: 'WITHDRAWN' })
    expect(await templatesOf(app, id)).toEqual([])
    expect(await stageOf(app, id, stageName)).toMatchObject({ status: 'PENDING', errorCode: 'STALE_VERSION' })
  })

  test('of a worker that is killed in the middle is found again and ends as if nothing had happened', async () => {
    const { id } = await admittedFile(desk, packetOf(own))
    const program = join(import.meta.dirname, 'stuck-worker.ts')
    const place = [running.databaseUrl, running.dataDir, String(app.clock()), id]
    const worker = spawn(process.execPath, [program, ...place], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(worker.stdout, 'data')
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    expect(await stageOf(app, id, stageName)).toMatchObject({ status: 'RUNNING', attempts: 1 })
    expect(await templatesOf(app, id)).toEqual([])
    running.advanceClock(minutes(3))
    await recoverStages(app, [checkingStage(app)])
    await runOn(id)
    expect(await stageOf(app, id, stageName)).toMatchObject({ status: 'DONE', attempts: 2 })
    expect(await templatesOf(app, id)).toHaveLength(10)
  }, 20_000)

  test('waits while it is paused for a file, and goes on when resumed', async () => {
    const { id } = await admittedFile(desk, packetOf(own))
    const order = { stage: stageName, applicationId: id, reason: 'KIỂM TRA' }
    await commandStage(app, officerOf('ADMINISTRATOR'), { ...order, event: 'pause' })
    await runOn(id)
    expect(await templatesOf(app, id)).toEqual([])
    await commandStage(app, officerOf('ADMINISTRATOR'), { ...order, event: 'resume' })
    await runOn(id)
    expect(await templatesOf(app, id)).toHaveLength(10)
  })
})
