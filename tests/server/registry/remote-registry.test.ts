import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { fileBlobs } from '../../../server/kernel/blobs.ts'
import { openDatabase } from '../../../server/kernel/db.ts'
import { IllegalEnvironment, readEnv } from '../../../server/kernel/env.ts'
import { NotFound } from '../../../server/kernel/errors.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { openFileKeyStore } from '../../../server/pki/file-key-store.ts'
import {
  RegistryEvidenceAltered,
  systemActorId,
  verifyRegistryCall,
  type WithEvidenceKeys,
} from '../../../server/registry/call-evidence.ts'
import { remoteRegistry } from '../../../server/registry/remote-registry.ts'
import { PossiblyRegistered, RegistryUnreachable } from '../../../server/registry/resident-registry.ts'
import { isOpensslMissing } from '../pki/openssl.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import {
  makeTlsIdentities,
  openRegistryServer,
  type RegistryServer,
  type TlsIdentity,
} from './registry-server.ts'

const number = parseCitizenNumber('001190012345')
const officer = { kind: 'officer', id: '7b7d8a52-0d57-4c3c-a7cb-3a1f4f0f6a01', roles: [] } as const
const why = { actor: officer, purpose: 'ENROLLMENT_DESK' } as const
const openMs = 30_000
const withoutOpenssl = isOpensslMissing()

const makePerson = (changes: Partial<DeclaredPerson> = {}): DeclaredPerson => ({
  name: 'Nguyễn Thị Hương Giang',
  birthDate: parsePartialDate('1990-02-28'),
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  birthRegistrationPlace: 'Phường Hàng Bạc, Quận Hoàn Kiếm, Hà Nội',
  placeOfOrigin: 'Xã Đông Hội, Huyện Đông Anh, Hà Nội',
  residence: 'Số 12, phố Hàng Bạc, Phường Hoàn Kiếm, Hà Nội',
  residenceUnit: '00070',
  birthProvince: '001',
  legacyNumber: '012345678',
  fatherName: 'Nguyễn Văn Bình',
  motherName: 'Trần Thị Lan',
  ...changes,
})

const makeResident = (changes: object = {}) => ({
  number,
  version: 3,
  provisional: false,
  inForce: true,
  person: makePerson(),
  ...changes,
})

const known = { status: 200, body: { resident: makeResident() } }
const unknown = { status: 200, body: { resident: null } }
const down = { status: 503, body: { code: 'DOWN' } }

let database: TestDatabase
let opened: ReturnType<typeof openDatabase>
let folder: string
let server: RegistryServer
let client: TlsIdentity
let app: WithEvidenceKeys
let now = 1_790_000_000_000
const logged: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  opened = openDatabase(database.url, 4)
  folder = await mkdtemp(join(tmpdir(), 'citizen-id-registry-'))
  const identities = makeTlsIdentities('registry', 'client')
  server = await openRegistryServer(identities.registry)
  client = identities.client
  app = {
    env: readEnv({}),
    clock: () => now,
    publicUrl: 'http://localhost',
    db: opened.db,
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    blobs: fileBlobs(join(folder, 'blobs'), randomBytes(32)),
    keys: await openFileKeyStore({
      directory: join(folder, 'keys'),
      wrappingKeyFile: join(folder, 'wrapping-key'),
    }),
  }
})

afterAll(async () => {
  await server?.close()
  await opened?.close()
  await database?.drop()
  if (folder) await rm(folder, { recursive: true })
})

beforeEach(async () => {
  logged.length = 0
  await app.db.registryCall.deleteMany()
})

/** A registry client with a circuit of its own. */
const openClient = (
  changes: Partial<TlsIdentity & { readonly url: string; readonly timeoutMs: number }> = {},
) => remoteRegistry(app, { url: server.url, timeoutMs: 10_000, ...client, ...changes })

const onlyRow = () => app.db.registryCall.findFirstOrThrow()

describe.skipIf(withoutOpenssl)('finding a person', () => {
  test('answers the record of a known number and sends personal data in the body alone', async () => {
    server.reply(known)
    const registry = await openClient()
    expect(await registry.find(number, why)).toEqual(makeResident())
    const [sent] = server.calls
    expect(sent?.path).toBe('/v1/residents/find')
    expect(sent?.body).toEqual({ number, purpose: 'ENROLLMENT_DESK', callId: expect.any(String) })
    expect(sent?.headers).not.toContain(number)
  })

  test('answers null for a number that nobody holds', async () => {
    server.reply(unknown)
    const registry = await openClient()
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
    server.reply({
      status: 200,
      body: { resident: makeResident({ person: { ...person, bloodType: 'O' } }), served: 1 },
    })
    const registry = await openClient()
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
    server.reply(reply)
    const registry = await openClient()
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(await app.db.registryCall.count({ where: { outcome: { in: ['REFUSED', 'UNREACHABLE'] } } })).toBe(
      1,
    )
  })

  test('does not repeat an answer that would be the same again', async () => {
    server.reply({ status: 403, body: { code: 'PURPOSE_REFUSED' } })
    const registry = await openClient()
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(server.calls).toHaveLength(1)
    expect(await onlyRow()).toMatchObject({ outcome: 'REFUSED', attempts: 1 })
  })
})

