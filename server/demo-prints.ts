import { measureRidges } from '../core/biometrics/finger-quality-measures.ts'
import { readRidges } from '../core/biometrics/minutiae.ts'
import { renderImpression, synthesiseFinger, type TouchDamage } from '../core/synthetic/finger.ts'
import { type SeededRandom, seededRandom } from '../core/synthetic/random.ts'
import type { MeasuredPrint } from './biometrics/train-quality.ts'

/** One careful touch of each invented finger, and one for each thing that goes wrong at a desk, more or less badly. */
const damages: readonly ((random: SeededRandom) => TouchDamage)[] = [
  () => ({}),
  (random) => {
    const much = random.between(0, 1)
    return { dryness: 1.8 * much, pressure: -0.4 * much }
  },
  (random) => ({ wetness: random.between(0.5, 1), pressure: random.between(0, 0.4) }),
  (random) => ({ pressure: random.between(0.3, 1.2), contact: 1.1 }),
  (random) => ({ pressure: random.between(-1, -0.3), contact: 0.8 }),
  (random) => ({ contact: random.between(0.35, 0.65) }),
  (random) => ({ shift: around(random, { x: 130, y: 150 }) }),
  (random) => ({ slide: around(random, { x: 11, y: 11 }) }),
]

function around(random: SeededRandom, reach: { readonly x: number; readonly y: number }) {
  const angle = random.between(0, 2 * Math.PI)
  return { x: Math.round(reach.x * Math.cos(angle)), y: Math.round(reach.y * Math.sin(angle)) }
}

const glass = { width: 300, height: 374 }
const firstSeed = 100

/** Prints of invented fingers with known damage, the same at every call. */
export function damagedPrints(fingers: number): MeasuredPrint[] {
  return Array.from({ length: fingers }, (_, i) => firstSeed + i).flatMap((seed) => {
    const finger = synthesiseFinger(seed)
    const random = seededRandom(`damage/${seed}`)
    return damages.map((damageOf, touch) => {
      const read = readRidges(renderImpression(finger, touch, { ...glass, damage: damageOf(random) }))
      return {
        set: 'synthetic',
        finger: String(seed),
        measures: measureRidges(read),
        template: read.template,
      }
    })
  })
}
