import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromPem, readCertificate } from '../../../core/cms/certificate.ts'
import { machineAnswerSchema } from '../../../core/contracts/machine-sign-in.ts'
import { certifyMachine } from '../../../server/pki/certify-machine.ts'
import { readMachine, requestMachine } from '../../../server/pki/request-machine.ts'
import { centres, type TestApp, testApp } from '../../support/app.ts'
import { askForMachine, installMachine, requestFor, signingKeys } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const administrator = officerOf('ADMINISTRATOR')
const centre = centres.here.code

describe('a new machine', () => {
  test('has nothing until an administrator certifies it; then it has a number and a certificate', async () => {
    const { app } = running
    const { answer } = await askForMachine(app, 'KIOSK', centre)
    expect(machineAnswerSchema.parse(answer)).toMatchObject({
      state: 'REQUESTED',
      number: null,
      certificate: null,
    })
    await certifyMachine(app, administrator, { id: answer.id })
    const certified = await readMachine(app, answer.id)
    expect(certified).toMatchObject({ state: 'ACTIVE', number: 1 })
    const { subject } = readCertificate(fromPem('CERTIFICATE', certified.certificate ?? ''))
    expect(subject).toEqual({ id: answer.id, role: 'KIOSK', centre })
    const entries = await app.db.auditEntry.findMany({
      where: { subjectId: answer.id },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['machine.request', null],
      ['machine.certify', administrator.id],
    ])
  })

  test('that asks again with the same key stays one machine', async () => {
    const { app } = running
    const request = {
      kind: 'STATION',
      centre,
      certificateRequest: await requestFor(await signingKeys()),
    } as const
    const first = await requestMachine(app, request)
    const before = await contentOf(app)
    expect(await requestMachine(app, request)).toEqual(first)
    expect(await contentOf(app)).toEqual(before)
  })
})

test('machines of one centre that are certified at the same moment get numbers of their own', async () => {
  const { app } = running
  const machines = await Promise.all(
    [1, 2, 3, 4].map(() => installMachine(app, 'KIOSK', centres.elsewhere.code)),
  )
  expect(machines.map(({ number }) => number).toSorted()).toEqual([1, 2, 3, 4])
})

describe('nothing is certified or changed', () => {
  test('twice, by another role, or under an unknown id', async () => {
    const { app } = running
    const { answer } = await askForMachine(app, 'KIOSK', centre)
    const machine = await installMachine(app, 'KIOSK')
    const before = await contentOf(app)
    expect(await refusalOf(certifyMachine(app, administrator, { id: machine.actor.id }))).toBe(
      'TRANSITION_REFUSED',
    )
    expect(await refusalOf(certifyMachine(app, officerOf('STATION_SUPERVISOR'), { id: answer.id }))).toBe(
      'FORBIDDEN',
    )
    expect(await refusalOf(certifyMachine(app, administrator, { id: administrator.id }))).toBe('NOT_FOUND')
    expect(await contentOf(app)).toEqual(before)
  })

  test('for a request that is not one, not signed by its key, or of an unknown centre', async () => {
    const { app } = running
    const request = await requestFor(await signingKeys())
    const forged = Buffer.from(request, 'base64')
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    const before = await contentOf(app)
    const ask = (certificateRequest: string, at: string = centre) =>
      refusalOf(requestMachine(app, { kind: 'KIOSK', centre: at, certificateRequest }))
    expect(await ask('AAAA')).toBe('CERTIFICATE_REQUEST_INVALID')
    expect(await ask(forged.toString('base64'))).toBe('CERTIFICATE_REQUEST_INVALID')
    expect(await ask(request, 'KHONG')).toBe('NOT_FOUND')
    expect(await contentOf(app)).toEqual(before)
  })
})
