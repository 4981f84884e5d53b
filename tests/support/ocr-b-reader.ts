import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { create } from 'fontkit'
import sharp from 'sharp'
import type { GreyPicture } from './card-pixels.ts'

/*
 * A reader of machine-readable zones from pixels, which shares nothing with the code that draws them: it looks for ink,
 * takes connected pieces for characters, finds how the lines lie, and compares each piece with the 37 characters of an
 * OCR-B face that another library rasterises. It knows neither check digits nor which place holds digits.
 */

const signs = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<')

/** Height of capitals (OCR-B size 1) and distance of characters, in millimetres. */
const capHeight = 2.4
const pitch = 2.54
/** Samples across and down a piece of 1.1 × 1.3 capital heights. */
const grid = { columns: 33, rows: 39, width: 1.1, height: 1.3 } as const

interface Piece {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Patch = Float64Array

interface Eye {
  /** Height of capitals in pixels. */
  readonly cap: number
  readonly known: readonly (readonly [string, Patch])[]
}

/** The lines that it sees, from the top; characters in their places. */
export async function readOcrB(picture: GreyPicture, dotsPerInch: number): Promise<readonly string[]> {
  const unit = dotsPerInch / 25.4
  const pieces = findPieces(picture, unit)
  const eye = { cap: unit * capHeight, known: await templates() }
  return linesOf(pieces, unit).map((line) => line.map((piece) => recognised(picture, piece, eye)).join(''))
}

/** Connected ink in the lower half, as high and wide as characters are. */
function findPieces({ data, width, height }: GreyPicture, unit: number): readonly Piece[] {
  const seen = new Uint8Array(data.length)
  const pieces: Piece[] = []
  const isInk = (at: number) => seen[at] === 0 && (data[at] ?? 255) < 110
  for (let start = Math.floor(height * 0.5) * width; start < data.length; start++) {
    if (!isInk(start)) continue
    const piece = flood(start, { width, size: data.length, isInk, seen })
    const high = piece.height / (unit * capHeight)
    if (high > 0.4 && high < 1.35 && piece.width < 1.1 * pitch * unit) pieces.push(piece)
  }
  return pieces
}

function flood(
  start: number,
  ink: {
    readonly width: number
    readonly size: number
    readonly isInk: (at: number) => boolean
    readonly seen: Uint8Array
  },
): Piece {
  const { width, size, isInk, seen } = ink
  const queue = [start]
  seen[start] = 1
  let [left, right, top, foot] = [width, 0, size, 0]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    foot = Math.max(foot, y)
    for (const step of [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1]) {
      const next = at + step
      if (next < 0 || next >= size || !isInk(next)) continue
      seen[next] = 1
      queue.push(next)
    }
  }
  return { x: (left + right) / 2, y: (top + foot) / 2, width: right - left + 1, height: foot - top + 1 }
}

/** Three lines: the angle at which the pieces gather most closely, and the pieces of each from the left. */
function linesOf(pieces: readonly Piece[], unit: number): readonly (readonly Piece[])[] {
  const angles = Array.from({ length: 121 }, (_, i) => ((i - 60) * Math.PI) / 1800)
  const tried = angles.map((angle) => gathered(pieces, angle))
  const best = tried.reduce((a, b) => (b.spread < a.spread ? b : a))
  return best.lines.map((line) => ordered(line, unit))
}

/** The lowest ninety pieces as three lines of thirty, and how far each spreads across its line. */
function gathered(pieces: readonly Piece[], angle: number) {
  const turned = pieces
    .map((piece) => ({
      piece,
      along: piece.x * Math.cos(angle) + piece.y * Math.sin(angle),
      across: piece.y * Math.cos(angle) - piece.x * Math.sin(angle),
    }))
    .toSorted((a, b) => a.across - b.across)
    .slice(-90)
  const lines = [0, 30, 60].map((from) => turned.slice(from, from + 30))
  const spread = lines.reduce((sum, line) => {
    const middle = line.reduce((total, { across }) => total + across, 0) / line.length
    return sum + line.reduce((total, { across }) => total + (across - middle) ** 2, 0)
  }, 0)
  return { lines, spread }
}

