import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { NoPrintsToEvaluate } from '../../../server/biometrics/evaluate-prints.ts'
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

test('tells error rates and speed of a folder of prints', async () => {
  const { done, facts } = await run(['--dir', folder])
  expect(done).toBe(true)
  expect(facts).toMatchObject({
    images: 6,
    genuine: 3,
    impostor: 12,
    eer: 0,
    'fnmr_at_fmr_1e-2': 0,
    'fnmr_at_fmr_1e-3': 0,
    fnmr_at_zero_fmr: 0,
  })
  expect(facts['extract_ms']).toBeGreaterThan(0)
  expect(facts['matches_per_s']).toBeGreaterThan(100)
})

test('refuses a folder without two fingers, and one that is not there', async () => {
  await expect(run(['--dir', join(folder, 'nothing')])).rejects.toThrow(NoPrintsToEvaluate)
})

test('needs a folder', async () => {
  await expect(run([])).rejects.toThrow(WrongUsage)
})
