import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { acceptFinger } from './accept-finger.ts'
import type { FingerImage } from './finger-image.ts'
import { matchTemplates, matchThreshold } from './minutiae-match.ts'
import { segmentSlap } from './segment-slap.ts'

const glass = { width: 1600, height: 1000 }
const touch = { width: 388, height: 374 }

interface Laid {
  readonly seed: number
  readonly left: number
  readonly top: number
}

/** Fingers of invented people on a large glass. */
function slapOf(laid: readonly Laid[], impression = 1): FingerImage {
  const pixels = new Uint8Array(glass.width * glass.height).fill(250)
  for (const { seed, left, top } of laid) {
    const print = renderImpression(synthesiseFinger(seed), impression, touch)
    for (let y = 0; y < touch.height; y++) {
      for (let x = 0; x < touch.width; x++) {
        const at = (top + y) * glass.width + left + x
        pixels[at] = Math.min(pixels[at]!, print.pixels[y * touch.width + x]!)
      }
    }
  }
  return { ...glass, dpi: 500, pixels }
}

const hand: readonly Laid[] = [
  { seed: 9101, left: 0, top: 330 },
  { seed: 9102, left: 390, top: 150 },
  { seed: 9103, left: 780, top: 190 },
  { seed: 9104, left: 1180, top: 480 },
]
const single = (seed: number) => acceptFinger(renderImpression(synthesiseFinger(seed), 2, touch))

describe('fingers side by side', () => {
  test('are found from left to right, each as well as if it lay alone', () => {
    const segments = segmentSlap(slapOf(hand))
    expect(segments).toHaveLength(4)
    for (const [i, { image }] of segments.entries()) {
      const template = acceptFinger(image)
      const scores = hand.map(({ seed }) => matchTemplates(template, single(seed)))
      expect(scores[i]).toBeGreaterThan(matchThreshold)
      scores.splice(i, 1)
      expect(Math.max(...scores)).toBeLessThan(matchThreshold)
    }
  })

  test('are fewer where one is missing, and none on an empty glass', () => {
    expect(segmentSlap(slapOf(hand.filter((_, i) => i !== 1)))).toHaveLength(3)
    expect(segmentSlap(slapOf([]))).toEqual([])
  })

  test('that touch each other are still told apart', () => {
    const close = hand.map((finger, i) => ({ ...finger, left: 40 + i * 280 }))
    expect(segmentSlap(slapOf(close))).toHaveLength(4)
  })

  test('a joint below a fingertip is no finger of its own', () => {
    const joint = { seed: 9105, left: 400, top: 600 }
    const segments = segmentSlap(slapOf([...hand, joint]))
    expect(segments).toHaveLength(4)
    expect(segments[1]?.top).toBeLessThan(300)
  })

  test('a picture of another resolution is read as if it were of 500 dpi', () => {
    const { pixels } = slapOf(hand)
    const doubled = { width: glass.width * 2, height: glass.height * 2 }
    const fine = Uint8Array.from({ length: doubled.width * doubled.height }, (_, at) => {
      const x = at % doubled.width
      return pixels[(((at - x) / doubled.width) >> 1) * glass.width + (x >> 1)]!
    })
    expect(segmentSlap({ ...doubled, dpi: 1000, pixels: fine })).toHaveLength(4)
  })
})
