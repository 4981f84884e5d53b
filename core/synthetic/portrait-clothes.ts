import { type Face, px } from './portrait-face.ts'
import type { SeededRandom } from './random.ts'

const colours = [
  '#2f4a6b',
  '#5b3a4a',
  '#3f5a48',
  '#7a2f35',
  '#44474f',
  '#8a6d3b',
  '#37616b',
  '#6a5a8c',
] as const

/** Shoulders in a shirt with a collar, a round neck or the stand-up collar of an áo dài. */
export function clothes(face: Face, random: SeededRandom): string {
  const colour = random.pick(colours)
  const kind = random.weighted([
    ['shirt', 5],
    ['round', face.ageYears < 15 ? 6 : 2],
    ['aoDai', face.sex === 'FEMALE' && face.ageYears > 15 ? 3 : 0],
  ] as const)
  const slope = random.between(0, 14)
  const width = face.ageYears < 12 ? 176 : face.sex === 'MALE' ? 236 : 214
  const { middle } = face
  const shoulders =
    `<path d="M${px(middle - width)} 640 Q${px(middle - width + 4)} ${px(572 + slope)} ${px(middle - 104)} ${px(548 + slope / 2)} L${px(middle - 70)} 526 ` +
    `Q${px(middle)} 606 ${px(middle + 70)} 526 L${px(middle + 104)} ${px(548 + slope / 2)} Q${px(middle + width - 4)} ${px(572 + slope)} ${px(middle + width)} 640 Z" fill="${colour}"/>`
  return shoulders + { shirt: shirtCollar, round: roundNeck, aoDai: standingCollar }[kind](middle, colour)
}

function shirtCollar(middle: number): string {
  return [-1, 1]
    .map(
      (side) =>
        `<path d="M${px(middle + side * 72)} 520 L${px(middle + side * 4)} 596 L${px(middle + side * 44)} 632 L${px(middle + side * 106)} 552 Z" ` +
        'fill="#f4f4f1" stroke="#c5c5c0" stroke-width="2"/>',
    )
    .join('')
}

function roundNeck(middle: number): string {
  return `<path d="M${px(middle - 74)} 528 Q${px(middle)} 612 ${px(middle + 74)} 528" fill="none" stroke="#000" stroke-opacity="0.25" stroke-width="8"/>`
}

function standingCollar(middle: number, colour: string): string {
  return (
    `<path d="M${px(middle - 72)} 506 Q${px(middle)} 578 ${px(middle + 72)} 506 L${px(middle + 76)} 538 Q${px(middle)} 616 ${px(middle - 76)} 538 Z" ` +
    `fill="${colour}" stroke="#000" stroke-opacity="0.3" stroke-width="2"/>`
  )
}
