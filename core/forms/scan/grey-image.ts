/** A page as a scanner sees it: one byte a dot, 0 black to 255 white, row by row from the top. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export interface Point {
  readonly x: number
  readonly y: number
}

const white = 255

/** Every `by` × `by` dots become one, their mean; what does not fill the last row or column is left out. */
export function shrink(image: GreyImage, by: number): GreyImage {
  if (by === 1) return image
  const width = Math.floor(image.width / by)
  const height = Math.floor(image.height / by)
  const pixels = new Uint8Array(width * height)
  const sums = new Uint32Array(width)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let row = y * by; row < (y + 1) * by; row++) {
      let at = row * image.width
      for (let x = 0; x < width; x++) {
        let sum = 0
        for (let i = 0; i < by; i++) sum += image.pixels[at++] ?? 0
        sums[x] = (sums[x] ?? 0) + sum
      }
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = (sums[x] ?? 0) / (by * by)
  }
  return { width, height, pixels }
}

/** The grey at a place between dots (the middle of the first dot is 0, 0), bilinear; white outside the image. */
export function greyAt({ width, height, pixels }: GreyImage, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
    const onEdge = left >= -1 && top >= -1 && left < width && top < height
    if (!onEdge) return white
    const nearX = Math.min(Math.max(Math.round(x), 0), width - 1)
    const nearY = Math.min(Math.max(Math.round(y), 0), height - 1)
    return pixels[nearY * width + nearX] ?? white
  }
  const at = top * width + left
  const across = x - left
  const down = y - top
  const upper = (pixels[at] ?? white) * (1 - across) + (pixels[at + 1] ?? white) * across
  const lower = (pixels[at + width] ?? white) * (1 - across) + (pixels[at + width + 1] ?? white) * across
  return upper * (1 - down) + lower * down
}

/** The grey that `share` of the dots are darker than or equal to. */
export function percentile(pixels: Uint8Array, share: number): number {
  const counts = new Uint32Array(256)
  for (const grey of pixels) counts[grey] = (counts[grey] ?? 0) + 1
  let left = share * pixels.length
  for (let grey = 0; grey < 256; grey++) {
    left -= counts[grey] ?? 0
    if (left <= 0) return grey
  }
  return white
}
