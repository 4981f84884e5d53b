import { describe, expect, test } from 'vitest'
import { cardLayout } from '../card/templates.ts'
import { faceZones, zones } from './face-zones.ts'
import { imageMemory, type Raster, uprightFace } from './image-memory.ts'
import { separateBlack } from './separate-black.ts'
import { separateColours } from './separate-colours.ts'

const card = { width: 1011, height: 638 }
const { dots, lines, lineBytes } = imageMemory

type Colour = readonly [number, number, number]
const white: Colour = [255, 255, 255]

/** A landscape card of one colour with dots of others, by column and row. */
function raster(ground: Colour, spots: readonly (readonly [number, number, Colour])[] = []): Raster {
  const packed = ([r, g, b]: Colour) => r | (g << 8) | (b << 16)
  const pixels = new Uint32Array(card.width * card.height).fill(packed(ground))
  for (const [x, y, colour] of spots) pixels[y * card.width + x] = packed(colour)
  return { ...card, data: new Uint8Array(pixels.buffer) }
}

/** Where a dot of the landscape card lies in the memory. */
const place = (x: number, y: number) => (x + 2) * dots + dots - 1 - (y + 5)

const bit = (bits: Uint8Array, at: number) => ((bits[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
function count(bits: Uint8Array): number {
  let sum = 0
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) sum++
  return sum
}

const all = (zone: number) => new Uint8Array(dots * lines).fill(zone)

describe('a face in the printer’s memory', () => {
  test('stands upright, its left edge first and its top at the end of each line', () => {
    const red: Colour = [200, 0, 0]
    const face = uprightFace(raster(white, [[0, 1, red]]))
    // The card's first column is line 2, its second row the dot 641 of it.
    expect(face[2 * dots + 641]).toBe(200)
    // And the two columns of the memory that lie beyond the card's edge.
    expect(face.filter((dot) => dot === 200)).toHaveLength(1 + 2)
  })

  test('goes on over the card’s edge in the edge’s own colour', () => {
    const face = uprightFace(raster([10, 20, 30]))
    for (const at of [0, dots - 1, dots * (lines - 1), dots * lines - 1])
      expect(face[at]).toBe(10 | (20 << 8) | (30 << 16))
  })
})

describe('separated colours', () => {
  const ink: Colour = [21, 21, 27]
  const violet: Colour = [53, 42, 134]

  test('of text are resin alone where they are dark and grey, and dyes elsewhere', () => {
    const face = uprightFace(
      raster(white, [
        [100, 100, ink],
        [200, 100, violet],
        [300, 100, [200, 200, 200]],
      ]),
    )
    const { y, m, c, k } = separateColours(face, all(zones.BLACK), 32)
    const [text, label, soft] = [place(100, 100), place(200, 100), place(300, 100)]
    expect([bit(k, text), y[text], m[text], c[text]]).toEqual([1, 0, 0, 0])
    expect([bit(k, label), y[label], m[label], c[label]]).toEqual([0, 15, 26, 25])
    expect([bit(k, soft), y[soft], m[soft], c[soft]]).toEqual([0, 7, 7, 7])
    expect(count(k)).toBe(1)
  })

  test('of a picture are dyes alone, however dark', () => {
    const { y, m, c, k } = separateColours(uprightFace(raster([0, 0, 0])), all(zones.PICTURE), 64)
    expect(count(k)).toBe(0)
    for (const dye of [y, m, c]) expect(dye.every((value) => value === 63)).toBe(true)
  })

  test('leave the contacts bare, and varnish everything else', () => {
    const zoneOf = faceZones(cardLayout('CC_2024'), 'back')
    const { y, k, o } = separateColours(uprightFace(raster([0, 0, 0])), zoneOf, 32)
    const bare = [...zoneOf.keys()].filter((at) => zoneOf[at] === zones.CONTACTS)
    // 11.8 × 10.6 mm with half a millimetre around.
    expect(bare.length).toBeGreaterThan(151 * 137 - 500)
    expect(bare.filter((at) => y[at] !== 0 || bit(k, at) !== 0 || bit(o, at) !== 0)).toEqual([])
    expect(count(o)).toBe(dots * lines - bare.length)
  })

  test('take light from each dye as it lacks it', () => {
    const { y, m, c } = separateColours(uprightFace(raster([255, 128, 0])), all(zones.COLOUR), 128)
    expect([c[0], m[0], y[0]]).toEqual([0, 63, 127])
  })
})

describe('black alone', () => {
  test('keeps type of any colour and drops the ground', () => {
    const face = uprightFace(
      raster(
        [225, 236, 208],
        [
          [100, 100, [53, 42, 134]],
          [101, 100, [0, 0, 0]],
        ],
      ),
    )
    const k = separateBlack(face, all(zones.BLACK))
    expect([bit(k, place(100, 100)), bit(k, place(101, 100)), count(k)]).toEqual([1, 1, 2])
  })

  test('gives pictures their shades in dots', () => {
    const zoneOf = all(zones.PICTURE)
    const shares = [0, 64, 160, 255].map(
      (grey) => count(separateBlack(uprightFace(raster([grey, grey, grey])), zoneOf)) / (dots * lines),
    )
    for (const [at, share] of [1, 0.75, 0.375, 0].entries()) expect(shares[at]).toBeCloseTo(share, 1)
  })
})

describe('zones', () => {
  test('put fields, MRZ and QR on the resin and the portrait on the dyes', () => {
    const [front, back] = (['front', 'back'] as const).map((side) => faceZones(cardLayout('CC_2024'), side))
    // Millimetres on the landscape card, as drawn: number, portrait, ground; QR, MRZ, contacts.
    const zone = (map: Uint8Array | undefined, x: number, y: number) =>
      map?.[place(Math.round((x / 25.4) * 300), Math.round((y / 25.4) * 300))]
    expect([zone(front, 35, 25.7), zone(front, 14, 34), zone(front, 70, 10)]).toEqual([
      zones.BLACK,
      zones.PICTURE,
      zones.COLOUR,
    ])
    expect([zone(back, 71, 13), zone(back, 40, 42), zone(back, 15, 24)]).toEqual([
      zones.BLACK,
      zones.BLACK,
      zones.CONTACTS,
    ])
    expect(front).toHaveLength(lineBytes * 8 * lines)
  })
})
