import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moveApplication } from '../../../server/enrollment/move-application.ts'
import { receivePacket } from '../../../server/enrollment/receive-packet.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { stagesOf } from '../../../server/jobs/tasks.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { minutes, type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { sealedPacket } from '../../support/packets.ts'
import { registerResident } from '../../support/people.ts'
import { apply, fileOf, runPipeline, send } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let desk: Desk

beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
})
afterAll(() => running.close())

const samplesOf = (applicationId: string) => app.db.biometricSample.findMany({ where: { applicationId } })

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('an older packet', () => {
  const incomplete = { manifest: { portrait: null } } as const
  const at = (milliseconds: number) => new Date(milliseconds).toISOString()

  test('of a file that a newer one brought back to the desk changes nothing when it comes in late', async () => {
    const applicant = await registerResident(app)
    const sealedAt = at(app.clock() - minutes(60))
    const older = await sealedPacket(desk, applicant, { manifest: { sealedAt } })
    const newer = await sealedPacket(desk, applicant, { ...incomplete, code: older.code })
    const returned = await send(desk, newer)
    expect(returned).toMatchObject({ status: 'RETURNED', reasonCodes: ['INCOMPLETE'] })
    running.advanceClock(minutes(1))
    const late = await send(desk, older)
    const { status, reasonCodes, flags, packetSha256, person, residentId } = returned
    expect(late).toMatchObject({ status, reasonCodes, flags, packetSha256, person, residentId })
    expect(await samplesOf(late.id)).toEqual([])
    // The desk mends the file after all: what was sealed last stands.
    const mended = await send(desk, await sealedPacket(desk, applicant, { code: older.code }))
    expect(mended).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('of a person who got a card by a newer file is refused', async () => {
    const applicant = await registerResident(app)
    const sealedAt = at(app.clock() - minutes(60))
    const older = await sealedPacket(desk, applicant, { manifest: { sealedAt } })
    const newer = await apply(desk, applicant)
    await app.db.application.update({ where: { id: newer.id }, data: { status: 'ISSUED' } })
    const late = await send(desk, older)
    expect(late).toMatchObject({ status: 'REFUSED', reasonCodes: ['NEWER_FILE_EXISTS'], residentId: null })
  })

  test('of a person whose newer file was withdrawn is admitted', async () => {
    const applicant = await registerResident(app)
    const sealedAt = at(app.clock() - minutes(60))
    const older = await sealedPacket(desk, applicant, { manifest: { sealedAt } })
    const newer = await apply(desk, applicant)
    await app.db.application.update({ where: { id: newer.id }, data: { status: 'WITHDRAWN' } })
    expect(await send(desk, older)).toMatchObject({ status: 'AWAITING_APPROVAL' })
  })

  test('that is still being opened when a newer one has come changes nothing', async () => {
    const applicant = await registerResident(app)
    const older = await sealedPacket(desk, applicant)
    await receivePacket(app, desk.kiosk.actor, { applicationCode: older.code, bytes: older.bytes })
    running.advanceClock(minutes(1))
    const newer = await sealedPacket(desk, applicant, { code: older.code })
    const meanwhile: ServerApp['registry'] = {
      ...app.registry,
      find: async (number, why) => {
        // The run was given up, the file returned by hand, and the desk has sent it again.
        const file = await fileOf(app, older.code)
        if (file.packetSha256 !== sha256Of(newer.bytes)) {
          const back = { event: 'returnToDesk', actor: systemActor, reasons: ['EVIDENCE_MISSING'] } as const
          await app.db.$transaction((tx) => moveApplication(tx, app, file, back))
          await receivePacket(app, desk.kiosk.actor, { applicationCode: older.code, bytes: newer.bytes })
        }
        return app.registry.find(number, why)
      },
    }
    const stages = stagesOf({ ...app, registry: meanwhile })
    const stage = stages.find(({ name }) => name === 'admit-application')
    const { id: applicationId } = await fileOf(app, older.code)
    const run = {
      applicationId,
      actor: systemActor,
      signal: new AbortController().signal,
      finish: () => Promise.resolve(),
    }
    expect(await refusalOf(Promise.resolve(stage?.run(run)))).toBe('STALE_VERSION')
    await runPipeline(app)
    expect(await fileOf(app, older.code)).toMatchObject({
      status: 'AWAITING_APPROVAL',
      packetSha256: sha256Of(newer.bytes),
    })
  })
})
