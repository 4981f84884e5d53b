import type { SeededRandom } from './random.ts'

/** What tells one drawn face from another. Lengths are pixels of the 480 × 640 picture. */
export interface Face {
  readonly sex: 'MALE' | 'FEMALE'
  readonly ageYears: number
  readonly skin: string
  readonly skinShade: string
  readonly skinLight: string
  readonly hair: string
  readonly lips: string
  readonly iris: string
  readonly middle: number
  readonly crown: number
  readonly eyeLine: number
  readonly chin: number
  readonly halfWidth: number
  readonly jaw: number
  readonly eyeDistance: number
  readonly eyeWidth: number
  readonly eyeOpening: number
  readonly noseWidth: number
  readonly mouthWidth: number
  readonly lipHeight: number
  readonly browThickness: number
  readonly browLift: number
}

const skinTones = [
  ['#f1cfb0', '#d9a983', '#fae3cf'],
  ['#e8bd97', '#c9946a', '#f5d7ba'],
  ['#dcab82', '#b98258', '#ecc7a4'],
  ['#cb966c', '#a26f47', '#e0b38d'],
] as const

/** Draws lots for a face of this age and sex. */
export function drawnFace(random: SeededRandom, { ageYears, sex }: Pick<Face, 'ageYears' | 'sex'>): Face {
  const [skin, skinShade, skinLight] = random.pick(skinTones)
  const childhood = Math.max(0, 1 - ageYears / 16) // 1 for a newborn, 0 for the grown
  const female = sex === 'FEMALE'
  return {
    sex,
    ageYears,
    skin,
    skinShade,
    skinLight,
    hair: hairColour(random, ageYears),
    lips:
      female && ageYears > 15
        ? random.pick(['#b9545a', '#c0605c', '#a84a55'])
        : random.pick(['#b5706a', '#ad6a62']),
    iris: random.pick(['#3a2416', '#2b1a10', '#4a2e1a']),
    middle: 240 + random.between(-3, 3),
    crown: random.between(92, 106) + childhood * 6,
    eyeLine: 288 + random.between(-4, 4) + childhood * 20,
    chin: random.between(462, 482) - childhood * 12,
    halfWidth: random.between(126, 140) - (female ? 4 : 0) + childhood * 6,
    jaw: random.between(0.74, 0.88) - (female ? 0.07 : 0) + childhood * 0.1,
    eyeDistance: random.between(110, 122),
    eyeWidth: random.between(26, 30) + childhood * 3,
    eyeOpening: random.between(9, 12) + childhood * 3,
    noseWidth: random.between(26, 34) - (female ? 3 : 0) - childhood * 6,
    mouthWidth: random.between(40, 50) - childhood * 8,
    lipHeight: random.between(8, 12) + (female ? 1.5 : 0),
    browThickness: random.between(6, 9) + (female ? -2 : 1) - childhood * 2,
    browLift: random.between(0, 7),
  }
}

function hairColour(random: SeededRandom, ageYears: number): string {
  const black = random.pick(['#17120f', '#1f1814', '#241a14', '#120f10'])
  const greyAt = random.between(48, 66)
  if (ageYears < greyAt) return black
  return ageYears < greyAt + 12 ? '#5d5a58' : random.pick(['#a9a6a3', '#c9c7c4', '#8d8a88'])
}

/** A length or coordinate for an SVG attribute: one decimal is a fifth of a printed dot. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}
