import type { SeededRandom } from './random.ts'

export type PatternClass = 'arch' | 'loop' | 'whorl'

/** A point where a ridge ends or forks: the ridge phase winds once around it, in the direction of `sign`. */
export interface PlantedMinutia {
  readonly x: number
  readonly y: number
  readonly sign: 1 | -1
}

/**
 * The ridges of a finger as the cosine of a phase (Larkin and Fletcher 2007): a smooth part that draws arches, loops or
 * whorls, and one spiral for each minutia. Positions are pixels at 500 dpi from the middle of the fingertip, y downwards.
 */
export interface RidgePattern {
  readonly patternClass: PatternClass
  readonly minutiae: readonly PlantedMinutia[]
  /** 1 on the crest of a ridge, -1 in the bottom of a valley. */
  readonly heightAt: (x: number, y: number) => number
}

/** Half the width and height of the oval of skin that can touch a glass. */
export const fingertip = { halfWidth: 144, halfHeight: 186 } as const

export function isOnFingertip(x: number, y: number): boolean {
  return Math.hypot(x / fingertip.halfWidth, y / fingertip.halfHeight) <= 1
}

const minutiaSpacing = 17 // pixels: nearer ones would cancel or knot
const minutiaDensity = 1 / 2000 // per square pixel, about 0.19 per mm²: as on real fingertips

