import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { firstLook, matchPacked } from './match-finger.ts'
import { matchTemplates, matchThreshold } from './minutiae-match.ts'
import { extractMinutiae, type MinutiaeTemplate } from './minutiae.ts'
import { packFinger } from './packed-finger.ts'
import { probeFinger } from './probe-finger.ts'
import { packTemplate, unpackTemplate } from './template-bytes.ts'

/** What a serial module uploads: 256 × 288, the upper four bits of each pixel. */
function touch(seed: number, impression: number): MinutiaeTemplate {
  const image = renderImpression(synthesiseFinger(seed), impression, { width: 256, height: 288 })
  return extractMinutiae({ ...image, pixels: image.pixels.map((grey) => (grey >> 4) * 17) })
}

const fingers = Array.from(
  { length: 10 },
  (_, seed) => [touch(seed, 0), touch(seed, 1), touch(seed, 2)] as const,
)

const empty: MinutiaeTemplate = {
  width: 256,
  height: 288,
  x: new Uint16Array(0),
  y: new Uint16Array(0),
  angle: new Uint8Array(0),
  type: new Uint8Array(0),
  quality: new Uint8Array(0),
}

/** The same minutiae on a glass on which the finger was turned counter-clockwise and shifted. */
function moved(template: MinutiaeTemplate, turn: number, shift: number): MinutiaeTemplate {
  const angle = (turn * Math.PI) / 128
  const place = (i: number) => ({ x: template.x[i]! - 128, y: template.y[i]! - 144 })
  const turned = (i: number) => ({
    x: place(i).x * Math.cos(angle) + place(i).y * Math.sin(angle) + 600 + shift,
    y: place(i).y * Math.cos(angle) - place(i).x * Math.sin(angle) + 600 - shift,
  })
  return {
    ...template,
    x: template.x.map((_, i) => Math.round(turned(i).x)),
    y: template.y.map((_, i) => Math.round(turned(i).y)),
    angle: template.angle.map((value) => value + turn),
  }
}

describe('matching', () => {
  test('accepts every touch of a finger and no other finger, through a 4-bit upload', () => {
    const wrong: string[] = []
    for (const [a, touches] of fingers.entries()) {
      for (const [b, others] of fingers.entries()) {
        if (b < a) continue
        for (const [i, probe] of touches.entries()) {
          for (const [j, candidate] of others.entries()) {
            const accepted = matchTemplates(probe, candidate) >= matchThreshold
            if (accepted !== (a === b)) wrong.push(`${a}/${i} ${b}/${j}`)
          }
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('still does when the candidate went through a 256-byte feature file', () => {
    for (const [a, [probe]] of fingers.entries()) {
      for (const [b, [, candidate]] of fingers.entries()) {
        const score = matchTemplates(probe, unpackTemplate(packTemplate(candidate, 256)))
        expect(score >= matchThreshold, `${a} ${b}`).toBe(a === b)
      }
    }
  })

  test('does not mind where the finger lies or how it is turned', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(255), fc.integer({ min: -80, max: 80 }), (finger, turn, shift) => {
        const [probe, candidate] = fingers[finger]!
        const still = matchTemplates(probe, candidate)
        expect(matchTemplates(probe, moved(candidate, turn, shift))).toBeGreaterThan(still * 0.7)
      }),
      { numRuns: 60 },
    )
  })

  test('scores a template against itself far above the threshold', () => {
    for (const [template] of fingers)
      expect(matchTemplates(template, template)).toBeGreaterThan(5 * matchThreshold)
  })

  test('scores 0 where there is nothing to compare', () => {
    expect(matchTemplates(empty, fingers[0]![0])).toBe(0)
    expect(matchTemplates(fingers[0]![0], empty)).toBe(0)
  })

  test('at a first look still finds the right one of many fingers', () => {
    const gallery = fingers.map(([template]) => packFinger(template))
    for (const [right, [, , template]] of fingers.entries()) {
      const probe = probeFinger(template)
      const scores = gallery.map((candidate) => matchPacked(probe, candidate, 0, firstLook))
      expect(scores.indexOf(Math.max(...scores))).toBe(right)
    }
  })
})