/** From the left; a place without a piece would shift the others, so that the distances are looked at as well. */
function ordered(line: ReturnType<typeof gathered>['lines'][number], unit: number): readonly Piece[] {
  const sorted = line.toSorted((a, b) => a.along - b.along)
  for (const [i, { along }] of sorted.entries()) {
    const before = sorted[i - 1]
    if (before && Math.round((along - before.along) / (pitch * unit)) !== 1) return []
  }
  return sorted.map(({ piece }) => piece)
}

/** The picture round a piece's middle, without its mean and of length one. */
function patchAt({ data, width }: GreyPicture, { x, y }: Pick<Piece, 'x' | 'y'>, cap: number): Patch {
  const patch = new Float64Array(grid.columns * grid.rows)
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const px = x + ((column + 0.5) / grid.columns - 0.5) * grid.width * cap
      const py = y + ((row + 0.5) / grid.rows - 0.5) * grid.height * cap
      const [left, top] = [Math.floor(px), Math.floor(py)]
      const [fx, fy] = [px - left, py - top]
      const at = (dx: number, dy: number) => data[(top + dy) * width + left + dx] ?? 255
      const upper = at(0, 0) * (1 - fx) + at(1, 0) * fx
      patch[row * grid.columns + column] = -(upper * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy)
    }
  }
  return normalised(patch)
}

function normalised(patch: Patch): Patch {
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length
  const centred = patch.map((value) => value - mean)
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value ** 2, 0))
  return centred.map((value) => value / length)
}

const likeness = (a: Patch, b: Patch) => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Parts of a capital's height by which a piece's middle may be off. */
const shifts = [-0.04, -0.02, 0, 0.02, 0.04]

/** The most alike of all characters; among those nearly as alike, the one that fits best when it is moved a little. */
function recognised(picture: GreyPicture, piece: Piece, { cap, known }: Eye): string {
  const patch = patchAt(picture, piece, cap)
  const rough = known.map(([sign, template]) => ({ sign, template, like: likeness(patch, template) }))
  const most = Math.max(...rough.map(({ like }) => like))
  const close = rough.filter(({ like }) => like > most - 0.08)
  if (close.length === 1) return close[0]?.sign ?? ''
  const moved = shifts.flatMap((dx) =>
    shifts.map((dy) => patchAt(picture, { x: piece.x + dx * cap, y: piece.y + dy * cap }, cap)),
  )
  const fits = close.map(({ sign, template }) => ({
    sign,
    like: Math.max(...moved.map((one) => likeness(one, template))),
  }))
  return fits.reduce((a, b) => (b.like > a.like ? b : a)).sign
}

let drawn: Promise<readonly (readonly [string, Patch])[]> | undefined
const templates = () => (drawn ??= drawTemplates())

/** Each character as large as `cap`, its box in the middle of a cell. */
async function drawTemplates(): Promise<readonly (readonly [string, Patch])[]> {
  const main = createRequire(import.meta.url).resolve('bwip-js')
  const file = join(main.slice(0, main.indexOf('bwip-js')), 'bwip-js/fonts/OCRB7.ttf')
  const face = create(new Uint8Array(await readFile(file)))
  const [cell, cap] = [96, 56]
  const upright = face.glyphForCodePoint('H'.charCodeAt(0)).path.bbox
  const scale = cap / upright.maxY
  const paths = signs.map((sign, i) => {
    const { path } = face.glyphForCodePoint(sign.charCodeAt(0))
    const { minX, maxX, minY, maxY } = path.bbox
    const x = (i + 0.5) * cell - ((minX + maxX) / 2) * scale
    const y = cell / 2 + ((minY + maxY) / 2) * scale
    return `<path transform="translate(${x} ${y}) scale(${scale} ${-scale})" d="${path.toSVG()}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${cell * signs.length}" height="${cell}"><rect width="100%" height="100%" fill="#fff"/>${paths.join('')}</svg>`
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true })
  const picture = { width: info.width, height: info.height, data: new Uint8Array(data) }
  return signs.map((sign, i) => [sign, patchAt(picture, { x: (i + 0.5) * cell, y: cell / 2 }, cap)] as const)
}
