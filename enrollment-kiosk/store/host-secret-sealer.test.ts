import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHostSecretSealer } from './host-secret-sealer.ts'
import { SealedElsewhere } from './refusals.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'host-secret-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('the next run opens what this one sealed, under the same name only', async () => {
  const path = join(directory, 'state', 'secret')
  const sealed = await (await openHostSecretSealer(path)).seal(Uint8Array.of(1, 2, 3), 'keys')
  const later = await openHostSecretSealer(path)
  expect(await later.open(sealed, 'keys')).toEqual(Uint8Array.of(1, 2, 3))
  await expect(later.open(sealed, 'other')).rejects.toThrow(SealedElsewhere)
})

test('a computer with another secret does not open it', async () => {
  const sealed = await (await openHostSecretSealer(join(directory, 'here'))).seal(Uint8Array.of(1), 'keys')
  const elsewhere = await openHostSecretSealer(join(directory, 'elsewhere'))
  await expect(elsewhere.open(sealed, 'keys')).rejects.toThrow(SealedElsewhere)
})

test('only this user of the computer reads the secret', async () => {
  const path = join(directory, 'private')
  await openHostSecretSealer(path)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('agents that start at the same moment draw one secret between them', async () => {
  const path = join(directory, 'shared')
  const sealers = await Promise.all(Array.from({ length: 8 }, () => openHostSecretSealer(path)))
  const sealed = await sealers[0]!.seal(Uint8Array.of(7), 'keys')
  for (const sealer of sealers) expect(await sealer.open(sealed, 'keys')).toEqual(Uint8Array.of(7))
})
