import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemActor } from '../../../server/kernel/actor.ts'
import { IllegalEnvironment } from '../../../server/kernel/env.ts'
import { systemActorId } from '../../../server/registry/call-evidence.ts'
import { PossiblyRegistered, RegistryUnreachable } from '../../../server/registry/resident-registry.ts'
import { isOpensslMissing } from '../pki/openssl.ts'
import { makeTlsIdentities } from './registry-server.ts'
import {
  down,
  known,
  makePerson,
  makeResident,
  number,
  openRemoteFixture,
  reference,
  type RemoteFixture,
  unknown,
  why,
} from './remote-fixture.ts'

const openMs = 30_000
const withoutOpenssl = isOpensslMissing()
let fixture: RemoteFixture

beforeAll(async () => {
  fixture = await openRemoteFixture()
})

afterAll(() => fixture?.close())

beforeEach(async () => {
  fixture.logged.length = 0
  await fixture.app.db.registryCall.deleteMany()
})

const onlyRow = () => fixture.app.db.registryCall.findFirstOrThrow()

describe.skipIf(withoutOpenssl)('finding a person', () => {
  test('answers the record of a known number and sends personal data in the body alone', async () => {
    fixture.server.reply(known)
    const registry = await fixture.connect()
    expect(await registry.find(number, why)).toEqual(makeResident())
    const [sent] = fixture.server.calls
    expect(sent?.path).toBe('/v1/residents/find')
    expect(sent?.body).toEqual({ number, purpose: 'ENROLLMENT_DESK', callId: expect.any(String) })
    expect(sent?.headers).not.toContain(number)
  })

  test('answers null for a number that nobody holds', async () => {
    fixture.server.reply(unknown)
    const registry = await fixture.connect()
    expect(await registry.find(number, why)).toBeNull()
    expect(await onlyRow()).toMatchObject({ outcome: 'UNKNOWN', attempts: 1 })
  })

  test('takes an old record with gaps, and items that it does not know', async () => {
    const person = makePerson({
      birthRegistrationPlace: '',
      placeOfOrigin: '',
      residence: '',
      residenceUnit: '',
    })
    fixture.server.reply({
      status: 200,
      body: { resident: makeResident({ person: { ...person, bloodType: 'O' } }), served: 1 },
    })
    const registry = await fixture.connect()
    expect(await registry.find(number, why)).toEqual(makeResident({ person }))
  })

  test.each([
    [
      'the record of somebody else',
      { status: 200, body: { resident: makeResident({ number: '001190099999' }) } },
    ],
    [
      'a record that lacks the birth date',
      { status: 200, body: { resident: makeResident({ person: { name: 'A' } }) } },
    ],
    ['something that is not JSON', { status: 200, body: '<html>' }],
    ['more than a record can hold', { status: 200, body: 'x'.repeat(70_000) }],
    ['a wrong address, which is no unknown person', { status: 404, body: { code: 'NOT_FOUND' } }],
    ['a refusal of the purpose', { status: 403, body: { code: 'PURPOSE_REFUSED' } }],
    ['a redirection', { status: 307, body: {} }],
  ])('takes no record from %s', async (_what, reply) => {
    fixture.server.reply(reply)
    const registry = await fixture.connect()
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(
      await fixture.app.db.registryCall.count({ where: { outcome: { in: ['REFUSED', 'UNREACHABLE'] } } }),
    ).toBe(1)
  })

  test('does not repeat a refusal that would be the same again, and does not open the circuit for it', async () => {
    fixture.server.reply({ status: 403, body: { code: 'PURPOSE_REFUSED' } })
    const registry = await fixture.connect()
    for (let call = 0; call < 6; call++) {
      await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    }
    expect(fixture.server.calls).toHaveLength(6)
    expect(await onlyRow()).toMatchObject({ outcome: 'REFUSED', attempts: 1 })
  })
})

