import { type Face, px } from './portrait-face.ts'
import { type PortraitTake, posed } from './portrait-take.ts'

/** Everything between forehead and chin, each part where the turned head has it. */
export function features(face: Face, take: PortraitTake): string {
  const { middle, eyeLine, eyeDistance } = face
  const sides = [-1, 1].map((side) => {
    const x = middle + (side * eyeDistance) / 2
    const parts = eye(face, take, side) + brow(face, take, side)
    return posed(face, take, { x, y: eyeLine }, parts)
  })
  const tip = { x: middle, y: noseTip(face), out: 0.12 }
  const lips = { x: middle, y: mouthLine(face) }
  return [
    cheeks(face),
    ageLines(face),
    beard(face),
    ...sides,
    posed(face, take, tip, nose(face)),
    posed(face, take, lips, moustache(face) + mouth(face, take)),
    moles(face),
  ].join('')
}

function cheeks({ middle, eyeLine, halfWidth, jaw, chin, relief, skinShade }: Face): string {
  return [-1, 1]
    .map((side) => {
      const x = middle + side * halfWidth * 0.56
      const hollow = middle + side * halfWidth * jaw * 0.72
      return (
        `<circle cx="${px(x)}" cy="${px(eyeLine + 78)}" r="40" fill="url(#blush)"/>` +
        `<ellipse cx="${px(hollow)}" cy="${px(eyeLine + (chin - eyeLine) * 0.62)}" rx="16" ry="36" fill="${skinShade}" ` +
        `opacity="${px(relief * 0.6)}" filter="url(#soft)" transform="rotate(${side * 16} ${px(hollow)} ${px(eyeLine + 110)})"/>`
      )
    })
    .join('')
}

/** Folds from the nose to the mouth from about forty, forehead and eye corners from about fifty-five. */
function ageLines(face: Face): string {
  const { middle, eyeLine, crown, noseWidth, halfWidth, ageYears, skinShade } = face
  const folds = Math.min(0.8, Math.max(0, (ageYears - 35) / 40))
  const wrinkles = Math.min(0.7, Math.max(0, (ageYears - 50) / 35))
  const tip = noseTip(face)
  const sides = [-1, 1].map((side) => {
    const wing = middle + side * (noseWidth + 6)
    const temple = middle + side * halfWidth * 0.82
    return (
      `<path d="M${px(wing)} ${px(tip + 2)} q${px(side * 12)} 8 ${px(side * 18)} ${px(mouthLine(face) - tip - 2)}" stroke-opacity="${px(folds)}"/>` +
      `<path d="M${px(temple)} ${px(eyeLine - 4)} q${side * 10} -4 ${side * 16} -10 M${px(temple)} ${px(eyeLine + 3)} q${side * 10} 2 ${side * 18} 2" stroke-opacity="${px(wrinkles)}"/>`
    )
  })
  const forehead = crown + (eyeLine - crown) * 0.55
  const rows = [0, 15].map((dy) => `M${px(middle - 58)} ${px(forehead + dy)} q58 -9 116 0`).join(' ')
  const lines = `<path d="${rows}" stroke-opacity="${px(wrinkles)}"/>`
  return `<g fill="none" stroke="${skinShade}" stroke-width="2.5">${sides.join('')}${lines}</g>`
}

