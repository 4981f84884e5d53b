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
  /** How much higher the outer corners of the eyes lie. */
  readonly eyeSlant: number
  readonly noseWidth: number
  /** Where between eyes and chin the tip of the nose and the mouth are, as shares. */
  readonly noseTip: number
  readonly mouthLevel: number
  readonly mouthWidth: number
  readonly lipHeight: number
  readonly browThickness: number
  readonly browLift: number
  readonly browSlant: number
  /** How deep the shadows of sockets, nose and cheekbones are, 0 … 1. */
  readonly relief: number
  /** Shadow of a shaved beard, 0 … 1. */
  readonly beard: number
  readonly moustache: boolean
  readonly moles: readonly { readonly x: number; readonly y: number; readonly radius: number }[]
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
  const bearded = !female && ageYears > 18
  return {
    sex,
    ageYears,
    skin,
    skinShade,
    skinLight,
    hair: hairColour(random, ageYears),
    lips:
      female && ageYears > 15
        ? random.pick(['#b9545a', '#c0605c', '#a84a55', '#8f3b46', '#c97a70'])
        : random.pick(['#b5706a', '#ad6a62', '#9a5a50', '#bf857a']),
    iris: random.pick(['#3a2416', '#2b1a10', '#4a2e1a']),
    middle: 240 + random.between(-3, 3),
    crown: random.between(88, 110) + childhood * 6,
    eyeLine: 286 + random.between(-7, 7) + childhood * 20,
    chin: random.between(448, 486) - childhood * 12,
    halfWidth: random.between(116, 144) - (female ? 4 : 0) + childhood * 6,
    jaw: Math.min(0.9, random.between(0.66, 0.92) - (female ? 0.06 : 0) + childhood * 0.06),
    eyeDistance: random.between(103, 125),
    eyeWidth: random.between(22, 31) + childhood * 3,
    eyeOpening: random.between(7.5, 13) + childhood * 3,
    eyeSlant: random.between(-5, 8),
    noseWidth: random.between(21, 38) - (female ? 3 : 0) - childhood * 6,
    noseTip: random.between(0.39, 0.48) - childhood * 0.03,
    mouthLevel: random.between(0.62, 0.71),
    mouthWidth: random.between(34, 55) - childhood * 8,
    lipHeight: random.between(5, 14) + (female ? 1.5 : 0),
    browThickness: random.between(4, 12) + (female ? -1.5 : 1) - childhood * 2,
    browLift: random.between(-3, 11),
    browSlant: random.between(-7, 7),
    relief: random.between(0.1, 1) * (1 - childhood * 0.6),
    beard: bearded ? Math.max(0, random.between(-0.6, 0.5)) : 0,
    moustache: bearded && random.chance(0.15),
    moles: Array.from({ length: ageYears > 3 ? random.int(0, 3) : 0 }, () => ({
      x: random.between(-0.75, 0.75),
      y: random.between(0.12, 0.85),
      radius: random.between(1.6, 4),
    })),
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
