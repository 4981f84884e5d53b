import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { machineActor, signInMachine } from '../../../server/pki/sign-in-machine.ts'
import { days, minutes, publicUrl, type TestApp, testApp } from '../../support/app.ts'
import {
  askForMachine,
  type AssertionChanges,
  assertionOf,
  installMachine,
  type Machine,
} from '../../support/machines.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let kiosk: Machine
beforeAll(async () => {
  running = await testApp()
  kiosk = await installMachine(running.app, 'KIOSK')
})
afterAll(() => running.close())

const audience = `${publicUrl}/machines/token`
const signIn = (assertion: string) => signInMachine(running.app, { assertion, audience })

describe('a certified machine', () => {
  test('exchanges an assertion for a token that speaks for it', async () => {
    const { token, expiresIn } = await signIn(await assertionOf(running.app, kiosk))
    expect(expiresIn).toBe(600)
    expect(await machineActor(running.app, token)).toEqual(kiosk.actor)
  })

  test('is not known by its token any more after ten minutes', async () => {
    const { token } = await signIn(await assertionOf(running.app, kiosk))
    running.advanceClock(minutes(10) + 1000)
    expect(await refusalOf(machineActor(running.app, token))).toBe('UNAUTHENTICATED')
  })

  test('that is suspended is refused at once, with token and assertion', async () => {
    const { app } = running
    const other = await installMachine(app, 'STATION')
    const { token } = await signIn(await assertionOf(app, other))
    await app.db.machine.update({ where: { id: other.actor.id }, data: { status: 'SUSPENDED' } })
    expect(await refusalOf(machineActor(app, token))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(signIn(await assertionOf(app, other)))).toBe('MACHINE_NOT_ACTIVE')
  })
})

test('an assertion is good for one sign-in, even at the same moment', async () => {
  const assertion = await assertionOf(running.app, kiosk)
  const outcomes = await Promise.all([1, 2, 3].map(() => refusalOf(signIn(assertion))))
  expect(outcomes.toSorted()).toEqual(['ASSERTION_REPLAYED', 'ASSERTION_REPLAYED', 'NOT_REFUSED'])
})

describe('an assertion is refused, and nothing is changed,', () => {
  const cases: readonly [string, AssertionChanges, string][] = [
    ['once it has expired', { issuedAfter: -200 }, 'ASSERTION_EXPIRED'],
    ['for another server', { audience: 'https://example.invalid/machines/token' }, 'ASSERTION_NOT_FOR_HERE'],
    ['when it lasts for too long', { lastsSeconds: 3600 }, 'ASSERTION_TOO_LONG'],
    ['from a machine that is not installed', { subject: randomUUID() }, 'MACHINE_NOT_ACTIVE'],
    ['from nobody', { subject: 'ai đó' }, 'ASSERTION_MALFORMED'],
    ['with an id too short to be random', { jti: '1' }, 'ASSERTION_MALFORMED'],
  ]
  test.each(cases)('%s', async (_, changes, code) => {
    const assertion = await assertionOf(running.app, kiosk, changes)
    const before = await contentOf(running.app)
    expect(await refusalOf(signIn(assertion))).toBe(code)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('signed with another machine’s key', async () => {
    const other = await installMachine(running.app, 'KIOSK')
    const assertion = await assertionOf(running.app, other, { subject: kiosk.actor.id })
    expect(await refusalOf(signIn(assertion))).toBe('ASSERTION_SIGNATURE_INVALID')
  })

  test('that is no token at all', async () => {
    expect(await refusalOf(signIn('không phải'))).toBe('ASSERTION_MALFORMED')
  })

  test('before the machine is certified', async () => {
    const { keys, answer } = await askForMachine(running.app, 'KIOSK', 'HN001')
    const waiting: Machine = {
      ...kiosk,
      actor: { ...kiosk.actor, id: answer.id },
      identity: { ...kiosk.identity, privateKey: keys.privateKey },
    }
    expect(await refusalOf(signIn(await assertionOf(running.app, waiting)))).toBe('MACHINE_NOT_ACTIVE')
  })
})

test('a token of another kind or made by hand is not accepted', async () => {
  const assertion = await assertionOf(running.app, kiosk)
  for (const token of [assertion, 'x.y.z', '']) {
    expect(await refusalOf(machineActor(running.app, token))).toBe('UNAUTHENTICATED')
  }
})

test('a machine whose certificate has ended cannot sign in', async () => {
  running.advanceClock(days(731))
  expect(await refusalOf(signIn(await assertionOf(running.app, kiosk)))).toBe('CERTIFICATE_NOT_VALID_NOW')
})
