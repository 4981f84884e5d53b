/** What all QR symbols of a version and level M share (ISO/IEC 18004, 7.3 to 7.8). */
export interface QrGround {
  readonly modules: number
  /** The function patterns, without format. */
  readonly dark: Uint8Array
  /** Modules that carry codewords, in the order of their bits. */
  readonly order: Uint16Array
  /** For each mask, 1 where it turns a module. */
  readonly masks: readonly Uint8Array[]
  /** For each mask, the modules of the format information that are dark, and all of them. */
  readonly formats: readonly (readonly number[])[]
  readonly formatModules: readonly number[]
}

/** Modules under construction; `fixed` marks function patterns, which data and masks leave alone. */
interface Grid {
  readonly modules: number
  readonly dark: Uint8Array
  readonly fixed: Uint8Array
}

export function qrGround(version: number): QrGround {
  const modules = 17 + 4 * version
  const grid = { modules, dark: new Uint8Array(modules ** 2), fixed: new Uint8Array(modules ** 2) }
  drawFunctionPatterns(grid, version)
  const places = formatPlaces(modules)
  for (const at of [...places.flat(), alwaysDark(modules)]) grid.fixed[at] = 1
  grid.dark[alwaysDark(modules)] = 1
  return {
    modules,
    dark: grid.dark,
    order: dataOrder(grid),
    masks: conditions.map((turns) => maskOf(grid, turns)),
    formats: conditions.map((_, mask) =>
      places.flatMap((pair, i) => ((formatBits(mask) >> i) & 1 ? pair : [])),
    ),
    formatModules: places.flat(),
  }
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
  const corners = [
    [3, 3],
    [last + 3, 3],
    [3, last + 3],
  ] as const
  for (const [x, y] of corners) drawSquares(grid, { x, y, reach: 4 })
  const centres = alignmentCentres(version)
  for (const [i, x] of centres.entries()) {
    for (const [j, y] of centres.entries()) {
      const underFinder =
        (i === 0 && (j === 0 || j === centres.length - 1)) || (j === 0 && i === centres.length - 1)
      if (!underFinder) drawSquares(grid, { x, y, reach: 2 })
    }
  }
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

/** Annex E: evenly spaced from the last backwards, the first always 6. */
function alignmentCentres(version: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2
  const fromLast = Array.from({ length: count - 1 }, (_, i) => 4 * version + 10 - i * step)
  return [6, ...fromLast.toReversed()]
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

/** Annex C: level M is 00; five bits, ten check bits, masked. */
function formatBits(mask: number): number {
  let rest = mask
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  return ((mask << 10) | rest) ^ 0x5412
}

/** The two modules of each format bit: along the upper finder and split between the others, stepping over the timing pattern. */
function formatPlaces(modules: number): readonly (readonly [number, number])[] {
  return Array.from({ length: 15 }, (_, i) => {
    const [x, y] = i < 6 ? [8, i] : i < 8 ? [8, i + 1] : i === 8 ? [7, 8] : [14 - i, 8]
    const [splitX, splitY] = i < 8 ? [modules - 1 - i, 8] : [8, modules - 15 + i]
    return [y * modules + x, splitY * modules + splitX]
  })
}

const alwaysDark = (modules: number) => (modules - 8) * modules + 8

/** Two columns at a time from the right, up and down in turn, stepping over the timing column (7.7.3). */
function dataOrder({ modules, fixed }: Grid): Uint16Array {
  const order: number[] = []
  for (let right = modules - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    const upwards = ((right + 1) & 2) === 0
    for (let i = 0; i < modules; i++) {
      const y = upwards ? modules - 1 - i : i
      for (const x of [right, right - 1]) if (fixed[y * modules + x] === 0) order.push(y * modules + x)
    }
  }
  return Uint16Array.from(order)
}

/** Table 10: a module is turned where the condition of its column and row holds. */
const conditions: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function maskOf({ modules, fixed }: Grid, turns: (x: number, y: number) => boolean): Uint8Array {
  return fixed.map((isFixed, at) => (isFixed === 0 && turns(at % modules, Math.floor(at / modules)) ? 1 : 0))
}
