import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DomainError } from '../../../core/errors.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { WrongUsage } from '../../../server/commands/command.ts'
import { run } from '../../../server/commands/biometrics-evaluate.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prints-'))
  for (const finger of [1, 2, 3]) {
    for (const impression of [0, 1]) {
      const { pixels, width, height } = renderImpression(synthesiseFinger(finger), impression, {
        width: 300,
        height: 340,
      })
      const file = sharp(pixels, { raw: { width, height, channels: 1 } })
      const suffix = finger === 3 ? 'tif' : 'png'
      await file.toFile(join(folder, `${100 + finger}_${impression}.${suffix}`))
    }
  }
  await writeFile(join(folder, 'notes.txt'), 'not a print')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('tells error rates and speed of a folder of prints, in the words that others rely on', async () => {
  const { done, facts } = await run(['--dir', folder])
  expect(done).toBe(true)
  expect(Object.keys(facts)).toEqual([
    'images',
    'genuine',
    'impostor',
    'eer',
    'fnmr_at_fmr_1e-2',
    'fnmr_at_fmr_1e-3',
    'fnmr_at_zero_fmr',
    'extract_ms',
    'matches_per_s',
  ])
  expect(facts).toMatchObject({
    images: 4,
    genuine: 2,
    impostor: 4,
    eer: 0,
    'fnmr_at_fmr_1e-2': 0,
    'fnmr_at_fmr_1e-3': 0,
    fnmr_at_zero_fmr: 0,
  })
  expect(facts['extract_ms']).toBeGreaterThan(0)
  expect(facts['matches_per_s']).toBeGreaterThan(100)
})

test('reads other formats only when they are asked for', async () => {
  const { facts } = await run(['--dir', folder, '--formats', 'png,tif'])
  expect(facts).toMatchObject({ images: 6, genuine: 3, impostor: 12, eer: 0 })
})

/** A folder with copies of prints of the first, by other names. */
async function folderOf(copies: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const other = await mkdtemp(join(folder, 'other-'))
  for (const [name, content] of Object.entries(copies)) {
    await writeFile(
      join(other, name),
      typeof content === 'string' ? await readFile(join(folder, content)) : content,
    )
  }
  return other
}

test('says what a folder lacks', async () => {
  const lackOf = async (directory: string) =>
    run(['--dir', directory]).then(
      () => 'nothing',
      (error: unknown) => (error instanceof DomainError ? error.facts['lack'] : error),
    )
  expect(await lackOf(join(folder, 'nothing'))).toBe('FOLDER')
  expect(await lackOf(join(folder, 'notes.txt'))).toBe('FOLDER')
  expect(await lackOf(await folderOf({ 'notes.png': '101_0.png' }))).toBe('IMAGES')
  expect(await lackOf(await folderOf({ '1_1.png': '101_0.png' }))).toBe('SECOND_FINGER')
  expect(await lackOf(await folderOf({ '1_1.png': '101_0.png', '1_2.png': '101_1.png' }))).toBe(
    'SECOND_FINGER',
  )
  expect(await lackOf(await folderOf({ '1_1.png': '101_0.png', '2_1.png': '102_0.png' }))).toBe(
    'SECOND_IMPRESSION',
  )
})

test('refuses a file that is no image, by its place', async () => {
  const whole = await readFile(join(folder, '101_1.png'))
  for (const damaged of [whole.subarray(0, 3000), new TextEncoder().encode('no image'), new Uint8Array()]) {
    const other = await folderOf({ '1_1.png': '101_0.png', '2_1.png': damaged })
    await expect(run(['--dir', other])).rejects.toMatchObject({
      code: 'PRINT_UNREADABLE',
      facts: { place: 2 },
    })
  }
})

test('needs a folder, a resolution and formats that it knows', async () => {
  await expect(run([])).rejects.toThrow(WrongUsage)
  for (const wrong of [
    ['--dpi', '0'],
    ['--dpi', 'x'],
    ['--formats', 'exe'],
    ['--formats', ''],
  ])
    await expect(run(['--dir', folder, ...wrong])).rejects.toThrow(WrongUsage)
})
