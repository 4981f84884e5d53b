import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileBlobs } from '../../../server/kernel/blobs.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'citizen-id-blobs-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What Node says of a wrong tag, and the store of a wrong hash. */
const noticed = /unable to authenticate|was altered/

const key = randomBytes(32)
const portrait = Buffer.from('ảnh chân dung của một người không có thật')
const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)

async function flipByte(sha256: string, index: number): Promise<void> {
  const stored = await readFile(pathOf(sha256))
  const at = index < 0 ? stored.length + index : index
  stored[at] = (stored[at] ?? 0) ^ 1
  await writeFile(pathOf(sha256), stored)
}

describe('sealed blobs', () => {
  const blobs = () => fileBlobs(folder, key)

  test('come back as they were put, under their SHA-256', async () => {
    const sha256 = await blobs().put(portrait)
    expect(sha256).toBe(createHash('sha256').update(portrait).digest('hex'))
    expect(await blobs().get(sha256)).toEqual(portrait)
  })

  test('do not stand readable on the disk', async () => {
    const sha256 = await blobs().put(portrait)
    const stored = await readFile(pathOf(sha256))
    expect(stored.includes(portrait.subarray(0, 12))).toBe(false)
  })

  test.each([4, 20, 60, 70, 80, -1])('altered at byte %i are noticed', async (index) => {
    const bytes = randomBytes(200)
    const sha256 = await blobs().put(bytes)
    await flipByte(sha256, index)
    await expect(blobs().get(sha256)).rejects.toThrow(noticed)
  })

  test('put in another’s place are noticed', async () => {
    const [one, other] = [await blobs().put(randomBytes(50)), await blobs().put(randomBytes(50))]
    await writeFile(pathOf(one), await readFile(pathOf(other)))
    await expect(blobs().get(one)).rejects.toThrow(noticed)
  })

  test('do not open with another installation’s key', async () => {
    const sha256 = await blobs().put(randomBytes(50))
    await expect(fileBlobs(folder, randomBytes(32)).get(sha256)).rejects.toThrow(noticed)
  })

  test('that are not there are null, and so is a name that is no hash', async () => {
    expect(await blobs().get('00'.repeat(32))).toBeNull()
    expect(await blobs().get('../../etc/passwd')).toBeNull()
  })

  test('leave nothing beside them, though put many times at once', async () => {
    const bytes = randomBytes(100)
    const [sha256 = ''] = await Promise.all(Array.from({ length: 8 }, () => blobs().put(bytes)))
    const names = await readdir(join(folder, sha256.slice(0, 2)))
    expect(names.filter((name) => name.startsWith(sha256))).toEqual([sha256])
  })
})

test('packets, which come sealed, are kept byte for byte; an altered one is noticed', async () => {
  const packets = fileBlobs(folder, null)
  const sha256 = await packets.put(randomBytes(80))
  expect(await readFile(pathOf(sha256))).toEqual(await packets.get(sha256))
  await flipByte(sha256, 40)
  await expect(packets.get(sha256)).rejects.toThrow(noticed)
})
