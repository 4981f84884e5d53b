import { describe, expect, test } from 'vitest'
import type { FaceImage } from './face-image.ts'
import type { FaceHint } from './face-hints.ts'
import { faceHintTexts } from './face-hints.ts'
import type { Eye, FaceLandmarks } from './face-landmarks.ts'
import { type FaceMeasure, measureFace } from './face-measures.ts'
import type { DetectedFace } from './find-faces.ts'
import { faceMeasureRows, judgeFace } from './judge-face.ts'

/** A head of plain shapes, and where its parts are: whatever is moved or painted is known exactly. */
interface Scene {
  readonly width: number
  readonly height: number
  readonly middle: { readonly x: number; readonly y: number }
  readonly eyeDistance: number
  readonly lidOpening: number
  readonly lipOpening: number
  /** Depth of the right side against the left, and of the chin against the forehead. */
  readonly turn: number
  readonly nod: number
  readonly roll: number
  readonly skin: readonly [number, number, number]
  readonly background: (x: number, y: number) => number
  /** Factor on the light at a place. */
  readonly light: (x: number, y: number) => number
  /** How sharp edges are: 1, less when out of focus. */
  readonly grain: number
  readonly faces: number
}

const good: Scene = {
  width: 480,
  height: 640,
  middle: { x: 240, y: 290 },
  eyeDistance: 110,
  lidOpening: 18,
  lipOpening: 2,
  turn: 0,
  nod: 0.13,
  roll: 0,
  skin: [225, 180, 150],
  background: () => 245,
  light: () => 1,
  grain: 10,
  faces: 1,
}

/** T of the standard, and where forehead and sides are, as multiples of the eye distance. */
const chin = 1.65
const forehead = -0.95
const halfWidth = 1.15

function picture(scene: Scene): FaceImage {
  const { width, height, middle, eyeDistance, skin, background, light, grain } = scene
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) {
    const x = at % width
    const y = Math.floor(at / width)
    const u = (x - middle.x) / eyeDistance
    const v = (y - middle.y) / eyeDistance
    const inHead = (u / (halfWidth + 0.1)) ** 2 + ((v - 0.35) / 1.35) ** 2 < 1
    // Skin has pores and shades: a checkerboard under a slow change of light.
    const shade = 1 + 0.12 * Math.sin(v * 2) + ((x ^ y) & 2 ? grain : -grain) / 400
    const isEye = Math.abs(v) < 0.09 && Math.abs(Math.abs(u) - 0.5) < 0.2
    const tone = (channel: number) => (isEye ? 40 : skin[channel]! * shade)
    for (let channel = 0; channel < 3; channel++) {
      const value = inHead ? tone(channel) : background(x, y)
      pixels[at * 3 + channel] = Math.max(0, Math.min(255, value * light(x, y)))
    }
  }
  return { width, height, pixels }
}

function landmarks(scene: Scene): FaceLandmarks {
  const { middle, eyeDistance, lidOpening, lipOpening, turn, nod, roll } = scene
  const cos = Math.cos((roll * Math.PI) / 180)
  const sin = Math.sin((roll * Math.PI) / 180)
  const place = (u: number, v: number) => ({
    x: middle.x + (u * cos - v * sin) * eyeDistance,
    y: middle.y + (u * sin + v * cos) * eyeDistance,
  })
  const mesh = new Float32Array(468 * 3)
  const put = (index: number, u: number, v: number) => {
    const { x, y } = place(u, v)
    mesh.set([x, y, (u * turn + v * nod) * eyeDistance], index * 3)
  }
  const outline = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176,
    149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
  ]
  outline.forEach((index, corner) => {
    const angle = (corner / outline.length) * 2 * Math.PI
    put(index, halfWidth * Math.sin(angle), (chin + forehead) / 2 - ((chin - forehead) / 2) * Math.cos(angle))
  })
  const lips = lipOpening / eyeDistance / 2
  for (const [upper, lower] of [
    [81, 178],
    [13, 14],
    [311, 402],
  ] as const) {
    put(upper, 0, 1.05 - lips)
    put(lower, 0, 1.05 + lips)
  }
  put(61, -0.4, 1.05)
  put(291, 0.4, 1.05)
  const eye = (side: -1 | 1): Eye => ({
    outer: place(side * 0.72, 0),
    inner: place(side * 0.28, 0),
    opening: lidOpening,
    iris: place(side * 0.5, 0),
  })
  return { mesh, left: eye(-1), right: eye(1) }
}

const box: DetectedFace = { left: 100, top: 150, width: 260, height: 260, confidence: 0.9, tilt: 0 }

function judged(change: Partial<Scene> = {}) {
  const scene = { ...good, ...change }
  const faces = Array.from({ length: scene.faces }, () => box)
  return judgeFace(measureFace({ image: picture(scene), faces, landmarks: landmarks(scene) }))
}

describe('a face as it should be', () => {
  test('is accepted with a high score and nothing to say', () => {
    const { accepted, hints, score } = judged()
    expect({ accepted, hints }).toEqual({ accepted: true, hints: [] })
    expect(score).toBeGreaterThan(80)
  })

  test('is judged alike by a camera of another resolution', () => {
    const twice = {
      width: 960,
      height: 1280,
      middle: { x: 480, y: 580 },
      eyeDistance: 220,
      lidOpening: 36,
      lipOpening: 4,
    }
    expect(judged(twice)).toMatchObject({ accepted: true, hints: [] })
  })
})

