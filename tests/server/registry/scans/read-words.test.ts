import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { composeFormSerial } from '../../../../core/forms/serial.ts'
import { formPage } from '../../../../core/forms/layout.ts'
import type { GreyImage } from '../../../../core/forms/scan/grey-image.ts'
import { type Registration, registerPage } from '../../../../core/forms/scan/register-page.ts'
import { readWords } from '../../../../server/registry/scans/read-words.ts'
import { formPageOf } from '../../../support/form-pages.ts'
import { isMissing } from '../../../support/is-missing.ts'

let image: GreyImage
let projection: Registration['projection']
beforeAll(async () => {
  const serial = composeFormSerial({ kind: 'DC01', year: 2026, province: '01', sequence: 1 })
  image = await formPageOf('DC01/2025', serial, { words: { 'father.name': 'NGUYỄN VĂN MẪU' } })
  projection = registerPage(image)?.projection ?? []
})

test('a program that is missing, or fails, reads nothing and harms nothing', async () => {
  expect(await readWords('/no/such/program', { image, projection })).toEqual([])
  expect(await readWords('/bin/false', { image, projection })).toEqual([])
  expect(await readWords('/bin/echo', { image, projection })).toEqual([])
})

const languages = spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' }).stdout ?? ''

describe.skipIf(isMissing('tesseract-ocr-vie', languages.includes('vie')))('tesseract', () => {
  test('finds printed words of the page where they stand', async () => {
    const words = await readWords('tesseract', { image, projection })
    const title = words.find(({ text }) => text === 'PHIẾU')
    expect(title?.box.y).toBeGreaterThan(38)
    expect(title?.box.y).toBeLessThan(46)
    expect(words.map(({ text }) => text)).toContain('MẪU')
    for (const { box } of words) expect(box.x + box.width).toBeLessThanOrEqual(formPage.width + 1)
  }, 60_000)
})
