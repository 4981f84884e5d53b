import { describe, expect, test } from 'vitest'
import { cardTemplates } from './card-face.ts'
import type { Box } from './layout.ts'
import { cardLayout, cardSize } from './templates.ts'

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe.each(cardTemplates)('the template %s', (template) => {
  const { front, back } = cardLayout(template)
  const frontBoxes = [
    ...front.texts.map(({ box }) => box),
    ...front.fields.flatMap(({ box, labelBox }) => [box, labelBox]),
    front.emblem,
    ...(front.portrait ? [front.portrait] : []),
  ]
  const backBoxes = [
    ...back.texts.map(({ box }) => box),
    ...back.fields.flatMap(({ box, labelBox }) => [box, labelBox]),
    back.qr,
    back.chip,
    back.mrz.box,
  ]

  test.each([...frontBoxes, ...backBoxes])('keeps %o inside the card', (box) => {
    expect(box.x).toBeGreaterThanOrEqual(1.5)
    expect(box.y).toBeGreaterThanOrEqual(1.5)
    expect(box.x + box.width).toBeLessThanOrEqual(cardSize.width - 1.5)
    expect(box.y + box.height).toBeLessThanOrEqual(cardSize.height - 1.5)
  })

  test.each([
    ['front', front.fields, [front.emblem, ...(front.portrait ? [front.portrait] : [])]],
    ['back', back.fields, [back.qr, back.chip, back.mrz.box]],
  ] as const)('lets no value on the %s touch another or a picture', (_, fields, pictures) => {
    const boxes = [...fields.map(({ box }) => box), ...pictures]
    const touching = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b)))
    expect(touching).toEqual([])
  })

  test('carries the items in the order of TT 16/2024/TT-BCA', () => {
    expect(front.fields.map(({ field }) => field)).toEqual([
      'number',
      'name',
      'birthDate',
      'sex',
      'nationality',
    ])
    expect(back.fields.map(({ field }) => field)).toEqual([
      'residence',
      'birthRegistrationPlace',
      'issuedOn',
      'expiresOn',
    ])
  })

  test('gives the QR 18 mm, the emblem 12 mm and the machine-readable zone the lowest 23.2 mm', () => {
    expect([back.qr.width, back.qr.height, front.emblem.width]).toEqual([18, 18, 12])
    expect(back.mrz.box.y).toBeGreaterThanOrEqual(cardSize.height - 23.2)
    for (const { box } of back.fields) expect(box.y + box.height).toBeLessThanOrEqual(cardSize.height - 23.2)
  })
})

test('only the card from 6 years carries a portrait, of 20 × 30 mm', () => {
  expect(cardLayout('CC_2024').front.portrait).toMatchObject({ width: 20, height: 30 })
  expect(cardLayout('CC_2024_UNDER_6').front.portrait).toBeNull()
})
