import { qrCodewords, smallestVersion } from './qr-codewords.ts'

/** A QR symbol, error level M: `dark` row by row, 1 for a dark module. */
export interface QrMatrix {
  readonly modules: number
  readonly dark: Uint8Array
}

/** Modules under construction; `fixed` marks function patterns, which data and masks leave alone. */
interface Grid {
  readonly modules: number
  readonly dark: Uint8Array
  readonly fixed: Uint8Array
}

/** Encodes UTF-8 in byte mode (ISO/IEC 18004). `null` where version 22, 105 modules, does not suffice. */
export function qrMatrix(text: string): QrMatrix | null {
  const bytes = new TextEncoder().encode(text)
  const version = smallestVersion(bytes.length)
  if (version === null) return null
  const modules = 17 + 4 * version
  const grid = { modules, dark: new Uint8Array(modules ** 2), fixed: new Uint8Array(modules ** 2) }
  drawFunctionPatterns(grid, version)
  drawCodewords(grid, qrCodewords(bytes, version))
  return bestMasked(grid)
}

function set(
  { modules, dark, fixed }: Grid,
  at: { readonly x: number; readonly y: number },
  isDark: boolean,
): void {
  const i = at.y * modules + at.x
  dark[i] = isDark ? 1 : 0
  fixed[i] = 1
}

function drawFunctionPatterns(grid: Grid, version: number): void {
  const last = grid.modules - 7
  for (let i = 0; i < grid.modules; i++) {
    set(grid, { x: 6, y: i }, i % 2 === 0)
    set(grid, { x: i, y: 6 }, i % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [last + 3, 3],
    [3, last + 3],
  ] as const)
    drawFinder(grid, x, y)
  const centres = alignmentCentres(version)
  for (const [i, x] of centres.entries()) {
    for (const [j, y] of centres.entries()) {
      const underFinder =
        (i === 0 && (j === 0 || j === centres.length - 1)) || (j === 0 && i === centres.length - 1)
      if (!underFinder) drawSquares(grid, { x, y, reach: 2 })
    }
  }
  drawFormat(grid, 0)
  if (version >= 7) drawVersion(grid, version)
}

/** Concentric squares, dark at the centre and on every second ring. */
function drawSquares(
  grid: Grid,
  { x, y, reach }: { readonly x: number; readonly y: number; readonly reach: number },
): void {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const at = { x: x + dx, y: y + dy }
      if (at.x < 0 || at.y < 0 || at.x >= grid.modules || at.y >= grid.modules) continue
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      set(grid, at, reach === 2 ? ring !== 1 : ring !== 2 && ring !== 4)
    }
  }
}

function drawFinder(grid: Grid, x: number, y: number): void {
  drawSquares(grid, { x, y, reach: 4 })
}

/** Annex E: evenly spaced from the last backwards, the first always 6. */
function alignmentCentres(version: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2
  const fromLast = Array.from({ length: count - 1 }, (_, i) => 4 * version + 10 - i * step)
  return [6, ...fromLast.toReversed()]
}

/** Annex C: level M is 00; five bits, ten check bits, masked; two copies. */
function drawFormat(grid: Grid, mask: number): void {
  let rest = mask
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const isDark = (i: number) => ((bits >> i) & 1) === 1
  const { modules } = grid
  for (let i = 0; i < 15; i++) {
    // Along the column beside the upper finder and the row beside the left one, stepping over the timing pattern.
    const upright =
      i < 6 ? { x: 8, y: i } : i < 8 ? { x: 8, y: i + 1 } : i === 8 ? { x: 7, y: 8 } : { x: 14 - i, y: 8 }
    const split = i < 8 ? { x: modules - 1 - i, y: 8 } : { x: 8, y: modules - 15 + i }
    set(grid, upright, isDark(i))
    set(grid, split, isDark(i))
  }
  set(grid, { x: 8, y: modules - 8 }, true)
}

/** Annex D: six bits and twelve check bits, twice. */
function drawVersion(grid: Grid, version: number): void {
  let rest = version
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let i = 0; i < 18; i++) {
    const a = grid.modules - 11 + (i % 3)
    const b = Math.floor(i / 3)
    set(grid, { x: a, y: b }, ((bits >> i) & 1) === 1)
    set(grid, { x: b, y: a }, ((bits >> i) & 1) === 1)
  }
}

/** Two columns at a time from the right, up and down in turn, stepping over the timing column (7.7.3). */
function drawCodewords({ modules, dark, fixed }: Grid, codewords: Uint8Array): void {
  let bit = 0
  for (let right = modules - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    const upwards = ((right + 1) & 2) === 0
    for (let i = 0; i < modules; i++) {
      const y = upwards ? modules - 1 - i : i
      for (const x of [right, right - 1]) {
        const at = y * modules + x
        if (fixed[at] === 1 || bit >= codewords.length * 8) continue
        dark[at] = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
        bit++
      }
    }
  }
}

/** Table 10: a module is turned where the condition of its column and row holds. */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function bestMasked(grid: Grid): QrMatrix {
  let best: QrMatrix = grid
  let least = Number.POSITIVE_INFINITY
  for (const [number, turns] of masks.entries()) {
    const dark = grid.dark.slice()
    for (let y = 0, at = 0; y < grid.modules; y++) {
      for (let x = 0; x < grid.modules; x++, at++)
        if (grid.fixed[at] === 0 && turns(x, y)) dark[at] = 1 - (dark[at] ?? 0)
    }
    const masked = { modules: grid.modules, dark, fixed: grid.fixed }
    drawFormat(masked, number)
    const score = penalty(masked)
    if (score < least) {
      least = score
      best = masked
    }
  }
  return { modules: best.modules, dark: best.dark }
}

/** Table 11: long runs, solid squares, finder-like stretches and an uneven balance count against a mask. */
function penalty({ modules, dark }: QrMatrix): number {
  const at = (x: number, y: number) => dark[y * modules + x] ?? 0
  let score = 0
  let darkCount = 0
  for (let i = 0; i < modules; i++) {
    score += linePenalty(modules, (j) => at(j, i)) + linePenalty(modules, (j) => at(i, j))
    for (let j = 0; j < modules; j++) {
      darkCount += at(j, i)
      if (i === 0 || j === 0) continue
      const sum = at(j, i) + at(j - 1, i) + at(j, i - 1) + at(j - 1, i - 1)
      if (sum === 0 || sum === 4) score += 3
    }
  }
  return score + 10 * Math.floor(Math.abs((darkCount * 20) / modules ** 2 - 10))
}

function linePenalty(modules: number, module: (i: number) => number): number {
  let score = 0
  let run = 0
  let last = -1
  let window = 0
  for (let i = 0; i < modules; i++) {
    const value = module(i)
    run = value === last ? run + 1 : 1
    last = value
    if (run === 5) score += 3
    else if (run > 5) score += 1
    window = ((window << 1) | value) & 0x7ff
    // 1011101 with four light modules before or after it.
    if (i >= 10 && (window === 0b00001011101 || window === 0b10111010000)) score += 40
  }
  return score
}
