import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { matchTemplates, matchThreshold } from './minutiae-match.ts'
import { extractMinutiae, type MinutiaeTemplate } from './minutiae.ts'
import { pairMinutiae } from './pair-minutiae.ts'

const glass = { width: 256, height: 288 }
const touch = (seed: number, impression: number): MinutiaeTemplate =>
  extractMinutiae(renderImpression(synthesiseFinger(seed), impression, glass))

const fingers = [0, 1, 2, 3].map((seed) => [touch(seed, 0), touch(seed, 1)] as const)

describe('pairs of minutiae', () => {
  test('rest on the score that the matcher gives', () => {
    for (const [probe] of fingers) {
      for (const [, candidate] of fingers) {
        expect(pairMinutiae(probe, candidate).score).toBe(matchTemplates(probe, candidate))
      }
    }
  })

  test('each minutia has one partner at most, and exists', () => {
    for (const [probe, candidate] of fingers) {
      const { pairs } = pairMinutiae(probe, candidate)
      expect(pairs.length).toBeGreaterThan(8)
      expect(new Set(pairs.map((pair) => pair.probe)).size).toBe(pairs.length)
      expect(new Set(pairs.map((pair) => pair.candidate)).size).toBe(pairs.length)
      expect(pairs.every((pair) => pair.probe < probe.x.length)).toBe(true)
      expect(pairs.every((pair) => pair.candidate < candidate.x.length)).toBe(true)
    }
  })

  test('a finger beside itself is paired with itself', () => {
    for (const [template] of fingers) {
      const { score, pairs } = pairMinutiae(template, template)
      expect(score).toBeGreaterThan(5 * matchThreshold)
      expect(pairs.every(({ probe, candidate }) => probe === candidate)).toBe(true)
    }
  })

  test('are none where there is nothing to compare', () => {
    const none = new Uint8Array(0)
    const empty = {
      ...glass,
      x: new Uint16Array(0),
      y: new Uint16Array(0),
      angle: none,
      type: none,
      quality: none,
    }
    expect(pairMinutiae(empty, touch(0, 0))).toEqual({ score: 0, pairs: [] })
  })
})
