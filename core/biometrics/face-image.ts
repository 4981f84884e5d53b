/** An 8-bit colour image: red, green, blue of each pixel, rows from the top, no padding. */
export interface FaceImage {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array | Uint8ClampedArray
}

/** A square of the image, turned by `angle` (radians, clockwise on the screen) around its middle. */
export interface Square {
  readonly x: number
  readonly y: number
  readonly side: number
  readonly angle: number
}

interface Sampling {
  /** Pixels of a side of the result. */
  readonly side: number
  /** What black and white become. */
  readonly black: number
  readonly white: number
  /** Left and right exchanged: a network that knows one eye is shown the other in the mirror. */
  readonly mirrored?: boolean
}

/**
 * The square as the input of a network, three numbers a pixel. What lies outside the image is black. Shrinking averages
 * over the pixels that fall together, so that a large photograph and its thumbnail look the same to the network.
 */
export function sampleSquare(image: FaceImage, square: Square, sampling: Sampling): Float32Array {
  const { side, black, white, mirrored = false } = sampling
  const step = square.side / side
  const looks = Math.max(1, Math.min(8, Math.round(step)))
  const cos = Math.cos(square.angle) * step
  const sin = Math.sin(square.angle) * step
  const gain = (white - black) / 255 / looks / looks
  const sampled = new Float32Array(side * side * 3).fill(black)
  for (let at = 0; at < side * side; at++) {
    const column = at % side
    const across = (mirrored ? side - 1 - column : column) - side / 2
    const down = Math.floor(at / side) - side / 2
    for (let look = 0; look < looks * looks; look++) {
      const u = across + ((look % looks) + 0.5) / looks
      const v = down + (Math.floor(look / looks) + 0.5) / looks
      addPixel(image, square.x + u * cos - v * sin, square.y + u * sin + v * cos, {
        sampled,
        at: at * 3,
        gain,
      })
    }
  }
  return sampled
}

interface Sum {
  readonly sampled: Float32Array
  readonly at: number
  readonly gain: number
}

/** Adds what the image shows at a point between its pixels. */
function addPixel(
  { width, height, pixels }: FaceImage,
  x: number,
  y: number,
  { sampled, at, gain }: Sum,
): void {
  const left = Math.floor(x - 0.5)
  const top = Math.floor(y - 0.5)
  const right = x - 0.5 - left
  const below = y - 0.5 - top
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1)
    const row = top + (corner >> 1)
    if (column < 0 || row < 0 || column >= width || row >= height) continue
    const weight = gain * (corner & 1 ? right : 1 - right) * (corner >> 1 ? below : 1 - below)
    const pixel = (row * width + column) * 3
    sampled[at]! += weight * pixels[pixel]!
    sampled[at + 1]! += weight * pixels[pixel + 1]!
    sampled[at + 2]! += weight * pixels[pixel + 2]!
  }
}
