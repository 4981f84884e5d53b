import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LegacyTemplate } from '../../../core/card/templates.ts'
import { readSignedQr } from '../../../core/qr/signed-qr.ts'
import { run } from '../../../server/commands/card-render.ts'
import { WrongUsage } from '../../../server/commands/command.ts'
import { UnknownSample } from '../../../server/demo-card.ts'
import { readAllWithZxing } from '../../support/barcode-readers.ts'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
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

  test('writes a card with a signed QR, its text, and the key that it is checked by', async () => {
    const out = join(folder, 'signed')
    const { facts } = await run(['--sample', 'huong', '--template', '2024', '--signed-qr', '--out', out])
    expect(facts).toEqual({
      template: 'CC_2024_SIGNED_QR',
      files: ['card.pdf', 'front.png', 'back.png', 'qr.txt', 'qr-signer.spki'],
    })
    const text = await readFile(join(out, 'qr.txt'), 'utf8')
    const { data, info } = await sharp(join(out, 'back.png'))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(await readAllWithZxing({ ...info, data }, 'QRCode')).toContain(text)
    const { toBeSigned, signature } = readSignedQr(text)
    const key = await crypto.subtle.importKey(
      'spki',
      await readFile(join(out, 'qr-signer.spki')),
      p256,
      false,
      ['verify'],
    )
    const es256 = { name: 'ECDSA', hash: 'SHA-256' }
    expect(await crypto.subtle.verify(es256, key, signature, toBeSigned)).toBe(true)
  })

  test('refuses a signed QR on a template without a place for one', async () => {
    const words = ['--sample', 'huong', '--template', '2021', '--signed-qr', '--out', folder]
    await expect(run(words)).rejects.toMatchObject({ code: 'NO_PLACE_FOR_SIGNED_QR' })
  })

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
