import { clothes } from './portrait-clothes.ts'
import { drawnFace, type Face, px } from './portrait-face.ts'
import { hairBehind, hairInFront } from './portrait-hair.ts'
import { seededRandom } from './random.ts'

/**
 * A drawn portrait of a person who does not exist, in the frame of an identity photograph (480 × 640, frontal, white
 * background, eyes level, both ears visible). The same seed, age and sex give the same SVG.
 */
export function portraitSvg(
  seed: number | string,
  { ageYears, sex }: { readonly ageYears: number; readonly sex: 'MALE' | 'FEMALE' },
): string {
  const random = seededRandom(`portrait/${seed}`)
  const face = drawnFace(random, { ageYears, sex })
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640" viewBox="0 0 480 640">',
    definitions(face),
    '<rect width="480" height="640" fill="#fff"/>',
    hairBehind(face, random),
    neck(face),
    clothes(face, random),
    ears(face),
    head(face),
    cheeks(face),
    ageLines(face),
    [-1, 1].map((side) => eye(face, side) + brow(face, side)).join(''),
    nose(face),
    mouth(face),
    hairInFront(face, random),
    '</svg>',
  ].join('\n')
}

function definitions({ skin, skinShade, skinLight }: Face): string {
  return `<defs>
<radialGradient id="skin" cx="0.48" cy="0.42" r="0.68"><stop offset="0" stop-color="${skinLight}"/>
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

function ears({ middle, eyeLine, halfWidth, skin, skinShade }: Face): string {
  return [-1, 1]
    .map((side) => {
      const x = middle + side * (halfWidth + 3)
      return (
        `<ellipse cx="${px(x)}" cy="${px(eyeLine + 22)}" rx="14" ry="33" fill="${skin}" stroke="${skinShade}" stroke-width="2"/>` +
        `<path d="M${px(x + side * 4)} ${px(eyeLine + 2)} q${side * 6} 18 ${side * -2} 36" fill="none" stroke="${skinShade}" stroke-width="3"/>`
      )
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

function cheeks({ middle, eyeLine, halfWidth }: Face): string {
  return [-1, 1]
    .map(
      (side) =>
        `<circle cx="${px(middle + side * halfWidth * 0.56)}" cy="${px(eyeLine + 78)}" r="40" fill="url(#blush)"/>`,
    )
    .join('')
}

/** Folds from the nose to the mouth from about forty, forehead and eye corners from about fifty-five. */
function ageLines({ middle, eyeLine, crown, chin, noseWidth, halfWidth, ageYears, skinShade }: Face): string {
  const folds = Math.min(0.8, Math.max(0, (ageYears - 35) / 40))
  const wrinkles = Math.min(0.7, Math.max(0, (ageYears - 50) / 35))
  const mouthY = mouthLine({ eyeLine, chin })
  const sides = [-1, 1].map((side) => {
    const nose = middle + side * (noseWidth + 6)
    const temple = middle + side * halfWidth * 0.82
    return (
      `<path d="M${px(nose)} ${px(eyeLine + 84)} q${px(side * 12)} 8 ${px(side * 18)} ${px(mouthY - eyeLine - 84)}" stroke-opacity="${px(folds)}"/>` +
      `<path d="M${px(temple)} ${px(eyeLine - 4)} q${side * 10} -4 ${side * 16} -10 M${px(temple)} ${px(eyeLine + 3)} q${side * 10} 2 ${side * 18} 2" stroke-opacity="${px(wrinkles)}"/>`
    )
  })
  const forehead = crown + (eyeLine - crown) * 0.55
  const rows = [0, 15].map((dy) => `M${px(middle - 58)} ${px(forehead + dy)} q58 -9 116 0`).join(' ')
  const brow = `<path d="${rows}" stroke-opacity="${px(wrinkles)}"/>`
  return `<g fill="none" stroke="${skinShade}" stroke-width="2.5">${sides.join('')}${brow}</g>`
}

function eye(
  { middle, eyeLine, eyeDistance, eyeWidth, eyeOpening, iris, hair, skinShade, sex, ageYears }: Face,
  side: number,
): string {
  const x = middle + (side * eyeDistance) / 2
  const y = eyeLine
  const outer = x + side * eyeWidth
  const inner = x - side * eyeWidth
  const upper = `M${px(inner)} ${px(y + 3)} Q${px(x - side * 4)} ${px(y - eyeOpening * 1.9)} ${px(outer)} ${px(y - 2)}`
  const lower = `Q${px(x + side * 4)} ${px(y + eyeOpening * 1.5)} ${px(inner)} ${px(y + 3)} Z`
  const clip = `eye${side}`
  const lash = sex === 'FEMALE' && ageYears > 12 ? 4.5 : 3.2
  return (
    `<ellipse cx="${px(x)}" cy="${px(y - 6)}" rx="${px(eyeWidth + 14)}" ry="26" fill="url(#socket)"/>` +
    `<clipPath id="${clip}"><path d="${upper} ${lower}"/></clipPath>` +
    `<path d="${upper} ${lower}" fill="#f7f2ec"/>` +
    `<g clip-path="url(#${clip})"><circle cx="${px(x)}" cy="${px(y - 1)}" r="${px(eyeOpening + 2.2)}" fill="${iris}"/>` +
    `<circle cx="${px(x)}" cy="${px(y - 1)}" r="${px(eyeOpening * 0.48)}" fill="#070504"/>` +
    `<circle cx="${px(x + 3.5)}" cy="${px(y - 5)}" r="2.2" fill="#fff"/></g>` +
    `<path d="${upper}" fill="none" stroke="${ageYears > 60 ? '#3a302a' : hair}" stroke-width="${lash}" stroke-linecap="round"/>` +
    `<path d="M${px(inner + side * 4)} ${px(y - 7)} Q${px(x)} ${px(y - eyeOpening * 1.9 - 9)} ${px(outer)} ${px(y - 10)}" fill="none" stroke="${skinShade}" stroke-width="2"/>`
  )
}

function brow(
  { middle, eyeLine, eyeDistance, eyeWidth, browThickness, browLift, hair }: Face,
  side: number,
): string {
  const x = middle + (side * eyeDistance) / 2
  const y = eyeLine - 38 - browLift / 2
  const inner = x - side * (eyeWidth + 3)
  const outer = x + side * (eyeWidth + 11)
  const low = px(y + browThickness / 2)
  return (
    `<path d="M${px(inner)} ${low} Q${px(x + side * 6)} ${px(y - browThickness - browLift)} ${px(outer)} ${px(y + 5)} ` +
    `Q${px(x + side * 6)} ${px(y - browLift + 1)} ${px(inner)} ${px(y + browThickness)} Z" fill="${hair}" opacity="0.85"/>`
  )
}