function eye(face: Face, { eyes = 1 }: PortraitTake, side: number): string {
  const { middle, eyeLine: y, eyeDistance, eyeWidth, eyeSlant, iris, skinShade, relief } = face
  const opening = face.eyeOpening * eyes
  const x = middle + (side * eyeDistance) / 2
  const inner = x - side * eyeWidth
  const outer = x + side * eyeWidth
  const drop = eyeSlant / 2
  const lid = (height: number, shift: number) =>
    `Q${px(x + shift)} ${px(y - height)} ${px(outer)} ${px(y - 2 - drop)}`
  const upper = `M${px(inner)} ${px(y + 3 + drop)} ${lid(eyes === 0 ? -face.eyeOpening : opening * 1.9, -side * 4)}`
  const lower = `Q${px(x + side * 4)} ${px(y + opening * 1.5)} ${px(inner)} ${px(y + 3 + drop)} Z`
  const clip = `eye${side}`
  const ball =
    `<clipPath id="${clip}"><path d="${upper} ${lower}"/></clipPath>` +
    `<path d="${upper} ${lower}" fill="#f7f2ec"/>` +
    `<g clip-path="url(#${clip})"><circle cx="${px(x)}" cy="${px(y - 1)}" r="${px(face.eyeOpening + 2.2)}" fill="${iris}"/>` +
    `<circle cx="${px(x)}" cy="${px(y - 1)}" r="${px(face.eyeOpening * 0.48)}" fill="#070504"/>` +
    `<circle cx="${px(x + 3.5)}" cy="${px(y - 5)}" r="2.2" fill="#fff"/></g>`
  const socket = `<ellipse cx="${px(x)}" cy="${px(y - 6)}" rx="${px(eyeWidth + 14)}" ry="26" fill="url(#socket)" opacity="${px(0.4 + relief * 0.6)}"/>`
  const lash = face.sex === 'FEMALE' && face.ageYears > 12 ? 4.5 : 3.2
  const fold =
    eyes === 0
      ? ''
      : `<path d="M${px(inner + side * 4)} ${px(y - 7 + drop)} ${lid(opening * 1.9 + 9, 0)}" fill="none" stroke="${skinShade}" stroke-width="2"/>`
  return (
    socket +
    (eyes === 0 ? '' : ball) +
    `<path d="${upper}" fill="none" stroke="${face.ageYears > 60 ? '#3a302a' : face.hair}" stroke-width="${lash}" stroke-linecap="round"/>` +
    fold
  )
}

function brow(face: Face, { brows = 0 }: PortraitTake, side: number): string {
  const { middle, eyeLine, eyeDistance, eyeWidth, browThickness, browLift, browSlant, hair } = face
  const x = middle + (side * eyeDistance) / 2
  const y = eyeLine - 38 - browLift / 2 - brows * 5
  const inner = x - side * (eyeWidth + 3)
  const outer = x + side * (eyeWidth + 11)
  const low = px(y + browThickness / 2 + browSlant / 2)
  return (
    `<path d="M${px(inner)} ${low} Q${px(x + side * 6)} ${px(y - browThickness - browLift)} ${px(outer)} ${px(y + 5 - browSlant)} ` +
    `Q${px(x + side * 6)} ${px(y - browLift + 1)} ${px(inner)} ${px(y + browThickness + browSlant / 2)} Z" fill="${hair}" opacity="0.85"/>`
  )
}

function nose(face: Face): string {
  const { middle, eyeLine, noseWidth: half, skinShade, skinLight, relief } = face
  const tip = noseTip(face)
  const nostrils = [-1, 1].map(
    (side) =>
      `<ellipse cx="${px(middle + side * half * 0.48)}" cy="${px(tip + 6)}" rx="${px(half * 0.22)}" ry="3.6" fill="#5b3424" opacity="0.8"/>`,
  )
  return (
    `<path d="M${px(middle - 12)} ${px(eyeLine + 4)} Q${px(middle - 17)} ${px(tip - 34)} ${px(middle - half)} ${px(tip)} ` +
    `Q${px(middle)} ${px(tip + 24)} ${px(middle + half)} ${px(tip)} Q${px(middle + 17)} ${px(tip - 34)} ${px(middle + 12)} ${px(eyeLine + 4)}" ` +
    `fill="${skinShade}" opacity="${px(0.15 + relief * 0.5)}" filter="url(#soft)"/>` +
    `<path d="M${px(middle)} ${px(eyeLine - 8)} L${px(middle)} ${px(tip - 12)}" stroke="${skinLight}" stroke-width="11" stroke-linecap="round" opacity="0.75" filter="url(#soft)"/>` +
    `<path d="M${px(middle - half)} ${px(tip - 6)} q-5 12 7 13 M${px(middle + half)} ${px(tip - 6)} q5 12 -7 13" fill="none" stroke="${skinShade}" stroke-width="3" stroke-linecap="round"/>` +
    nostrils.join('')
  )
}

