import { expect, test } from 'vitest'
import { checkModeOf, isDrawn, qualityPolicySchema, usualQualityPolicy } from './quality-policy.ts'

const jobs = Array.from(
  { length: 20_000 },
  (_, i) => `0192f0c1-0000-7000-8000-${((i * 2_654_435_761) % 2 ** 32).toString(16).padStart(12, '0')}`,
)
const quiet = { positionInBatch: 400, isRemake: false, stationInDoubt: false }

test('about one card in twenty is drawn, and always the same ones', () => {
  const drawn = jobs.filter((jobId) => isDrawn(jobId, 20))
  expect(drawn.length).toBeGreaterThan(900)
  expect(drawn.length).toBeLessThan(1100)
  expect(jobs.filter((jobId) => isDrawn(jobId, 20))).toEqual(drawn)
  expect(jobs.every((jobId) => isDrawn(jobId, 1))).toBe(true)
})

test('the first of a batch, remakes, cards without a batch and those of a station in doubt are all looked at', () => {
  const undrawn = jobs.find((id) => !isDrawn(id, 20)) ?? ''
  const mode = (changes: object) => checkModeOf(usualQualityPolicy, { ...quiet, jobId: undrawn, ...changes })
  expect(mode({})).toBeNull()
  expect(mode({ positionInBatch: 5 })).toBe('FULL')
  expect(mode({ positionInBatch: 6 })).toBeNull()
  expect(mode({ positionInBatch: null })).toBe('FULL')
  expect(mode({ isRemake: true })).toBe('FULL')
  expect(mode({ stationInDoubt: true })).toBe('FULL')
  const drawn = jobs.find((id) => isDrawn(id, 20)) ?? ''
  expect(checkModeOf(usualQualityPolicy, { ...quiet, jobId: drawn })).toBe('SAMPLE')
})

test('the usual policy is one, and a sample of nothing is none', () => {
  expect(qualityPolicySchema.parse(usualQualityPolicy)).toEqual(usualQualityPolicy)
  expect(qualityPolicySchema.safeParse({ ...usualQualityPolicy, everyNth: 0 }).success).toBe(false)
  expect(qualityPolicySchema.safeParse({ ...usualQualityPolicy, firstOfBatch: 0 }).success).toBe(false)
})
