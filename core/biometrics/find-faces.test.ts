import { describe, expect, test } from 'vitest'
import type { FaceImage } from './face-image.ts'
import { detectorSide, findFaces, type Network } from './find-faces.ts'

const image: FaceImage = { width: 512, height: 1024, pixels: new Uint8Array(512 * 1024 * 3) }

/** A detector that proposes what it is told to: cell and number of the box on the fine grid, or on the coarse one. */
function proposing(
  ...boxes: readonly {
    readonly coarse?: boolean
    readonly index: number
    readonly logit: number
    readonly box: readonly number[]
  }[]
): Network {
  return async (input) => {
    expect(input.length).toBe(detectorSide * detectorSide * 3)
    const logits = { fine: new Float32Array(512).fill(-9), coarse: new Float32Array(384).fill(-9) }
    const places = { fine: new Float32Array(512 * 16), coarse: new Float32Array(384 * 16) }
    for (const { coarse = false, index, logit, box } of boxes) {
      const grid = coarse ? 'coarse' : 'fine'
      logits[grid][index] = logit
      places[grid].set(box, index * 16)
    }
    return [places.coarse, logits.fine, logits.coarse, places.fine]
  }
}

const level = [0, 0, 40, 40, -10, 0, 10, 0]

describe('finding faces', () => {
  test('gives a box in pixels of an image that is not square', async () => {
    // Second box of the cell in column 8, row 4 of 16: its middle at (136, 72) of the detector's 256.
    const [face, ...rest] = await findFaces(
      image,
      proposing({ index: (4 * 16 + 8) * 2 + 1, logit: 2, box: level }),
    )
    expect(rest).toEqual([])
    expect(face).toMatchObject({
      left: 136 * 4 - 80 - 256,
      top: 72 * 4 - 80,
      width: 160,
      height: 160,
      tilt: 0,
    })
    expect(face?.confidence).toBeCloseTo(0.88, 2)
  })

  test('tells how far the eyes are from level', async () => {
    const [face] = await findFaces(
      image,
      proposing({ index: 100, logit: 2, box: [0, 0, 40, 40, -10, -10, 10, 10] }),
    )
    expect(face?.tilt).toBeCloseTo(Math.PI / 4)
  })

  test('counts a face that both grids see once, the surer box', async () => {
    const cell = { fine: (8 * 16 + 8) * 2, coarse: (4 * 8 + 4) * 6 }
    const faces = await findFaces(
      image,
      proposing(
        { index: cell.fine, logit: 1, box: level },
        { coarse: true, index: cell.coarse, logit: 3, box: level },
      ),
    )
    expect(faces.map(({ confidence }) => confidence.toFixed(2))).toEqual(['0.95'])
  })

  test('keeps two that stand apart, the larger first', async () => {
    const small = { index: (4 * 16 + 4) * 2, logit: 4, box: level }
    const large = { index: (10 * 16 + 11) * 2, logit: 1, box: [0, 0, 60, 60, -10, 0, 10, 0] }
    expect((await findFaces(image, proposing(small, large))).map(({ width }) => width)).toEqual([240, 160])
  })

  test('finds nothing where the network is not sure, and refuses outputs of another network', async () => {
    expect(await findFaces(image, proposing({ index: 3, logit: -0.1, box: level }))).toEqual([])
    await expect(findFaces(image, async () => [new Float32Array(7)])).rejects.toThrow(RangeError)
  })
})
