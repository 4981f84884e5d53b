import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoxDamaged, SealedElsewhere } from './refusals.ts'
import { openStationVault } from './station-vault.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'station-vault-'))
})
afterEach(() => rm(root, { recursive: true }))

const sealedBy = (secret: string) => ({ by: 'file', secretFile: join(root, secret) }) as const
const bytes = (text: string) => new TextEncoder().encode(text)

async function folder(): Promise<string> {
  const path = join(root, 'data')
  await mkdir(path)
  return path
}

test('a secret is read again by the next run and stands nowhere in the folder', async () => {
  const data = await folder()
  await (await openStationVault(data, sealedBy('host'))).write('api-token', bytes('secret-of-the-api'))
  const later = await openStationVault(data, sealedBy('host'))
  expect(await later.read('api-token')).toEqual(bytes('secret-of-the-api'))
  for (const name of await readdir(data))
    expect((await readFile(join(data, name))).includes('secret-of-the-api')).toBe(false)
})

test('the file of an older version is taken over once and removed', async () => {
  const data = await folder()
  await writeFile(join(data, 'api-token'), 'token of version one')
  const vault = await openStationVault(data, sealedBy('host'))
  expect(await vault.read('api-token', 'api-token')).toEqual(bytes('token of version one'))
  expect((await readdir(data)).sort()).toEqual(['api-token.box', 'station-key.json'])
})

test('what was sealed wins over an open file that a cut left behind', async () => {
  const data = await folder()
  const vault = await openStationVault(data, sealedBy('host'))
  await vault.write('api-token', bytes('sealed'))
  await writeFile(join(data, 'api-token'), 'left behind')
  expect(await vault.read('api-token', 'api-token')).toEqual(bytes('sealed'))
  expect(await readdir(data)).not.toContain('api-token')
})

test('a copied folder is refused by another computer, and stays as it is', async () => {
  const data = await folder()
  await (await openStationVault(data, sealedBy('host'))).write('api-token', bytes('secret'))
  await cp(data, join(root, 'copy'), { recursive: true })
  await expect(openStationVault(join(root, 'copy'), sealedBy('other-host'))).rejects.toThrow(SealedElsewhere)
  const back = await openStationVault(join(root, 'copy'), sealedBy('host'))
  expect(await back.read('api-token')).toEqual(bytes('secret'))
})

test('boxes cannot be swapped', async () => {
  const data = await folder()
  const vault = await openStationVault(data, sealedBy('host'))
  await vault.write('machine-key', bytes('one'))
  await vault.write('api-token', bytes('two'))
  await cp(join(data, 'machine-key.box'), join(data, 'api-token.box'))
  await expect(vault.read('api-token')).rejects.toThrow(BoxDamaged)
})
