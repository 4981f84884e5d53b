import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { auditedSigningKey } from '../../../server/pki/audited-signing-key.ts'
import { keyId } from '../../../server/pki/key-store.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { type TestApp, testApp } from '../../support/app.ts'

let server: TestApp
const signer = keyId('audited-1')
const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
const rowsOf = (app: ServerApp, key: string) => app.db.keySignature.findMany({ where: { keyId: key } })

beforeAll(async () => {
  server = await testApp()
  await server.app.cardKeys.generate(signer, 'SIGN')
})
afterAll(() => server.close())

test('a signature is handed out when its row is there for everybody', async () => {
  const { app } = server
  const key = await auditedSigningKey(app, signer, 'SOD')
  const data = Uint8Array.of(1, 2, 3)
  const signature = await key.sign('ECDSA_SHA256', data)
  expect(publicCrypto().verify(key, 'ECDSA_SHA256', data, signature)).toBe(true)
  expect(await rowsOf(app, signer)).toMatchObject([
    {
      at: new Date(app.clock()),
      algorithm: 'ECDSA_SHA256',
      purpose: 'SOD',
      dataSha256: digest(data),
    },
  ])
})

test('many signatures at once have a row each, written in few statements', async () => {
  const { app } = server
  const many = keyId('audited-many')
  await app.cardKeys.generate(many, 'SIGN')
  const key = await auditedSigningKey(app, many, 'SOD')
  const texts = Array.from({ length: 200 }, (_, i) => Uint8Array.of(i))
  await Promise.all(texts.map((text) => key.sign('ECDSA_SHA256', text)))
  expect(await transactionsOf(app, many)).toBeLessThan(100)
  const rows = await rowsOf(app, many)
  expect(new Set(rows.map(({ dataSha256 }) => dataSha256))).toEqual(new Set(texts.map(digest)))
  expect(rows).toHaveLength(200)
})

test('without its row there is no signature, and the next one has its own again', async () => {
  const { app } = server
  const lost = keyId('audited-lost')
  await app.cardKeys.generate(lost, 'SIGN')
  const key = await auditedSigningKey(app, lost, 'SOD')
  await server.pool.query('ALTER TABLE "KeySignature" RENAME TO "KeySignatureAway"')
  await expect(key.sign('ECDSA_SHA256', Uint8Array.of(1))).rejects.toThrow('KeySignature')
  await server.pool.query('ALTER TABLE "KeySignatureAway" RENAME TO "KeySignature"')
  await key.sign('ECDSA_SHA256', Uint8Array.of(2))
  expect(await rowsOf(app, lost)).toMatchObject([{ dataSha256: digest(Uint8Array.of(2)) }])
})

test.each([
  `UPDATE "KeySignature" SET "purpose" = 'CRL'`,
  'DELETE FROM "KeySignature"',
  'TRUNCATE "KeySignature"',
])('rows are only ever added: %s', async (statement) => {
  await expect(server.pool.query(statement)).rejects.toThrow('KeySignature is append-only')
})

/** Each row remembers the transaction that wrote it. */
async function transactionsOf(app: ServerApp, key: string): Promise<number> {
  const [row] = await app.db.$queryRaw<[{ count: bigint }]>`
    SELECT count(DISTINCT xmin::text) AS count FROM "KeySignature" WHERE "keyId" = ${key}`
  return Number(row.count)
}
