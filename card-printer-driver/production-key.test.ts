import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openProductionKey } from './production-key.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'production-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function keyFile(bytes: Uint8Array, mode = 0o600): Promise<string> {
  const file = join(folder, 'key')
  await writeFile(file, bytes)
  await chmod(file, mode)
  return file
}

describe('the production key', () => {
  test('has a name that tells nothing of it', async () => {
    expect(await openProductionKey(await keyFile(new Uint8Array(32)))).toBe('66687aadf862bd77')
  })

  test('is none where none is set: specimens are printed', async () => {
    expect(await openProductionKey(null)).toBeNull()
  })

  test('is refused where it is missing, short, or others may read it', async () => {
    await expect(openProductionKey(join(folder, 'nothing'))).rejects.toMatchObject({
      facts: { reason: 'MISSING' },
    })
    const short = await keyFile(new Uint8Array(31))
    await expect(openProductionKey(short)).rejects.toMatchObject({ facts: { reason: 'LENGTH' } })
    const open = await keyFile(new Uint8Array(32), 0o640)
    await expect(openProductionKey(open)).rejects.toMatchObject({ facts: { reason: 'READABLE_BY_OTHERS' } })
  })
})
