import type { FingerImage } from '../../../core/biometrics/finger-image.ts'

/** What spoils a print at a desk. */
export const damages = ['dry', 'wet', 'smudged', 'shifted'] as const
export type Damage = (typeof damages)[number]

/** The level of a pixel of the damaged picture, from the whole one. */
type Effect = (image: FingerImage, x: number, y: number) => number

const white = 255

function levelAt({ width, height, pixels }: FingerImage, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= width || y >= height) return white
  return pixels[y * width + x] ?? white
}

/** The same for every picture, between 0 and 1. */
function noiseAt(x: number, y: number): number {
  const mixed = Math.imul(x * 374_761_393 + y * 668_265_263, 1_274_126_177)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}

const effects: Readonly<Record<Damage, Effect>> = {
  // Ridges break into specks and pale.
  dry(image, x, y) {
    const level = levelAt(image, x, y)
    const speck = noiseAt(x >> 1, y >> 1)
    return speck < 0.45 ? white : white - (white - level) * 0.6
  },
  // Valleys fill.
  wet(image, x, y) {
    let darkest = white
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++) darkest = Math.min(darkest, levelAt(image, x + dx, y + dy))
    return darkest * 0.8
  },
  // The finger moved while it lay there.
  smudged(image, x, y) {
    const reach = 9
    let sum = 0
    for (let d = -reach; d <= reach; d++) sum += levelAt(image, x + d, y + Math.round(d / 2))
    return sum / (2 * reach + 1)
  },
  // Most of it lies beside the glass.
  shifted: (image, x, y) => levelAt(image, x + Math.round(image.width * 0.55), y),
}

export function damageFinger(image: FingerImage, damage: Damage): FingerImage {
  const { width, height } = image
  const effect = effects[damage]
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(effect(image, i % width, Math.floor(i / width))),
  )
  return { ...image, pixels }
}
