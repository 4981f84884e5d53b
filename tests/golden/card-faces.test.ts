import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GreyPicture } from '../support/card-pixels.ts'
import { drawnFace, goldenFaces, levelled, readGolden } from '../support/golden-faces.ts'

const folder = join(import.meta.dirname, 'card-faces')

/**
 * Pixels of 645,018 that may differ by more than half a level. PDFium as WebAssembly gives the same pixels everywhere; a
 * lost mark above a letter is some thirty of them.
 */
const tolerance = 12

describe('the faces at 300 dpi', () => {
  test('are those that are kept, and no others', async () => {
    const kept = (await readdir(folder)).toSorted()
    expect(kept).toEqual(goldenFaces.map(({ file }) => file).toSorted())
  })

  test.each(goldenFaces)('look as they were approved: $file', async (face) => {
    const golden = await readGolden(join(folder, face.file))
    const drawn = levelled(await drawnFace(face), face.levels)
    expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height])
    // Where the change was wanted, `node tests/golden/draw-card-faces.ts` draws them anew.
    expect(differentPixels(drawn, golden, face.levels)).toBeLessThanOrEqual(tolerance)
  })

  test('do not hide a lost mark above a letter', async () => {
    const face = goldenFaces.find(({ file }) => file === 'cc_2024-huong-front.png')
    if (!face) throw new RangeError('no such picture')
    const golden = await readGolden(join(folder, face.file))
    const drawn = levelled(await drawnFace(face, { name: 'Đỗ Thị Mỹ Hương' }), face.levels)
    expect(differentPixels(drawn, golden, face.levels)).toBeGreaterThan(tolerance)
  })
})

/** Pixels that differ by more than half a level. */
function differentPixels(a: GreyPicture, b: GreyPicture, levels: number): number {
  const half = 255 / (levels - 1) / 2
  return a.data.reduce((sum, value, i) => sum + (Math.abs(value - (b.data[i] ?? 0)) > half ? 1 : 0), 0)
}
