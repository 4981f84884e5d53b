import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LegacyTemplate } from '../../../core/card/templates.ts'
import { run } from '../../../server/commands/card-render.ts'
import { WrongUsage } from '../../../server/commands/command.ts'
import { UnknownSample } from '../../../server/demo-card.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-render-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('card render', () => {
  test.each(['2021', '2024', '2024-under6', 'certificate'])(
    'writes the card of %s as a PDF and two pictures at 300 dpi',
    async (template) => {
      const out = join(folder, template)
      const { done, facts } = await run(['--sample', 'huong', '--template', template, '--out', out])
      expect([done, facts['files']]).toEqual([true, ['card.pdf', 'front.png', 'back.png']])
      expect((await readFile(join(out, 'card.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
      for (const name of ['front.png', 'back.png']) {
        const { width, height, density } = await sharp(join(out, name)).metadata()
        expect([width, height, density]).toEqual([1011, 638, 300])
      }
    },
  )

  test('writes the same bytes again', async () => {
    const [first, second] = ['once', 'again'].map((name) => join(folder, name))
    for (const out of [first, second]) await run(['--sample', 'PHUC', '--out', out ?? ''])
    const [a, b] = await Promise.all([first, second].map((out) => readFile(join(out ?? '', 'card.pdf'))))
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true)
  })

  test('refuses a name that is not in its table, and says which are', async () => {
    const refused = run(['--sample', 'nobody', '--out', folder])
    await expect(refused).rejects.toThrow(UnknownSample)
    await expect(refused).rejects.toMatchObject({ text: { en: expect.stringContaining('huong, phuc') } })
  })

  test('refuses barcode cards of 2016 and unknown templates', async () => {
    const words = (template: string) => ['--sample', 'huong', '--template', template, '--out', folder]
    await expect(run(words('2016'))).rejects.toThrow(LegacyTemplate)
    await expect(run(words('2019'))).rejects.toThrow(WrongUsage)
  })
})
