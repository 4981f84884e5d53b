import { expect, test } from 'vitest'
import { checkDesign } from './design.ts'

const usual = {
  confidence: 0.95,
  margin: 0.02,
  expectedErrors: 0.1,
  threshold: 0.9,
  recheckShare: 0.1,
  byCollector: false,
}

test('a usual design is legal', () => {
  expect(() => checkDesign(usual)).not.toThrow()
})

test.each([
  ['confidence', 0.97],
  ['confidence', Number.NaN],
  ['margin', 0],
  ['margin', 0.21],
  ['margin', Number.NaN],
  ['expectedErrors', 0],
  ['expectedErrors', 0.6],
  ['threshold', 90],
  ['recheckShare', -0.1],
  ['recheckShare', Infinity],
] as const)('a design with %s of %s is refused, and told which', (field, value) => {
  expect(() => checkDesign({ ...usual, [field]: value })).toThrow(
    expect.objectContaining({ code: 'ILLEGAL_REVIEW_DESIGN', facts: { field } }),
  )
})