describe.skipIf(withoutOpenssl)('a provisional record', () => {
  const request = { person: makePerson(), reference: 'HN01-2-260302-00017-K' }

  test('is asked for with the whole person, and again under the same reference when the first answer is lost', async () => {
    server.reply('BREAK', {
      status: 200,
      body: { resident: makeResident({ version: 1, provisional: true }) },
    })
    const registry = await openClient()
    const record = await registry.registerProvisional(request, { actor: systemActor, purpose: 'ADMISSION' })
    expect(record).toEqual(makeResident({ version: 1, provisional: true }))
    const [first, second] = server.calls
    expect(first?.path).toBe('/v1/residents/provisional')
    expect(first?.body).toEqual({ ...request, purpose: 'ADMISSION', callId: expect.any(String) })
    expect(second?.body).toEqual(first?.body)
    expect(await onlyRow()).toMatchObject({ outcome: 'ANSWERED', attempts: 2, actorId: systemActorId })
  })

  test('is refused, and not asked for again, where the person may be registered already', async () => {
    server.reply({ status: 409, body: { code: 'POSSIBLY_REGISTERED' } })
    const registry = await openClient()
    await expect(registry.registerProvisional(request, why)).rejects.toBeInstanceOf(PossiblyRegistered)
    expect(server.calls).toHaveLength(1)
    expect(await onlyRow()).toMatchObject({ outcome: 'REFUSED', operation: 'REGISTER_PROVISIONAL' })
  })

  test('is not taken for registered already because of another conflict', async () => {
    server.reply({ status: 409, body: { code: 'TRY_LATER' } })
    const registry = await openClient()
    await expect(registry.registerProvisional(request, why)).rejects.toBeInstanceOf(RegistryUnreachable)
  })
})

describe.skipIf(withoutOpenssl)('mutual TLS', () => {
  test('lets nobody in without a certificate of the agreed authority', async () => {
    server.reply(known)
    const { stranger } = makeTlsIdentities('stranger')
    const registry = await openClient({ certificate: stranger.certificate, key: stranger.key })
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(server.calls).toHaveLength(0)
  })

  test('tells nothing to a server of another authority', async () => {
    server.reply(known)
    const { stranger } = makeTlsIdentities('stranger')
    const registry = await openClient({ ca: stranger.ca })
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(server.calls).toHaveLength(0)
  })

  test.each([
    ['an address without TLS', () => ({ url: 'http://127.0.0.1:9' })],
    ['no client certificate', () => ({ certificate: '' })],
    ['the key of another certificate', () => ({ key: makeTlsIdentities('stranger').stranger.key })],
  ])('does not start with %s', async (_what, fault) => {
    await expect(openClient(fault())).rejects.toBeInstanceOf(IllegalEnvironment)
  })
})

describe.skipIf(withoutOpenssl)('a registry that fails', () => {
  test('is asked again after it was too slow', async () => {
    server.reply('HOLD', 'STALL', known)
    const registry = await openClient({ timeoutMs: 1500 })
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(await onlyRow()).toMatchObject({ outcome: 'ANSWERED', attempts: 3 })
  })

  test('is asked again after its answer broke off', async () => {
    server.reply('CUT', 'BREAK', known)
    const registry = await openClient()
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(server.calls).toHaveLength(3)
  })

  test('is given up after three attempts', async () => {
    server.reply(down)
    const registry = await openClient()
    await expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    expect(server.calls).toHaveLength(3)
    expect(await onlyRow()).toMatchObject({ outcome: 'UNREACHABLE', attempts: 3 })
  })

  test('is left alone while the circuit is open, and used again when one probe got through', async () => {
    server.reply('BREAK')
    const registry = await openClient()
    const fail = () => expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    await fail()
    await fail()
    expect(server.calls).toHaveLength(5)

    server.reply(known)
    now += openMs - 1
    await fail()
    expect(server.calls).toHaveLength(0)
    expect(await app.db.registryCall.count()).toBe(2)

    now += 1
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(await registry.find(number, why)).toEqual(makeResident())
    expect(server.calls).toHaveLength(2)
  })

  test('is asked once and no more when the probe fails', async () => {
    server.reply(down)
    const registry = await openClient()
    const fail = () => expect(registry.find(number, why)).rejects.toBeInstanceOf(RegistryUnreachable)
    await fail()
    await fail()
    now += openMs
    server.reply(down)
    await fail()
    await fail()
    expect(server.calls).toHaveLength(1)
  })

  test('is asked by one probe only, however many desks wait', async () => {
    server.reply(down)
    const registry = await openClient()
    const ask = () => registry.find(number, why)
    await Promise.allSettled([ask(), ask()])
    now += openMs
    server.reply(known)
    const settled = await Promise.allSettled([ask(), ask(), ask()])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(server.calls).toHaveLength(1)
  })
})

