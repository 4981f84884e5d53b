import { describe, expect, test } from 'vitest'
import { cardMedia } from './card-media.ts'
import { attribute, integer, type IppAttribute, type IppValue, keyword } from './message.ts'

function named(first: string, ...more: readonly string[]) {
  return cardMedia({
    media: attribute('media-supported', keyword(first), ...more.map(keyword)),
    sizes: undefined,
  })
}

function sized(x: IppValue, y: IppValue) {
  const members: readonly IppAttribute[] = [attribute('x-dimension', x), attribute('y-dimension', y)]
  return cardMedia({
    media: undefined,
    sizes: attribute('media-size-supported', { type: 'collection', members }),
  })
}

describe('the card among the media of a printer', () => {
  test.each([
    'iso_id-1_53.98x85.6mm',
    'iso_id-1_54x85.6mm',
    'om_card_54x86mm',
    'custom_53.98x85.73mm_53.98x85.73mm',
    'na_cr80_2.125x3.375in',
    'custom_card_85.6x53.98mm',
  ])('is %s', (name) => {
    expect(named('iso_a4_210x297mm', name)).toEqual(attribute('media', keyword(name)))
  })

  test.each([
    'iso_a4_210x297mm',
    'iso_id-3_88x125mm',
    'custom_max_53.98x85.6mm',
    'na_index-3x5_3x5in',
    'iso_id-1_53.98x85.6',
    '',
  ])('is not %s', (name) => {
    expect(named(name)).toBeNull()
  })

  test('is found by its size, as the printer writes it', () => {
    const members = [attribute('x-dimension', integer(5400)), attribute('y-dimension', integer(8560))]
    expect(sized(integer(5400), integer(8560))).toEqual(
      attribute('media-col', {
        type: 'collection',
        members: [attribute('media-size', { type: 'collection', members })],
      }),
    )
    expect(sized(integer(21_000), integer(29_700))).toBeNull()
    expect(sized(keyword('5398'), keyword('8560'))).toBeNull()
  })

  test('is asked for by its own size where a printer takes any', () => {
    const any: IppValue = { type: 'rangeOfInteger', lower: 1000, upper: 30_000 }
    expect(JSON.stringify(sized(any, any))).toMatch(/5398.*8560/)
    const wide: IppValue = { type: 'rangeOfInteger', lower: 7000, upper: 30_000 }
    expect(sized(wide, wide)).toBeNull()
  })
})
