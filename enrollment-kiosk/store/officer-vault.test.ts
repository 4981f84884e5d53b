import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshKey } from './box.ts'
import {
  OfficerUnknownHere,
  PinLocked,
  PinUnacceptable,
  PinWrong,
  StoreNeedsPin,
} from './officer-refusals.ts'
import { type CertifiedOfficer, openOfficerVault } from './officer-vault.ts'
import { openStationVault } from './station-vault.ts'

let directory: string
let now: number
const start = Date.UTC(2026, 10, 23, 1)
const day = 86_400_000
const pin = '274916'

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'officer-vault-'))
})
afterAll(() => rm(directory, { recursive: true }))
beforeEach(() => {
  now = start
})

async function open() {
  const seal = { by: 'file', secretFile: join(directory, 'host-secret') } as const
  return openOfficerVault(directory, await openStationVault(directory, seal), () => now)
}

function officer(changes: Partial<CertifiedOfficer> = {}): CertifiedOfficer {
  return {
    officerId: randomUUID(),
    name: 'PHẠM THỊ MẪU',
    role: 'operator',
    certificate: Uint8Array.of(1),
    key: Uint8Array.of(2),
    until: start + 7 * day,
    onlineSecret: freshKey(),
    ...changes,
  }
}

test('the PIN opens in a later run what the sign-in kept, and the next sign-in the same key', async () => {
  const certified = officer()
  const vault = await open()
  const dataKey = await vault.remember(certified, null)
  expect(vault.known()).toEqual([])
  await vault.setPin(certified.officerId, dataKey, pin)
  const later = await open()
  const { officerId } = certified
  expect(later.known()).toMatchObject([{ officerId, roles: ['operator'], lockedUntil: null }])
  const { certificate, key } = certified
  expect(await later.unlock({ officerId, role: 'operator', pin })).toEqual({
    name: certified.name,
    certificate,
    key,
    dataKey,
  })
  expect(await later.remember(officer({ ...certified, key: Uint8Array.of(9) }), null)).toEqual(dataKey)
  for (const name of await readdir(join(directory, 'officers')))
    expect((await readFile(join(directory, 'officers', name))).includes('MẪU')).toBe(false)
})

test('five wrong PINs make a pause that a restart does not shorten; the right one then clears it', async () => {
  const certified = officer()
  const { officerId } = certified
  const vault = await open()
  await vault.setPin(officerId, await vault.remember(certified, null), pin)
  const wrong = { officerId, role: 'operator', pin: '000001' } as const
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => vault.unlock(wrong)))
  expect(tries.map((tried) => tried.status === 'rejected' && tried.reason instanceof PinWrong)).toEqual(
    Array.from({ length: 5 }, () => true),
  )
  const later = await open()
  await expect(later.unlock({ ...wrong, pin })).rejects.toThrow(PinLocked)
  expect(later.known().find((known) => known.officerId === officerId)?.lockedUntil).toBe(
    new Date(start + 60_000).toISOString(),
  )
  now = start + 60_000
  expect((await later.unlock({ ...wrong, pin })).name).toBe(certified.name)
  expect(later.known().find((known) => known.officerId === officerId)?.lockedUntil).toBeNull()
})

test('nobody unlocks without a PIN, in another role, unknown here, or after the certificate has ended', async () => {
  const vault = await open()
  const [without, withPin] = [officer(), officer()]
  await vault.remember(without, null)
  await vault.setPin(withPin.officerId, await vault.remember(withPin, null), pin)
  const attempts = [
    { officerId: without.officerId, role: 'operator' },
    { officerId: withPin.officerId, role: 'supervisor' },
    { officerId: randomUUID(), role: 'operator' },
  ] as const
  for (const attempt of attempts)
    await expect(vault.unlock({ ...attempt, pin })).rejects.toThrow(OfficerUnknownHere)
  now = start + 7 * day
  await expect(vault.unlock({ officerId: withPin.officerId, role: 'operator', pin })).rejects.toThrow(
    OfficerUnknownHere,
  )
  expect(vault.known()).toEqual([])
})

test.each(['12345', '111111', '121212', ' 274916'])('%j is no PIN', async (poor) => {
  const vault = await open()
  const certified = officer()
  const dataKey = await vault.remember(certified, null)
  await expect(vault.setPin(certified.officerId, dataKey, poor)).rejects.toThrow(PinUnacceptable)
})

test('where the server gives another secret the PIN keeps the work, and is asked for', async () => {
  const vault = await open()
  const certified = officer()
  const { officerId } = certified
  const dataKey = await vault.remember(certified, null)
  await vault.setPin(officerId, dataKey, pin)
  const changed = { ...certified, onlineSecret: freshKey() }
  await expect(vault.remember(changed, null)).rejects.toThrow(StoreNeedsPin)
  const unlocked = await vault.unlock({ officerId, role: 'operator', pin })
  expect(await vault.remember(changed, unlocked.dataKey)).toEqual(dataKey)
  expect(await vault.remember(changed, null)).toEqual(dataKey)
})

test('one officer has both roles under one key', async () => {
  const vault = await open()
  const operator = officer()
  const dataKey = await vault.remember(operator, null)
  const again = await vault.remember({ ...operator, role: 'supervisor', key: Uint8Array.of(7) }, null)
  expect(again).toEqual(dataKey)
  await vault.setPin(operator.officerId, dataKey, pin)
  expect(await vault.unlock({ officerId: operator.officerId, role: 'supervisor', pin })).toMatchObject({
    key: Uint8Array.of(7),
  })
})
