import { type Face, px } from './portrait-face.ts'
import { seededRandom } from './random.ts'

/** How a person stands before the camera, and in what light. Left out: still, straight and well lit. */
export interface PortraitTake {
  /** Turned to the right of the picture, bowed, leaning to the right of the picture: degrees. */
  readonly yaw?: number
  readonly pitch?: number
  readonly roll?: number
  /** Factor on the size in the picture, and pixels aside. */
  readonly size?: number
  readonly aside?: { readonly x: number; readonly y: number }
  /** Factor on how far the eyes are open: 0 is closed. */
  readonly eyes?: number
  /** Half of the gap between the lips, in pixels: 0 is closed. */
  readonly mouth?: number
  /** Corners of the mouth and brows up or down, -1 … 1. */
  readonly smile?: number
  readonly brows?: number
  /** -1 is night, 0 as it should be, 1 a flash at arm's length. */
  readonly light?: number
  /** Shadow on the right of the picture, or on the left where negative: -1 … 1. */
  readonly sideLight?: number
  /** A lamp of a colour that is no daylight's. */
  readonly colourCast?: string
  /** Where the wall should be white and empty. */
  readonly background?: 'SHELVES'
}

/** Another picture of the same person on another day: a little of everything, nothing that a desk would refuse. */
export function anotherTake(seed: number | string): PortraitTake {
  const random = seededRandom(`take/${seed}`)
  return {
    yaw: random.between(-4, 4),
    pitch: random.between(-4, 4),
    roll: random.between(-2.5, 2.5),
    size: random.between(0.96, 1.03),
    aside: { x: random.between(-8, 8), y: random.between(-6, 6) },
    eyes: random.between(0.88, 1.08),
    smile: random.between(-0.4, 0.6),
    brows: random.between(-0.5, 0.5),
    light: random.between(-0.12, 0.1),
    sideLight: random.between(-0.06, 0.06),
  }
}

/** A part of the face that moves as one when the head turns. */
interface Part {
  readonly x: number
  readonly y: number
  /** How far it stands out from the head, as a share of its half width. */
  readonly out?: number
}

const radians = Math.PI / 180

/** The part where a round head turns it to; nearer to the edge it is seen narrower. */
export function posed(face: Face, take: PortraitTake, part: Part, svg: string): string {
  const { yaw = 0, pitch = 0 } = take
  if (yaw === 0 && pitch === 0) return svg
  const wide = face.halfWidth
  const high = (face.chin - face.crown) / 2
  const u = (part.x - face.middle) / wide
  const v = (part.y - (face.chin + face.crown) / 2) / high
  const depth = Math.sqrt(Math.max(0.15, 1 - u * u - v * v))
  const out = wide * (0.9 * depth + (part.out ?? 0))
  const along = turned({ at: u, depth, half: wide, out }, yaw * radians)
  const down = turned({ at: v, depth, half: high, out }, pitch * radians)
  return (
    `<g transform="translate(${px(part.x + along.shift)} ${px(part.y + down.shift)}) ` +
    `scale(${share(along.scale)} ${share(down.scale)}) translate(${px(-part.x)} ${px(-part.y)})">${svg}</g>`
  )
}

interface Place {
  /** From the middle of the head, as a share of its half width or height. */
  readonly at: number
  readonly depth: number
  readonly half: number
  readonly out: number
}

function turned({ at, depth, half, out }: Place, angle: number) {
  const shift = at * half * (Math.cos(angle) - 1) + out * Math.sin(angle)
  const scale = Math.cos(angle) - (at / depth) * Math.sin(angle)
  return { shift, scale: Math.min(1.2, Math.max(0.4, scale)) }
}

const share = (value: number) => String(Math.round(value * 1000) / 1000)

/** The person, leaning, nearer or farther, and aside. */
export function placed({ middle, chin }: Face, take: PortraitTake, svg: string): string {
  const { roll = 0, size = 1, aside = { x: 0, y: 0 } } = take
  if (roll === 0 && size === 1 && aside.x === 0 && aside.y === 0) return svg
  return (
    `<g transform="translate(${px(aside.x)} ${px(aside.y)}) rotate(${px(roll)} ${px(middle)} ${px(chin + 80)}) ` +
    `translate(${px(middle)} 320) scale(${share(size)}) translate(${px(-middle)} -320)">${svg}</g>`
  )
}

const whole = '<rect width="480" height="640"'

/** What the light does to the whole picture. */
export function lit({ light = 0, sideLight = 0, colourCast }: PortraitTake): string {
  const [left, right] = sideLight > 0 ? [0, sideLight] : [-sideLight, 0]
  return [
    colourCast ? `${whole} fill="${colourCast}" style="mix-blend-mode:multiply"/>` : '',
    light === 0 ? '' : `${whole} fill="${light < 0 ? '#000' : '#fff'}" opacity="${share(Math.abs(light))}"/>`,
    sideLight === 0
      ? ''
      : '<linearGradient id="side" gradientUnits="userSpaceOnUse" x1="120" y1="0" x2="360" y2="0">' +
        `<stop offset="0" stop-opacity="${share(left)}"/><stop offset="1" stop-opacity="${share(right)}"/></linearGradient>` +
        `${whole} fill="url(#side)"/>`,
  ].join('')
}

/** Shelves with files and a door frame. */
export function shelves(): string {
  const random = seededRandom('shelves')
  const boards = [90, 210, 330, 450].map((y) => `<rect y="${y}" width="480" height="12" fill="#6b4a2e"/>`)
  const files = [0, 102, 222, 342].flatMap((y) =>
    Array.from(
      { length: 24 },
      (_, index) =>
        `<rect x="${index * 20}" y="${y + random.int(8, 24)}" width="${random.int(10, 18)}" height="90" fill="${random.pick(['#b23a48', '#2f6690', '#e0b13c', '#3a7d44', '#222'])}"/>`,
    ),
  )
  return `<g><rect width="480" height="640" fill="#d9c7a8"/>${files.join('')}${boards.join('')}</g>`
}
