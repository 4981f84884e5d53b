import type { Box } from '../../card/layout.ts'
import { type GreyImage, greyAt } from './grey-image.ts'
import type { Projection } from './projection.ts'

/** A part of the form as if it had lain straight: a box of millimetres, in `dotsPerMm` dots to the millimetre. */
export function cropPage(
  image: GreyImage,
  projection: Projection,
  { box, dotsPerMm }: { readonly box: Box; readonly dotsPerMm: number },
): GreyImage {
  const width = Math.max(1, Math.round(box.width * dotsPerMm))
  const height = Math.max(1, Math.round(box.height * dotsPerMm))
  const pixels = new Uint8Array(width * height)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = projection
  let at = 0
  for (let row = 0; row < height; row++) {
    const y = box.y + (row + 0.5) / dotsPerMm
    for (let column = 0; column < width; column++) {
      const x = box.x + (column + 0.5) / dotsPerMm
      const depth = g * x + h * y + i
      pixels[at++] = greyAt(image, (a * x + b * y + c) / depth, (d * x + e * y + f) / depth) + 0.5
    }
  }
  return { width, height, pixels }
}