describe('each defect is told, and nothing else', () => {
  const defects: readonly (readonly [hint: FaceHint, of: string, Partial<Scene>])[] = [
    ['SEVERAL_FACES', 'a second face', { faces: 2 }],
    ['TOO_FAR', 'a small head', { eyeDistance: 55, lidOpening: 9 }],
    ['TOO_NEAR', 'a large head', { eyeDistance: 155, lidOpening: 25 }],
    ['OFF_CENTRE', 'on the left', { middle: { x: 150, y: 290 } }],
    ['OFF_CENTRE', 'on the right', { middle: { x: 330, y: 290 } }],
    ['OFF_CENTRE', 'at the top', { middle: { x: 240, y: 190 } }],
    ['OFF_CENTRE', 'at the bottom', { middle: { x: 240, y: 400 } }],
    ['TURNED', 'to one side', { turn: 0.25 }],
    ['TURNED', 'to the other side', { turn: -0.25 }],
    ['CHIN_UP', 'bowed', { nod: 0.45 }],
    ['CHIN_DOWN', 'leaning back', { nod: -0.2 }],
    ['TILTED', 'leaning aside', { roll: 9 }],
    ['EYES_CLOSED', 'no gap between the lids', { lidOpening: 3 }],
    ['MOUTH_OPEN', 'a gap between the lips', { lipOpening: 22 }],
    ['TOO_DARK', 'a fifth of the light', { light: () => 0.2 }],
    ['TOO_BRIGHT', 'light until nothing is left', { light: () => 1.7 }],
    ['UNEVEN_LIGHT', 'half the light on one side', { light: (x) => (x < 240 ? 0.5 : 1) }],
    ['BACKGROUND', 'stripes behind', { background: (x) => (x % 24 < 12 ? 245 : 120) }],
    ['COLOUR', 'a green lamp', { skin: [150, 210, 150] }],
  ]
  test.each(defects)('%s: %s', (hint, _, change) => {
    expect(judged(change)).toMatchObject({ accepted: false, hints: [hint] })
  })

  test('BLURRED: no detail around the eyes', () => {
    const scene = { ...good, eyeDistance: 110 }
    const image = blurred(picture(scene))
    expect(judgeFace(measureFace({ image, faces: [box], landmarks: landmarks(scene) })).hints).toEqual([
      'BLURRED',
    ])
  })

  test('FLAT: a face of one tone', () => {
    const { pixels, ...size } = picture(good)
    const image = {
      ...size,
      pixels: pixels.map(
        (value, at) => (at % 3 === 0 ? 205 : at % 3 === 1 ? 160 : 130) + (value > 244 ? 50 : 0),
      ),
    }
    expect(judgeFace(measureFace({ image, faces: [box], landmarks: landmarks(good) })).hints).toContain(
      'FLAT',
    )
  })

  test('two defects are both told', () => {
    expect(judged({ lidOpening: 3, roll: 9 }).hints.toSorted()).toEqual(['EYES_CLOSED', 'TILTED'])
  })
})

/** Five times the mean of 9 × 9 pixels. */
function blurred(image: FaceImage): FaceImage {
  let pixels = Uint8Array.from(image.pixels)
  for (let time = 0; time < 5; time++) {
    for (const step of [3, image.width * 3]) {
      const source = pixels
      pixels = source.map((value, at) => {
        let sum = 0
        for (let k = -4; k <= 4; k++) sum += source[at + k * step] ?? value
        return sum / 9
      })
    }
  }
  return { ...image, pixels }
}

describe('the curves of the standard', () => {
  const quality = (name: FaceMeasure, value: number) => Math.round(faceMeasureRows[name].quality(value))

  test('give what ISO/IEC 29794-5 gives at their turning points', () => {
    expect(quality('eyeDistance', 70)).toBe(50)
    expect(quality('headSize', 0.45)).toBe(100)
    expect(quality('marginAbove', 1.4)).toBe(50)
    expect(quality('marginBelow', 1.8)).toBe(50)
    expect(quality('yaw', 45)).toBe(50)
    expect(quality('yaw', 120)).toBe(0)
    expect(quality('eyesOpen', 0.02)).toBe(50)
    expect(quality('mouthOpen', 0.2)).toBe(50)
    expect(quality('luminanceMean', 0.5)).toBe(100)
    expect(quality('luminanceVariance', 1 / 60)).toBe(100)
    expect(quality('dynamicRange', 8)).toBe(100)
    expect(quality('lightUniformity', 1)).toBe(100)
    expect(quality('colourDistance', 0)).toBe(100)
    expect(quality('backgroundGradient', 0)).toBe(Math.round(190 * (1 - 1 / (1 + Math.exp(0.1)))))
  })

  test('never leave 0 … 100 in a judgement', () => {
    const { qualities } = judged({ eyeDistance: 155, light: () => 0 })
    for (const value of Object.values(qualities)) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(100)
    }
  })

  test('have a hint with words in both languages for every limit', () => {
    const limits = Object.values(faceMeasureRows).flatMap(({ least, most }) =>
      [least, most].filter((one) => one !== undefined),
    )
    for (const [, hint] of limits) {
      expect(faceHintTexts[hint].vi).toMatch(/\p{L}/u)
      expect(faceHintTexts[hint].en).toMatch(/\w/)
    }
  })
})
