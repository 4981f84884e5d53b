import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger, type TouchDamage } from '../synthetic/finger.ts'
import type { FingerImage } from './finger-image.ts'
import { fingerQuality } from './finger-quality.ts'
import { type QualityHint, qualityHintTexts } from './quality-hints.ts'

const fingers = [2, 3, 4, 5].map(synthesiseFinger)
const scanners = [
  { width: 300, height: 374 },
  { width: 256, height: 288 },
]

const touches = (damage: TouchDamage): FingerImage[] =>
  scanners.flatMap((scanner) => fingers.map((finger) => renderImpression(finger, 0, { ...scanner, damage })))

const hintsOf = (damage: TouchDamage) => touches(damage).map((image) => fingerQuality(image).hints)

describe('the hints for a print', () => {
  test('are none for a careful touch of a clean finger', () => {
    expect(hintsOf({}).flat()).toEqual([])
  })

  test.each<readonly [QualityHint, string, TouchDamage]>([
    ['DRY', 'dry skin', { dryness: 1.8, pressure: -0.4 }],
    ['WET', 'wet skin', { wetness: 0.8 }],
    ['OFF_LEFT', 'a finger too far left', { shift: { x: -105, y: 0 } }],
    ['OFF_RIGHT', 'a finger too far right', { shift: { x: 105, y: 0 } }],
    ['OFF_UP', 'a finger too far up', { shift: { x: 0, y: -130 } }],
    ['OFF_DOWN', 'a finger too far down', { shift: { x: 0, y: 130 } }],
    ['SMALL_AREA', 'the tip alone', { contact: 0.5 }],
    ['MOVED', 'a finger that slid down', { slide: { x: 2, y: 12 } }],
    ['MOVED', 'a finger that slid aside', { slide: { x: 10, y: 2 } }],
  ])('name %s first for %s', (hint, _, damage) => {
    const said = hintsOf(damage)
    const silent = said.filter((hints) => hints.length === 0).length
    expect(said.filter((hints) => hints.length > 0 && hints[0] !== hint)).toEqual([])
    expect(silent).toBeLessThanOrEqual(said.length / 6)
  })

  test.each<readonly [QualityHint, TouchDamage]>([
    ['PRESSED_HARD', { pressure: 1.1, contact: 1.15 }],
    ['PRESSED_LIGHT', { pressure: -1.2, contact: 0.75 }],
  ])('name %s for most that were pressed so, and never the contrary', (hint, damage) => {
    const said = hintsOf(damage)
    const contrary = hint === 'PRESSED_HARD' ? 'PRESSED_LIGHT' : 'PRESSED_HARD'
    expect(said.filter((hints) => hints.includes(hint)).length).toBeGreaterThan(said.length / 2)
    expect(said.flat()).not.toContain(contrary)
    expect(said.flat()).not.toContain('MOVED')
  })

  test('say that no finger is seen on an empty glass', () => {
    const glass: FingerImage = {
      width: 300,
      height: 374,
      dpi: 500,
      pixels: new Uint8Array(300 * 374).fill(250),
    }
    expect(fingerQuality(glass)).toMatchObject({ score: 0, hints: ['NO_FINGER'] })
  })

  test('are short sentences in both languages', () => {
    for (const { vi, en } of Object.values(qualityHintTexts)) {
      expect(vi.length).toBeLessThan(48)
      expect(en.length).toBeLessThan(48)
      expect(vi).not.toBe(en)
    }
  })
})