/** Draws lots for a pattern; the shares of the classes are those of real fingers. */
export function ridgePattern(random: SeededRandom): RidgePattern {
  const patternClass = random.weighted([
    ['loop', 62],
    ['whorl', 31],
    ['arch', 7],
  ] as const)
  const wavenumber = (2 * Math.PI) / random.between(8.4, 10)
  const crease = creaseOf(random)
  const flow = { arch, loop, whorl }[patternClass](random)
  const planted = plantMinutiae(random, flow)
  const spirals = flow.evenSheets ? spiralsOnSheets(planted, flow) : spiralsOnPlane(planted)
  const minutiae = planted.map((minutia) => unbend(crease, minutia))
  const heightAt = (x: number, y: number) => {
    const bent = crease(x, y)
    const smooth = wavenumber * flow.distance(bent.x, bent.y)
    const { cos, sin } = spirals(bent.x, bent.y)
    return Math.cos(smooth) * cos - Math.sin(smooth) * sin
  }
  return { patternClass, minutiae, heightAt }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Slow waves of the skin that make every finger's flow its own. */
function creaseOf(random: SeededRandom): (x: number, y: number) => Point {
  const waves = Array.from({ length: 4 }, () => {
    const amplitude = random.between(2, 5.5)
    const direction = random.between(0, 2 * Math.PI)
    return {
      dx: amplitude * Math.cos(direction),
      dy: amplitude * Math.sin(direction),
      fx: random.gaussian() / 65,
      fy: random.gaussian() / 65,
      phase: random.between(0, 2 * Math.PI),
    }
  })
  return (x, y) => {
    let bentX = x
    let bentY = y
    for (const wave of waves) {
      const shift = Math.sin(wave.fx * x + wave.fy * y + wave.phase)
      bentX += shift * wave.dx
      bentY += shift * wave.dy
    }
    return { x: bentX, y: bentY }
  }
}

/** The minutia that the crease brings to `bent`, by fixed-point steps: the waves are far longer than they are high. */
function unbend(crease: (x: number, y: number) => Point, bent: PlantedMinutia): PlantedMinutia {
  let { x, y } = bent
  for (let step = 0; step < 12; step++) {
    const at = crease(x, y)
    x += bent.x - at.x
    y += bent.y - at.y
  }
  return { x, y, sign: bent.sign }
}

/** The smooth part: a distance in pixels whose level lines are the ridges. */
interface Flow {
  readonly core: Point
  readonly distance: (x: number, y: number) => number
  /** Loops: the phase changes its sign where a leg of the innermost ridge is crossed; the cosine does not notice. */
  readonly evenSheets: boolean
  /** Bends the plane so that the legs of a loop hang straight down from its core at the origin. */
  readonly straighten: (x: number, y: number) => Point
}

function arch(random: SeededRandom): Flow {
  const core = { x: random.gaussian() * 6, y: random.between(0, 40) }
  const rise = random.between(28, 55)
  const spread = random.between(50, 75)
  const reach = random.between(140, 190)
  const distance = (x: number, y: number) => {
    const across = (x - core.x) / spread
    const along = (y - core.y) / reach
    return y + rise * Math.exp(-across * across - along * along)
  }
  return { core, distance, evenSheets: false, straighten: (x, y) => ({ x, y }) }
}

function loop(random: SeededRandom): Flow {
  const core = { x: random.gaussian() * 8, y: random.between(-45, 0) }
  const lean = (random.chance(0.5) ? 1 : -1) * random.between(0.15, 0.7)
  const bend = random.between(90, 170) // pixels until the legs have their full slope
  const straighten = (x: number, y: number) => {
    const down = Math.max(0, y - core.y)
    return { x: x - core.x - lean * (Math.hypot(down, bend) - bend), y: y - core.y }
  }
  const distance = (x: number, y: number) => {
    const at = straighten(x, y)
    if (at.y <= 0) return Math.hypot(at.x, at.y)
    const slope = (lean * at.y) / Math.hypot(at.y, bend)
    return Math.abs(at.x) / Math.sqrt(1 + slope * slope)
  }
  return { core, distance, evenSheets: true, straighten }
}

function whorl(random: SeededRandom): Flow {
  const core = { x: random.gaussian() * 8, y: random.between(-40, 5) }
  const width = random.between(0.82, 1)
  const height = random.between(1.05, 1.3)
  const arms = random.pick([-1, 0, 0, 1])
  const distance = (x: number, y: number) => {
    const across = (x - core.x) / width
    const down = (y - core.y) / height
    return Math.hypot(across, down) + arms * 1.45 * Math.atan2(down, across) // about 9 px a turn: one ridge
  }
  return { core, distance, evenSheets: false, straighten: (x, y) => ({ x, y }) }
}

function plantMinutiae(random: SeededRandom, flow: Flow): PlantedMinutia[] {
  const { halfWidth, halfHeight } = fingertip
  const wanted = Math.round(Math.PI * halfWidth * halfHeight * minutiaDensity * random.between(0.75, 1.2))
  const planted: PlantedMinutia[] = []
  for (let tries = wanted * 16; tries > 0 && planted.length < wanted; tries--) {
    const x = random.between(-halfWidth, halfWidth)
    const y = random.between(-halfHeight, halfHeight)
    if (!isOnFingertip(x, y)) continue
    const knotted = flow.distance(x, y) < 12 && Math.hypot(x - flow.core.x, y - flow.core.y) < 30
    if (knotted || planted.some((other) => Math.hypot(other.x - x, other.y - y) < minutiaSpacing)) continue
    planted.push({ x, y, sign: planted.length % 2 === 0 ? 1 : -1 })
  }
  return planted
}

/** A unit vector at the sum of the angles that all minutiae contribute at a point. */
type Spirals = (x: number, y: number) => { cos: number; sin: number }

function spiralsOnPlane(minutiae: readonly PlantedMinutia[]): Spirals {
  const { xs, ys, signs } = columns(minutiae.map(({ x, y, sign }) => ({ a: x, b: y, sign })))
  return (x, y) => {
    let cos = 1
    let sin = 0
    for (let i = 0; i < xs.length; i++) {
      const real = x - xs[i]!
      const imaginary = (y - ys[i]!) * signs[i]!
      const product = cos * real - sin * imaginary
      sin = cos * imaginary + sin * real
      cos = product
    }
    const size = Math.hypot(cos, sin) || 1 // some 50 factors of a few hundred pixels: within a double's range
    return { cos: cos / size, sin: sin / size }
  }
}

/**
 * Around a loop's core the phase lives on two sheets, as a square root does. With w the root of the straightened
 * position, arg((w - m) / (w + m)) is the angle of a minutia at m that changes its sign from sheet to sheet.
 */
function spiralsOnSheets(minutiae: readonly PlantedMinutia[], flow: Flow): Spirals {
  const { xs, ys, signs } = columns(
    minutiae.map(({ x, y, sign }) => {
      const root = rootOf(flow.straighten(x, y))
      return { a: root.x, b: root.y, sign }
    }),
  )
  return (x, y) => {
    const w = rootOf(flow.straighten(x, y))
    const square = w.x * w.x + w.y * w.y
    let cos = 1
    let sin = 0
    for (let i = 0; i < xs.length; i++) {
      const mx = xs[i]!
      const my = ys[i]!
      // (w - m) times the conjugate of (w + m) has the angle wanted; 1/32 keeps the product in range
      const real = (square - mx * mx - my * my) / 32
      const imaginary = ((w.y * mx - w.x * my) * signs[i]!) / 16
      const product = cos * real - sin * imaginary
      sin = cos * imaginary + sin * real
      cos = product
    }
    const size = Math.hypot(cos, sin) || 1
    return { cos: cos / size, sin: sin / size }
  }
}

/** The square root of a position below whose cut the legs of the loop hang: x stays positive on both sides of it. */
function rootOf({ x, y }: Point): Point {
  const size = Math.sqrt(Math.hypot(x, y))
  const angle = Math.atan2(x, -y) / 2 // 0 straight up from the core, ± a quarter turn along the legs
  return { x: size * Math.cos(angle), y: size * Math.sin(angle) }
}

function columns(points: readonly { a: number; b: number; sign: number }[]) {
  return {
    xs: Float64Array.from(points, (point) => point.a),
    ys: Float64Array.from(points, (point) => point.b),
    signs: Float64Array.from(points, (point) => point.sign),
  }
}