function mouth(face: Face, { mouth: gap = 0, smile = 0 }: PortraitTake): string {
  const { middle, mouthWidth, lipHeight, lips, skinShade } = face
  const y = mouthLine(face)
  const corner = y - smile * 5
  const left = middle - mouthWidth * (1 + Math.max(0, smile) * 0.1)
  const right = middle + mouthWidth * (1 + Math.max(0, smile) * 0.1)
  return (
    `<path d="M${px(left)} ${px(corner)} Q${px(middle - 18)} ${px(y - lipHeight - gap)} ${px(middle - 7)} ${px(y - lipHeight - gap)} Q${px(middle)} ${px(y - lipHeight - gap + 4)} ` +
    `${px(middle + 7)} ${px(y - lipHeight - gap)} Q${px(middle + 18)} ${px(y - lipHeight - gap)} ${px(right)} ${px(corner)} Q${px(middle)} ${px(y + (lipHeight + gap) * 2.6)} ${px(left)} ${px(corner)} Z" fill="${lips}"/>` +
    (gap > 0
      ? `<path d="M${px(left + 6)} ${px(corner)} Q${px(middle)} ${px(y - gap * 1.6)} ${px(right - 6)} ${px(corner)} Q${px(middle)} ${px(y + gap * 3)} ${px(left + 6)} ${px(corner)} Z" fill="#3c1214"/>`
      : `<path d="M${px(left)} ${px(corner)} Q${px(middle)} ${px(y + 4 + smile * 4)} ${px(right)} ${px(corner)}" fill="none" stroke="#5a2a28" stroke-width="2.6" stroke-linecap="round"/>`) +
    `<ellipse cx="${px(middle)}" cy="${px(y + (lipHeight + gap) * 1.3 + 14)}" rx="26" ry="5" fill="${skinShade}" opacity="0.5" filter="url(#soft)"/>`
  )
}

function beard({ middle, chin, halfWidth, jaw, eyeLine, beard: shade, hair }: Face): string {
  if (shade === 0) return ''
  const half = halfWidth * jaw * 0.82
  const top = eyeLine + (chin - eyeLine) * 0.6
  return (
    `<path d="M${px(middle - half)} ${px(top)} Q${px(middle)} ${px(top + 20)} ${px(middle + half)} ${px(top)} Q${px(middle + half * 0.7)} ${px(chin - 6)} ${px(middle)} ${px(chin - 4)} ` +
    `Q${px(middle - half * 0.7)} ${px(chin - 6)} ${px(middle - half)} ${px(top)} Z" fill="${hair}" opacity="${px(shade * 0.4)}" filter="url(#soft)"/>`
  )
}

function moustache(face: Face): string {
  if (!face.moustache) return ''
  const { middle, mouthWidth, lipHeight, hair } = face
  const y = mouthLine(face) - lipHeight - 6
  const half = mouthWidth * 0.9
  return `<path d="M${px(middle - half)} ${px(y + 6)} Q${px(middle)} ${px(y - 14)} ${px(middle + half)} ${px(y + 6)} Q${px(middle)} ${px(y)} ${px(middle - half)} ${px(y + 6)} Z" fill="${hair}" opacity="0.85"/>`
}

function moles({ moles: all, middle, halfWidth, eyeLine, chin }: Face): string {
  return all
    .map(({ x, y, radius }) => {
      const across = middle + x * halfWidth * (1 - 0.35 * y)
      return `<circle cx="${px(across)}" cy="${px(eyeLine + y * (chin - eyeLine))}" r="${px(radius)}" fill="#4a2c20" opacity="0.85"/>`
    })
    .join('')
}

const noseTip = ({ eyeLine, chin, noseTip: level }: Face) => eyeLine + (chin - eyeLine) * level
const mouthLine = ({ eyeLine, chin, mouthLevel }: Face) => eyeLine + (chin - eyeLine) * mouthLevel
