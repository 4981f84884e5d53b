import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger, type TouchDamage } from '../synthetic/finger.ts'
import { FingerRefused } from './accept-finger.ts'
import { enoughQuality, examineFinger, fingerQuality } from './finger-quality.ts'
import { matchTemplates, matchThreshold } from './minutiae-match.ts'
import { extractMinutiae } from './minutiae.ts'

const glass = { width: 300, height: 374 }
const fingers = Array.from({ length: 8 }, (_, i) => synthesiseFinger(300 + i))
const scoreOf = (finger: number, damage: TouchDamage) =>
  fingerQuality(renderImpression(fingers[finger]!, 1, { ...glass, damage })).score

describe('the quality of a print', () => {
  test('is enough for careful touches', () => {
    for (const finger of fingers) {
      expect(fingerQuality(renderImpression(finger, 0, glass)).score).toBeGreaterThan(enoughQuality)
    }
  })

  test.each<readonly [string, (much: number) => TouchDamage]>([
    ['drier', (much) => ({ dryness: 1.8 * much })],
    ['wetter', (much) => ({ wetness: 0.9 * much })],
    ['smaller', (much) => ({ contact: 1 - 0.6 * much })],
    ['farther off', (much) => ({ shift: { x: 120 * much, y: 0 } })],
    ['pressed too hard', (much) => ({ pressure: 1.2 * much })],
    ['smeared', (much) => ({ slide: { x: 8 * much, y: 8 * much } })],
  ])('falls when the touch gets %s', (_, damage) => {
    for (const finger of [0, 3, 6]) {
      const [good, worse, worst] = [0, 0.5, 1].map((much) => scoreOf(finger, damage(much)))
      expect(worst).toBeLessThan(good! - 15)
      expect(worst).toBeLessThanOrEqual(worse! + 5)
    }
  })

  test('predicts which touches of fingers outside the training will be missed', () => {
    const damages: TouchDamage[] = [
      {},
      { dryness: 1.4 },
      { wetness: 0.9, pressure: 0.3 },
      { contact: 0.4 },
      { shift: { x: 110, y: 60 } },
      { slide: { x: 3, y: 11 } },
    ]
    const compared = fingers.flatMap((finger) => {
      const enrolled = extractMinutiae(renderImpression(finger, 0, glass))
      return damages.map((damage, touch) => {
        const image = renderImpression(finger, 1 + touch, { ...glass, damage })
        return {
          quality: fingerQuality(image).score,
          missed: matchTemplates(enrolled, extractMinutiae(image)) < matchThreshold,
        }
      })
    })
    const missedShare = (kept: typeof compared) => kept.filter(({ missed }) => missed).length / kept.length
    const bestFirst = compared.toSorted((a, b) => b.quality - a.quality)
    const all = missedShare(bestFirst)
    expect(all).toBeGreaterThan(0.05)
    expect(missedShare(bestFirst.slice(0, Math.round(compared.length * 0.7)))).toBeLessThan(all / 2)
  })

  test('comes with the minutiae from one reading, and refuses what is no print', () => {
    const image = renderImpression(fingers[0]!, 0, glass)
    const { template, quality } = examineFinger(image)
    expect(template).toEqual(extractMinutiae(image))
    expect(quality).toEqual(fingerQuality(image))
    expect(() => examineFinger({ ...image, pixels: image.pixels.map(() => 250) })).toThrow(FingerRefused)
  })
})
