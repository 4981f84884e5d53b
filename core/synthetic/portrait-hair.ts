import { type Face, px } from './portrait-face.ts'
import type { SeededRandom } from './random.ts'

/** What hangs behind the neck and shoulders: long hair, nothing for short hair. */
export function hairBehind(
  { sex, ageYears, middle, crown, eyeLine, halfWidth, hair }: Face,
  random: SeededRandom,
): string {
  const length = random.pick([470, 560, 640])
  if (sex === 'MALE' || ageYears < 3) return ''
  const half = halfWidth + 8
  return (
    `<path d="M${px(middle)} ${px(crown - 22)} C${px(middle + half + 14)} ${px(crown - 22)} ${px(middle + half + 6)} ${px(eyeLine - 60)} ` +
    `${px(middle + half - 6)} ${px(eyeLine + 60)} Q${px(middle + half + 16)} ${px(length - 60)} ${px(middle + half - 14)} ${length} ` +
    `L${px(middle - half + 14)} ${length} Q${px(middle - half - 16)} ${px(length - 60)} ${px(middle - half + 6)} ${px(eyeLine + 60)} ` +
    `C${px(middle - half - 6)} ${px(eyeLine - 60)} ${px(middle - half - 14)} ${px(crown - 22)} ${px(middle)} ${px(crown - 22)} Z" fill="${hair}"/>`
  )
}

/** The hair that frames the face; forehead, brows and ears stay free, as the photograph rules ask. */
export function hairInFront(face: Face, random: SeededRandom): string {
  const parting = random.between(-0.55, 0.55)
  const fringe = random.between(0.34, 0.46)
  const volume = random.between(14, 26)
  const receding = face.sex === 'MALE' && face.ageYears > 45 && random.chance(0.4)
  if (face.ageYears < 2) return cap(face, { parting, fringe: 0.3, volume: 3, opacity: 0.8 })
  return cap(face, { parting, fringe: receding ? 0.14 : fringe, volume, opacity: 1 })
}

interface Cut {
  readonly parting: number
  /** How far down towards the eyes the hairline comes, as a share. */
  readonly fringe: number
  readonly volume: number
  readonly opacity: number
}

function cap(
  { middle, crown, eyeLine, halfWidth, hair, sex }: Face,
  { parting, fringe, volume, opacity }: Cut,
): string {
  const half = halfWidth + (sex === 'MALE' ? 4 : 8)
  const sideburn = eyeLine - (sex === 'MALE' ? 22 : 6)
  const line = crown + (eyeLine - crown) * fringe
  const top = crown - volume
  const partX = middle + parting * halfWidth
  return (
    `<path d="M${px(middle - half)} ${px(sideburn)} C${px(middle - half - 6)} ${px(crown + 60)} ${px(middle - half * 0.8)} ${px(top)} ${px(middle)} ${px(top)} ` +
    `C${px(middle + half * 0.8)} ${px(top)} ${px(middle + half + 6)} ${px(crown + 60)} ${px(middle + half)} ${px(sideburn)} ` +
    `Q${px(middle + half - 14)} ${px(sideburn - 30)} ${px(middle + half * 0.82)} ${px(line + 34)} ` +
    `Q${px((middle + half * 0.7 + partX) / 2)} ${px(line + 2)} ${px(partX)} ${px(line - 22)} ` +
    `Q${px((middle - half * 0.7 + partX) / 2)} ${px(line + 2)} ${px(middle - half * 0.82)} ${px(line + 34)} ` +
    `Q${px(middle - half + 14)} ${px(sideburn - 30)} ${px(middle - half)} ${px(sideburn)} Z" fill="${hair}" opacity="${opacity}"/>` +
    `<path d="M${px(partX)} ${px(line - 22)} Q${px(partX + 10)} ${px(top + 24)} ${px(middle + half * 0.45)} ${px(top + 30)}" fill="none" stroke="#fff" stroke-opacity="0.13" stroke-width="9" stroke-linecap="round"/>`
  )
}
