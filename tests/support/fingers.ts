import type { MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { fingerPositions } from '../../core/biometrics/positions.ts'
import { type SeededRandom, seededRandom } from '../../core/synthetic/random.ts'

interface Minutia {
  readonly x: number
  readonly y: number
  readonly angle: number
  readonly type: number
}

const leastDistance = 10

/** A template as of a finger, without an image: 36 … 56 minutiae along the ridges of a loop, none too near another. */
export function inventedTemplate(random: SeededRandom): MinutiaeTemplate {
  const wanted = random.int(36, 56)
  const core = { x: random.between(-20, 20), y: random.between(-40, 0) }
  const delta = { x: random.between(-110, 110), y: random.between(60, 140) }
  const minutiae: Minutia[] = []
  while (minutiae.length < wanted) {
    const x = random.between(-115, 115)
    const y = random.between(-150, 150)
    if (Math.hypot(x / 115, y / 150) > 1) continue
    if (minutiae.some((other) => Math.hypot(other.x - x, other.y - y) < leastDistance)) continue
    const flow = (Math.atan2(core.y - y, x - core.x) - Math.atan2(delta.y - y, x - delta.x)) / 2
    const angle = flow + random.gaussian() * 0.15 + (random.chance(0.5) ? Math.PI : 0)
    minutiae.push({ x, y, angle, type: random.int(1, 2) })
  }
  return templateOf(minutiae)
}

/** Another touch of the finger: turned, shifted, a fifth of the minutiae lost, some invented, all a little displaced. */
export function touchedAgain(template: MinutiaeTemplate, random: SeededRandom): MinutiaeTemplate {
  const turn = random.gaussian() * 0.2
  const shift = { x: random.gaussian() * 12, y: random.gaussian() * 12 }
  const kept = Array.from(template.x.keys()).filter(() => random.chance(0.8))
  const moved = kept.map((i) => {
    const x = template.x[i]! - 194
    const y = template.y[i]! - 187
    return {
      x: x * Math.cos(turn) + y * Math.sin(turn) + shift.x + random.gaussian() * 1.5,
      y: y * Math.cos(turn) - x * Math.sin(turn) + shift.y + random.gaussian() * 1.5,
      angle: (template.angle[i]! * Math.PI) / 128 + turn + random.gaussian() * 0.06,
      type: template.type[i]!,
    }
  })
  const invented = Array.from({ length: 4 }, () => ({
    x: random.between(-100, 100),
    y: random.between(-130, 130),
    angle: random.between(0, 6.28),
    type: random.int(1, 2),
  }))
  return templateOf([...moved, ...invented])
}

function templateOf(minutiae: readonly Minutia[]): MinutiaeTemplate {
  return {
    width: 388,
    height: 374,
    x: Uint16Array.from(minutiae, ({ x }) => Math.max(0, Math.round(x + 194))),
    y: Uint16Array.from(minutiae, ({ y }) => Math.max(0, Math.round(y + 187))),
    angle: Uint8Array.from(minutiae, ({ angle }) => Math.round((angle * 128) / Math.PI) & 255),
    type: Uint8Array.from(minutiae, ({ type }) => type),
    quality: new Uint8Array(minutiae.length).fill(60),
  }
}

/** The fingers of an invented person, from the right thumb on. */
export function inventedFingers(seed: number | string, count = 4): EnrolledFinger[] {
  const random = seededRandom(`fingers/${seed}`)
  return fingerPositions.slice(0, count).map((position) => ({ position, template: inventedTemplate(random) }))
}

/** The same person at another desk. */
export function fingersAgain(fingers: readonly EnrolledFinger[], seed: number | string): EnrolledFinger[] {
  const random = seededRandom(`fingers again/${seed}`)
  return fingers.map(({ position, template }) => ({ position, template: touchedAgain(template, random) }))
}
