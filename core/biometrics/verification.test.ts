import { beforeAll, describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { extractMinutiae } from './minutiae.ts'
import type { FingerPosition } from './positions.ts'
import { type ProbedFinger, verifyHolder } from './verification.ts'

const good = 90
const poor = 10
const positions: readonly FingerPosition[] = [2, 3, 7, 8]

/** One touch of four fingers of a person. */
function touched(person: number, impression: number): ProbedFinger[] {
  return positions.map((position) => {
    const finger = synthesiseFinger(1000 * person + position)
    const image = renderImpression(finger, impression, { width: 388, height: 374 })
    return { position, template: extractMinutiae(image), quality: good }
  })
}
const withQuality = (probes: readonly ProbedFinger[], ...qualities: readonly number[]) =>
  probes.map((probe, i) => ({ ...probe, quality: qualities[i] ?? good }))

let gallery: ProbedFinger[]
let holder: ProbedFinger[]
let stranger: ProbedFinger[]
beforeAll(() => {
  gallery = touched(1, 1)
  holder = touched(1, 2)
  stranger = touched(2, 1)
})

describe('two fingers', () => {
  test('of the holder are enough', () => {
    const verdict = verifyHolder(holder.slice(0, 2), gallery)
    expect(verdict).toMatchObject({ verdict: 'SAME', threshold: 80, fingers: 2 })
    expect(verdict.score).toBeGreaterThan(80)
  })

  test('of a stranger leave it to four', () => {
    expect(verifyHolder(stranger.slice(0, 2), gallery)).toMatchObject({
      verdict: 'MORE_FINGERS',
      threshold: 80,
    })
  })

  test('of a stranger are another person’s where the holder has enrolled no more', () => {
    expect(verifyHolder(stranger.slice(0, 2), gallery.slice(0, 2)).verdict).toBe('DIFFERENT')
    expect(verifyHolder(stranger.slice(0, 2), gallery.slice(0, 2), 4).verdict).toBe('MORE_FINGERS')
  })

  test('of which one is a poor print are not enough, however high they score', () => {
    expect(verifyHolder(withQuality(holder.slice(0, 2), good, poor), gallery).verdict).toBe('MORE_FINGERS')
  })

  test('of which one is not the holder’s are not enough: one finger, even copied, opens nothing', () => {
    const mixed = [holder[0]!, stranger[1]!]
    const verdict = verifyHolder(mixed, gallery)
    expect(verdict.verdict).toBe('MORE_FINGERS')
    expect(verdict.score).toBeGreaterThan(verdict.threshold)
  })
})

describe('four fingers', () => {
  test('of the holder are enough, even as poor prints', () => {
    expect(verifyHolder(holder, gallery)).toMatchObject({ verdict: 'SAME', threshold: 150, fingers: 4 })
    expect(verifyHolder(withQuality(holder, poor, poor, poor, poor), gallery).verdict).toBe('SAME')
  })

  test('of a stranger are another person’s, but poor prints never say so', () => {
    expect(verifyHolder(stranger, gallery)).toMatchObject({ verdict: 'DIFFERENT', threshold: 150 })
    expect(verifyHolder(withQuality(stranger, poor, poor, poor), gallery).verdict).toBe('MORE_FINGERS')
  })

  test('one of the holder’s among three of a stranger’s is not the holder', () => {
    expect(verifyHolder([holder[0]!, ...stranger.slice(1)], gallery).verdict).toBe('DIFFERENT')
  })
})

test('one finger, no finger, and fingers that were never enrolled say nothing', () => {
  for (const probes of [[], holder.slice(0, 1), holder.map((probe) => ({ ...probe, position: 5 as const }))])
    expect(verifyHolder(probes, gallery)).toMatchObject({ verdict: 'MORE_FINGERS', threshold: 80 })
  expect(verifyHolder(holder, gallery.slice(0, 1))).toMatchObject({ verdict: 'MORE_FINGERS', fingers: 1 })
})
