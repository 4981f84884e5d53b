import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NotFound } from '../../../server/kernel/errors.ts'
import {
  RegistryEvidenceAltered,
  systemActorId,
  verifyRegistryCall,
} from '../../../server/registry/call-evidence.ts'
import { isOpensslMissing } from '../pki/openssl.ts'
import {
  down,
  known,
  makePerson,
  makeResident,
  number,
  officer,
  openRemoteFixture,
  reference,
  type RemoteFixture,
  unknown,
  why,
} from './remote-fixture.ts'

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

describe.skipIf(withoutOpenssl)('evidence of a call', () => {
  const makeCall = async () => {
    fixture.server.reply(known)
    const registry = await fixture.connect()
    await registry.find(number, why)
    return onlyRow()
  }

  test('proves who asked, when, what for and what came of it', async () => {
    const row = await makeCall()
    expect(await verifyRegistryCall(fixture.app, row.id)).toEqual({
      id: fixture.server.calls[0]?.body.callId,
      at: new Date(fixture.app.clock()).toISOString(),
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
    const texts = JSON.parse(
      Buffer.from((await fixture.app.blobs.get(row.evidenceSha256)) ?? []).toString(),
    ) as {
      request: string
      answer: object
    }
    expect(JSON.parse(texts.request)).toEqual(fixture.server.calls[0]?.body)
    expect(texts.answer).toEqual({ status: 200, body: JSON.stringify(known.body) })
    expect((await readFile(fixture.blobPath(row.evidenceSha256))).includes(number)).toBe(false)
  })

  test.each([
    ['outcome', { outcome: 'UNKNOWN' }],
    ['officer', { actorId: systemActorId }],
    ['time', { at: new Date(0) }],
    ['hash', { evidenceSha256: '0'.repeat(64) }],
  ])('shows that the %s in the row was altered', async (_what, data) => {
    const { id } = await makeCall()
    await fixture.app.db.registryCall.update({ where: { id }, data })
    await expect(verifyRegistryCall(fixture.app, id)).rejects.toMatchObject({ facts: { part: 'ROW' } })
  })

  test('shows that the signature is of another call, or none', async () => {
    const first = await makeCall()
    await fixture.app.db.registryCall.deleteMany()
    const { id } = await makeCall()
    await fixture.app.db.registryCall.update({ where: { id }, data: { signature: first.signature } })
    await expect(verifyRegistryCall(fixture.app, id)).rejects.toMatchObject({ facts: { part: 'ROW' } })
    const [head, payload, signature = ''] = first.signature.split('.')
    const altered = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
    const forged = [`${head}.${payload}.${altered}`, 'none', `${head}.${payload}.`]
    for (const signature of forged) {
      await fixture.app.db.registryCall.update({ where: { id }, data: { signature } })
      await expect(verifyRegistryCall(fixture.app, id)).rejects.toMatchObject({
        facts: { part: 'SIGNATURE' },
      })
    }
  })

  test('shows that the sealed texts were altered or are gone', async () => {
    const { id, evidenceSha256 } = await makeCall()
    const sealed = await readFile(fixture.blobPath(evidenceSha256))
    sealed[100] = (sealed[100] ?? 0) ^ 1
    await writeFile(fixture.blobPath(evidenceSha256), sealed)
    await expect(verifyRegistryCall(fixture.app, id)).rejects.toMatchObject({ facts: { part: 'TEXTS' } })
    await rm(fixture.blobPath(evidenceSha256))
    await expect(verifyRegistryCall(fixture.app, id)).rejects.toBeInstanceOf(RegistryEvidenceAltered)
  })

  test('of a call that was never made is not found', async () => {
    await expect(verifyRegistryCall(fixture.app, systemActorId)).rejects.toBeInstanceOf(NotFound)
  })

  test('leaves no personal data in rows, logs or errors, whatever the outcome', async () => {
    const registry = await fixture.connect()
    const seen: unknown[] = []
    for (const reply of [
      known,
      unknown,
      down,
      { status: 200, body: { resident: { ...makeResident(), version: 'x' } } },
    ]) {
      fixture.server.reply(reply)
      await registry.find(number, why).catch((error: unknown) => seen.push(String(error), error))
      await registry
        .registerProvisional({ person: makePerson(), reference }, why)
        .catch((error: unknown) => seen.push(String(error), error))
    }
    const rows = await fixture.app.db.registryCall.findMany()
    expect(rows.length).toBeGreaterThan(4)
    expect(fixture.logged.length).toBeGreaterThan(4)
    const signed = rows.map(({ signature }) =>
      Buffer.from(signature.split('.')[1] ?? '', 'base64url').toString(),
    )
    const everything = JSON.stringify([rows, signed, fixture.logged, seen])
    for (const item of [number, 'Hương Giang', '1990-02-28', 'Trần Thị Lan', '012345678'])
      expect(everything).not.toContain(item)
  })
})