function nose({ middle, eyeLine, chin, noseWidth, skinShade, skinLight }: Face): string {
  const tip = eyeLine + (chin - eyeLine) * 0.43
  const half = noseWidth
  return (
    `<path d="M${px(middle - 12)} ${px(eyeLine + 4)} Q${px(middle - 17)} ${px(tip - 34)} ${px(middle - half)} ${px(tip)} ` +
    `Q${px(middle)} ${px(tip + 24)} ${px(middle + half)} ${px(tip)} Q${px(middle + 17)} ${px(tip - 34)} ${px(middle + 12)} ${px(eyeLine + 4)}" ` +
    `fill="${skinShade}" opacity="0.3" filter="url(#soft)"/>` +
    `<path d="M${px(middle)} ${px(eyeLine - 8)} L${px(middle)} ${px(tip - 12)}" stroke="${skinLight}" stroke-width="11" stroke-linecap="round" opacity="0.75" filter="url(#soft)"/>` +
    `<path d="M${px(middle - half)} ${px(tip - 6)} q-5 12 7 13 M${px(middle + half)} ${px(tip - 6)} q5 12 -7 13" fill="none" stroke="${skinShade}" stroke-width="3" stroke-linecap="round"/>` +
    [-1, 1]
      .map(
        (side) =>
          `<ellipse cx="${px(middle + side * half * 0.48)}" cy="${px(tip + 6)}" rx="6.5" ry="3.6" fill="#5b3424" opacity="0.8"/>`,
      )
      .join('')
  )
}

function mouth({ middle, eyeLine, chin, mouthWidth, lipHeight, lips, skinShade }: Face): string {
  const y = mouthLine({ eyeLine, chin })
  const left = middle - mouthWidth
  const right = middle + mouthWidth
  return (
    `<path d="M${px(left)} ${px(y)} Q${px(middle - 18)} ${px(y - lipHeight)} ${px(middle - 7)} ${px(y - lipHeight)} Q${px(middle)} ${px(y - lipHeight + 4)} ` +
    `${px(middle + 7)} ${px(y - lipHeight)} Q${px(middle + 18)} ${px(y - lipHeight)} ${px(right)} ${px(y)} Q${px(middle)} ${px(y + lipHeight * 2.6)} ${px(left)} ${px(y)} Z" fill="${lips}"/>` +
    `<path d="M${px(left)} ${px(y)} Q${px(middle)} ${px(y + 4)} ${px(right)} ${px(y)}" fill="none" stroke="#5a2a28" stroke-width="2.6" stroke-linecap="round"/>` +
    `<ellipse cx="${px(middle)}" cy="${px(y + lipHeight * 1.3 + 14)}" rx="26" ry="5" fill="${skinShade}" opacity="0.5" filter="url(#soft)"/>`
  )
}

function mouthLine({ eyeLine, chin }: Pick<Face, 'eyeLine' | 'chin'>): number {
  return eyeLine + (chin - eyeLine) * 0.66
}