describe.skipIf(withoutOpenssl)('a provisional record', () => {
  const request = { person: makePerson(), reference }

  test('is asked for with the whole person, and again under the same reference when the first answer is lost', async () => {
    fixture.server.reply('BREAK', {
      status: 200,
      body: { resident: makeResident({ version: 1, provisional: true }) },
    })
    const registry = await fixture.connect()
    const record = await registry.registerProvisional(request, { actor: systemActor, purpose: 'ADMISSION' })
    expect(record).toEqual(makeResident({ version: 1, provisional: true }))
    const [first, second] = fixture.server.calls
    expect(first?.path).toBe('/v1/residents/provisional')
    expect(first?.body).toEqual({ ...request, purpose: 'ADMISSION', callId: expect.any(String) })
    expect(second?.body).toEqual(first?.body)
    expect(await onlyRow()).toMatchObject({ outcome: 'ANSWERED', attempts: 2, actorId: systemActorId })
  })

  test('is refused, and not asked for again, where the person may be registered already', async () => {
    fixture.server.reply({ status: 409, body: { code: 'POSSIBLY_REGISTERED' } })
    const registry = await fixture.connect()
    await expect(registry.registerProvisional(request, why)).rejects.toBeInstanceOf(PossiblyRegistered)
    expect(fixture.server.calls).toHaveLength(1)
    expect(await onlyRow()).toMatchObject({ outcome: 'REFUSED', operation: 'REGISTER_PROVISIONAL' })
  })

  test('is not taken for registered already because of another conflict', async () => {
    fixture.server.reply({ status: 409, body: { code: 'TRY_LATER' } })
    const registry = await fixture.connect()
    await expect(registry.registerProvisional(request, why)).rejects.toBeInstanceOf(RegistryUnreachable)
  })
})

describe.skipIf(withoutOpenssl)('mutual TLS', () => {
  test('lets nobody in without a certificate of the agreed authority', async () => {
    fixture.server.reply(known)
    const { stranger } = makeTlsIdentities('stranger')
    const registry = await fixture.connect({ certificate: stranger.certificate, key: stranger.key })
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(fixture.server.calls).toHaveLength(0)
  })

  test('tells nothing to a server of another authority', async () => {
    fixture.server.reply(known)
    const { stranger } = makeTlsIdentities('stranger')
    const registry = await fixture.connect({ ca: stranger.ca })
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(fixture.server.calls).toHaveLength(0)
  })

  test.each([
    ['an address without TLS', () => ({ url: 'http://127.0.0.1:9' })],
    ['no client certificate', () => ({ certificate: '' })],
    ['the key of another certificate', () => ({ key: makeTlsIdentities('stranger').stranger.key })],
  ])('does not start with %s', async (_what, fault) => {
    await expect(fixture.connect(fault())).rejects.toBeInstanceOf(IllegalEnvironment)
  })
})

describe.skipIf(withoutOpenssl)('a registry that fails', () => {
  test('is asked again after it was too slow', async () => {
    fixture.server.reply('HOLD', 'STALL', known)
    const registry = await fixture.connect({ timeoutMs: 1500 })
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(await onlyRow()).toMatchObject({ outcome: 'ANSWERED', attempts: 3 })
  })

  test('is asked again after its answer broke off', async () => {
    fixture.server.reply('CUT', 'BREAK', known)
    const registry = await fixture.connect()
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(fixture.server.calls).toHaveLength(3)
  })

  test('is given up after three attempts', async () => {
    fixture.server.reply(down)
    const registry = await fixture.connect()
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(fixture.server.calls).toHaveLength(3)
    expect(await onlyRow()).toMatchObject({ outcome: 'UNREACHABLE', attempts: 3 })
  })

  test('is left alone while the circuit is open, and used again when one probe got through', async () => {
    fixture.server.reply('BREAK')
    const registry = await fixture.connect()
    const fail = () => expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    await fail()
    await fail()
    expect(fixture.server.calls).toHaveLength(5)

    fixture.server.reply(known)
    fixture.advanceClock(openMs - 1)
    await fail()
    expect(fixture.server.calls).toHaveLength(0)
    expect(await fixture.app.db.registryCall.count()).toBe(2)

    fixture.advanceClock(1)
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(fixture.server.calls).toHaveLength(2)
  })

  test('is asked once and no more when the probe fails', async () => {
    fixture.server.reply(down)
    const registry = await fixture.connect()
    const fail = () => expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    await fail()
    await fail()
    fixture.advanceClock(openMs)
    fixture.server.reply(down)
    await fail()
    await fail()
    expect(fixture.server.calls).toHaveLength(1)
  })

  test('is asked by one probe only, however many desks wait', async () => {
    fixture.server.reply(down)
    const registry = await fixture.connect()
    const ask = () => registry.find(number, why)
    await Promise.allSettled([ask(), ask()])
    fixture.advanceClock(openMs)
    fixture.server.reply(known)
    const settled = await Promise.allSettled([ask(), ask(), ask()])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(fixture.server.calls).toHaveLength(1)
  })
})