describe.skipIf(withoutOpenssl)('evidence', () => {
  const makeCall = async () => {
    server.reply(known)
    const registry = await openClient()
    await registry.find(number, why)
    return onlyRow()
  }

  const blobPath = (sha256: string) => join(folder, 'blobs', sha256.slice(0, 2), sha256)

  test('proves who asked, when, what for and what came of it', async () => {
    const row = await makeCall()
    expect(await verifyRegistryCall(app, row.id)).toEqual({
      id: server.calls[0]?.body.callId,
      at: new Date(now).toISOString(),
      operation: 'FIND',
      purpose: 'ENROLLMENT_DESK',
      actorId: officer.id,
      attempts: 1,
      durationMs: 0,
      outcome: 'ANSWERED',
      evidenceSha256: row.evidenceSha256,
    })
  })

  test('keeps request and answer word for word, sealed', async () => {
    const row = await makeCall()
    const texts = JSON.parse(Buffer.from((await app.blobs.get(row.evidenceSha256)) ?? []).toString()) as {
      request: string
      answer: object
    }
    expect(JSON.parse(texts.request)).toEqual(server.calls[0]?.body)
    expect(texts.answer).toEqual({ status: 200, body: JSON.stringify(known.body) })
    expect((await readFile(blobPath(row.evidenceSha256))).includes(number)).toBe(false)
  })

  test.each([
    ['outcome', { outcome: 'UNKNOWN' }],
    ['officer', { actorId: systemActorId }],
    ['time', { at: new Date(0) }],
    ['hash', { evidenceSha256: '0'.repeat(64) }],
  ])('shows that the %s in the row was altered', async (_what, data) => {
    const { id } = await makeCall()
    await app.db.registryCall.update({ where: { id }, data })
    await expect(verifyRegistryCall(app, id)).rejects.toMatchObject({ facts: { part: 'ROW' } })
  })

  test('shows that the signature is of another call, or none', async () => {
    const first = await makeCall()
    await app.db.registryCall.deleteMany()
    const { id } = await makeCall()
    await app.db.registryCall.update({ where: { id }, data: { signature: first.signature } })
    await expect(verifyRegistryCall(app, id)).rejects.toMatchObject({ facts: { part: 'ROW' } })
    const [head, payload, signature = ''] = first.signature.split('.')
    const altered = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
    const forged = [`${head}.${payload}.${altered}`, 'none', `${head}.${payload}.`]
    for (const signature of forged) {
      await app.db.registryCall.update({ where: { id }, data: { signature } })
      await expect(verifyRegistryCall(app, id)).rejects.toMatchObject({ facts: { part: 'SIGNATURE' } })
    }
  })

  test('shows that the sealed texts were altered or are gone', async () => {
    const { id, evidenceSha256 } = await makeCall()
    const sealed = await readFile(blobPath(evidenceSha256))
    sealed[100] = (sealed[100] ?? 0) ^ 1
    await writeFile(blobPath(evidenceSha256), sealed)
    await expect(verifyRegistryCall(app, id)).rejects.toMatchObject({ facts: { part: 'TEXTS' } })
    await rm(blobPath(evidenceSha256))
    await expect(verifyRegistryCall(app, id)).rejects.toBeInstanceOf(RegistryEvidenceAltered)
  })

  test('of a call that was never made is not found', async () => {
    await expect(verifyRegistryCall(app, systemActorId)).rejects.toBeInstanceOf(NotFound)
  })

  test('leaves no personal data in rows, logs or errors, whatever the outcome', async () => {
    const registry = await openClient()
    const seen: unknown[] = []
    for (const reply of [
      known,
      unknown,
      down,
      { status: 200, body: { resident: { ...makeResident(), version: 'x' } } },
    ]) {
      server.reply(reply)
      await registry.find(number, why).catch((error: unknown) => seen.push(String(error), error))
      await registry
        .registerProvisional({ person: makePerson(), reference: 'HN01-2-260302-00017-K' }, why)
        .catch((error: unknown) => seen.push(String(error), error))
    }
    const rows = await app.db.registryCall.findMany()
    expect(rows.length).toBeGreaterThan(4)
    expect(logged.length).toBeGreaterThan(4)
    const signed = rows.map(({ signature }) =>
      Buffer.from(signature.split('.')[1] ?? '', 'base64url').toString(),
    )
    const everything = JSON.stringify([rows, signed, logged, seen])
    for (const item of [number, 'Hương Giang', '1990-02-28', 'Trần Thị Lan', '012345678'])
      expect(everything).not.toContain(item)
  })
})
