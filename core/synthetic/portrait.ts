import { clothes } from './portrait-clothes.ts'
import { drawnFace, type Face, px } from './portrait-face.ts'
import { features } from './portrait-features.ts'
import { hairBehind, hairInFront } from './portrait-hair.ts'
import { lit, placed, type PortraitTake, posed, shelves } from './portrait-take.ts'
import { seededRandom } from './random.ts'

export interface PortraitPerson {
  readonly ageYears: number
  readonly sex: 'MALE' | 'FEMALE'
}

/**
 * A drawn portrait of a person who does not exist, in the frame of an identity photograph (480 × 640, frontal, white
 * background, eyes level, both ears visible). The same seed, age and sex give the same person, the same take the same SVG.
 */
export function portraitSvg(seed: number | string, person: PortraitPerson, take: PortraitTake = {}): string {
  return picture(personIn(seed, person, take), take)
}

/** Nobody before the camera. */
export function emptyPortraitSvg(take: PortraitTake = {}): string {
  return picture('', take)
}

/** Two people who want to be on one photograph. */
export function twoPeopleSvg(seeds: readonly [number, number], person: PortraitPerson): string {
  const [first, second] = seeds.map((seed) => personIn(seed, person, {}))
  return picture(
    `<g transform="translate(-20 200) scale(0.55)">${first}</g><g transform="translate(230 200) scale(0.5)">${second}</g>`,
    {},
  )
}

function picture(inside: string, take: PortraitTake): string {
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640" viewBox="0 0 480 640">',
    '<rect width="480" height="640" fill="#fff"/>',
    take.background === 'SHELVES' ? shelves() : '',
    inside,
    lit(take),
    '</svg>',
  ].join('\n')
}

function personIn(seed: number | string, person: PortraitPerson, take: PortraitTake): string {
  const random = seededRandom(`portrait/${seed}`)
  const face = drawnFace(random, person)
  return placed(
    face,
    take,
    [
      definitions(face),
      hairBehind(face, random),
      neck(face),
      clothes(face, random),
      ears(face, take),
      head(face),
      features(face, take),
      hairInFront(face, random),
    ].join('\n'),
  )
}

function definitions({ skin, skinShade, skinLight }: Face): string {
  return `<defs>
<radialGradient id="skin" cx="0.5" cy="0.42" r="0.68"><stop offset="0" stop-color="${skinLight}"/>
<stop offset="0.6" stop-color="${skin}"/><stop offset="1" stop-color="${skinShade}"/></radialGradient>
<linearGradient id="neck" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${skinShade}"/>
<stop offset="1" stop-color="${skin}"/></linearGradient>
<radialGradient id="blush"><stop offset="0" stop-color="#c8604e" stop-opacity="0.22"/>
<stop offset="1" stop-color="#c8604e" stop-opacity="0"/></radialGradient>
<radialGradient id="socket"><stop offset="0" stop-color="${skinShade}" stop-opacity="0.75"/>
<stop offset="1" stop-color="${skinShade}" stop-opacity="0"/></radialGradient>
<filter id="soft"><feGaussianBlur stdDeviation="3.5"/></filter>
</defs>`
}

function neck({ middle, chin, halfWidth, sex, ageYears, skinShade }: Face): string {
  const half = halfWidth * (ageYears < 12 ? 0.44 : sex === 'MALE' ? 0.6 : 0.5)
  const top = chin - 60
  return (
    `<path d="M${px(middle - half)} ${px(top)} L${px(middle - half - 4)} 530 Q${px(middle - half - 20)} 560 ${px(middle - 110)} 566 L${px(middle)} 640 ` +
    `L${px(middle + 110)} 566 Q${px(middle + half + 20)} 560 ${px(middle + half + 4)} 530 L${px(middle + half)} ${px(top)} Z" fill="url(#neck)"/>` +
    `<path d="M${px(middle - half)} ${px(chin - 30)} Q${px(middle)} ${px(chin + 60)} ${px(middle + half)} ${px(chin - 30)} L${px(middle + half)} ${px(chin - 60)} ` +
    `L${px(middle - half)} ${px(chin - 60)} Z" fill="${skinShade}" filter="url(#soft)"/>`
  )
}

function ears(face: Face, take: PortraitTake): string {
  const { middle, eyeLine, halfWidth, skin, skinShade } = face
  return [-1, 1]
    .map((side) => {
      const x = middle + side * (halfWidth + 3)
      const ear =
        `<ellipse cx="${px(x)}" cy="${px(eyeLine + 22)}" rx="14" ry="33" fill="${skin}" stroke="${skinShade}" stroke-width="2"/>` +
        `<path d="M${px(x + side * 4)} ${px(eyeLine + 2)} q${side * 6} 18 ${side * -2} 36" fill="none" stroke="${skinShade}" stroke-width="3"/>`
      return posed(face, take, { x: middle + side * halfWidth * 0.6, y: eyeLine + 22, out: -0.9 }, ear)
    })
    .join('')
}

/** One outline from the crown over the temples and the jaw to the chin. */
function head({ middle, crown, eyeLine, chin, halfWidth, jaw, skinShade }: Face): string {
  const right = middle + halfWidth
  const left = middle - halfWidth
  const jawX = halfWidth * jaw
  const jawY = chin - (chin - eyeLine) * 0.32
  const d = [
    `M${px(middle)} ${px(crown)}`,
    `C${px(middle + halfWidth * 0.75)} ${px(crown)} ${px(right)} ${px(crown + 80)} ${px(right)} ${px(eyeLine)}`,
    `C${px(right)} ${px(eyeLine + 60)} ${px(middle + jawX + 16)} ${px(jawY - 26)} ${px(middle + jawX)} ${px(jawY)}`,
    `C${px(middle + jawX * 0.72)} ${px(chin - 14)} ${px(middle + jawX * 0.4)} ${px(chin)} ${px(middle)} ${px(chin)}`,
    `C${px(middle - jawX * 0.4)} ${px(chin)} ${px(middle - jawX * 0.72)} ${px(chin - 14)} ${px(middle - jawX)} ${px(jawY)}`,
    `C${px(middle - jawX - 16)} ${px(jawY - 26)} ${px(left)} ${px(eyeLine + 60)} ${px(left)} ${px(eyeLine)}`,
    `C${px(left)} ${px(crown + 80)} ${px(middle - halfWidth * 0.75)} ${px(crown)} ${px(middle)} ${px(crown)} Z`,
  ]
  return `<path d="${d.join(' ')}" fill="url(#skin)" stroke="${skinShade}" stroke-opacity="0.6" stroke-width="1.5"/>`
}
