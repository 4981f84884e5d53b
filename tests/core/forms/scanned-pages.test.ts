import { describe, expect, test } from 'vitest'
import { formLayout, formPage } from '../../../core/forms/layout.ts'
import { fieldArea } from '../../../core/forms/scan/field-area.ts'
import type { GreyImage } from '../../../core/forms/scan/grey-image.ts'
import { project } from '../../../core/forms/scan/projection.ts'
import { proposeAnswers } from '../../../core/forms/scan/propose-answers.ts'
import { readInk } from '../../../core/forms/scan/read-ink.ts'
import { registerPage } from '../../../core/forms/scan/register-page.ts'
import { composeFormSerial } from '../../../core/forms/serial.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { asScanned, formPageOf, type Scanning, torn } from '../../support/form-pages.ts'

const version = 'DC01/2025'
const definition = formDefinitionOf(version)
const serial = composeFormSerial({ kind: 'DC01', year: 2026, province: '01', sequence: 123 })

const ticks = {
  sex: ['FEMALE'],
  maritalStatus: ['MARRIED'],
  nationality: ['VN'],
  bloodType: ['UNKNOWN'],
  relationToHead: ['CHILD', 'OTHER'],
  ethnicity: ['UNKNOWN'],
}
const words = {
  name: 'TRẦN THỊ MẪU ĐƠN',
  birthDate: '15021990',
  religion: 'Không',
  ethnicity: 'Kinh',
  'permanentAddress.commune': 'Mẫu Một',
  'father.number': '001060000011',
}

const filled = (dpi = 200) => formPageOf(version, serial, { ticks, words, dpi })

/** Ticked, unsure and blank by field, as a scan of the filled-in page says. */
function readingOf(image: GreyImage) {
  const registration = registerPage(image)
  if (!registration) return null
  return proposeAnswers(definition, readInk(definition, { image, projection: registration.projection }), [])
}

const expected = {
  sex: { answer: ['FEMALE'], blank: false, unsure: [] },
  maritalStatus: { answer: ['MARRIED'] },
  nationality: { answer: ['VN'], written: [] },
  bloodType: { answer: { unknown: true } },
  relationToHead: { answer: ['CHILD', 'OTHER'] },
  ethnicity: { blank: false, unsure: ['UNKNOWN'], written: [''] },
  name: { blank: false, written: [''], unsure: [] },
  birthDate: { written: [''] },
  religion: { written: [''] },
  number: { blank: true, unsure: [], written: [] },
  placeOfOrigin: { blank: true, unsure: [], written: [] },
  currentAddress: { blank: true },
  permanentAddress: { written: ['commune'] },
  father: { written: ['number'] },
  mother: { blank: true },
  spouse: { blank: true },
  head: { blank: true },
}

const scanned: readonly (readonly [string, Scanning & { readonly dpi?: number }])[] = [
  ['lying straight', {}],
  ['upside down', { quarters: 2 }],
  ['on its right side', { quarters: 1 }],
  ['on its left side and 3° askew', { quarters: 3, skew: 3 }],
  ['5° askew to the left, shifted and a little small', { skew: -5, scale: 0.93, shift: { x: 4, y: -6 } }],
  ['pulled long by a feeder', { stretch: 1.012, skew: 0.6 }],
  [
    'grey, pale, noisy and in the shadow of a lid',
    { paper: 215, black: 45, noise: 28, shadow: 0.35, skew: 1.4 },
  ],
  ['at 150 dots to the inch, askew and noisy', { dpi: 150, skew: 2, noise: 20, paper: 235, black: 30 }],
  ['at 300 dots to the inch, upside down and askew', { dpi: 300, quarters: 2, skew: -2 }],
]

describe('a page', () => {
  test.each(scanned)('%s is registered and its boxes are read', async (_, { dpi = 200, ...how }) => {
    expect(readingOf(asScanned(await filled(dpi), how))).toMatchObject(expected)
  })

  test('is registered to a tenth of a millimetre', async () => {
    const page = await filled()
    const dots = { x: page.width / formPage.width, y: page.height / formPage.height }
    const registration = registerPage(page)
    for (const { x, y, width, height } of [formLayout(definition).barcode, ...formLayout(definition).marks]) {
      const at = { x: x + width / 2, y: y + height / 2 }
      const found = project(registration?.projection ?? [], at)
      expect(Math.hypot((found.x + 0.5) / dots.x - at.x, (found.y + 0.5) / dots.y - at.y)).toBeLessThan(0.1)
    }
  })

  test('with one corner torn off is still read, unless it is the one that tells which way up it lies', async () => {
    const page = await filled()
    const corner = (x: number, y: number) => torn(page, { x, y, width: 24, height: 24 })
    for (const lost of [corner(186, 0), corner(0, 273), corner(186, 273)]) {
      expect(registerPage(lost)).toMatchObject({ inferred: true })
      expect(readingOf(asScanned(lost, { skew: 1.5, noise: 10 }))).toMatchObject(expected)
    }
    expect(registerPage(corner(0, 0))).toBeNull()
  })

  test('without marks is none: blank, black, tiny, or all noise', () => {
    const grey = (width: number, height: number, at: (i: number) => number): GreyImage => ({
      width,
      height,
      pixels: Uint8Array.from({ length: width * height }, (_, i) => at(i)),
    })
    const none = [
      grey(1654, 2339, () => 255),
      grey(1654, 2339, () => 0),
      grey(1, 1, () => 0),
      grey(800, 1100, (i) => (i * 48_271) % 256),
    ]
    expect(none.map(registerPage)).toEqual([null, null, null, null])
  })

  test('of two sides shows no form where the other side has no marks', async () => {
    const page = await filled()
    expect(
      registerPage(
        torn(torn(page, { x: 0, y: 0, width: 210, height: 20 }), { x: 0, y: 270, width: 30, height: 27 }),
      ),
    ).toBeNull()
  })
})

describe('a box', () => {
  test('that is blackened all over, or holds a mere speck, is left to a person', async () => {
    const page = await formPageOf(version, serial, {})
    const { inputs } = formLayout(definition)
    const tickBox = inputs.find((input) => input.kind === 'TICK' && input.choice === 'MALE')?.box
    const other = inputs.find((input) => input.kind === 'TICK' && input.choice === 'SINGLE')?.box
    const pixels = page.pixels.slice()
    const dots = 200 / 25.4
    const fill = (x: number, y: number, size: number) => {
      for (let row = Math.round(y * dots); row < (y + size) * dots; row++)
        pixels.fill(
          20,
          row * page.width + Math.round(x * dots),
          row * page.width + Math.round((x + size) * dots),
        )
    }
    fill(tickBox?.x ?? 0, tickBox?.y ?? 0, 3.8)
    fill((other?.x ?? 0) + 1.6, (other?.y ?? 0) + 1.6, 0.55)
    const reading = readingOf({ ...page, pixels })
    expect(reading).toMatchObject({
      sex: { unsure: ['MALE'], blank: false },
      maritalStatus: { unsure: ['SINGLE'], blank: false },
    })
    expect(reading?.['sex']).not.toHaveProperty('answer')
  })
})

test('every field of the form has an area that holds its places, and an unknown field has none', () => {
  for (const { id } of definition.fields) {
    const area = fieldArea(definition, id)
    for (const { box, field } of formLayout(definition).inputs) {
      if (field !== id || !area) continue
      expect(box.x - area.x).toBeGreaterThan(1)
      expect(area.y + area.height - box.y - box.height).toBeGreaterThan(1)
    }
    expect(area).not.toBeNull()
  }
  expect(fieldArea(definition, 'nothing')).toBeNull()
})
