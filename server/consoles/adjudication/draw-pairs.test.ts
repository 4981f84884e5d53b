import { expect, test } from 'vitest'
import { drawPairs, type Minutia } from './draw-pairs.ts'

const at = (x: number, y: number): Minutia => ({ x, y, angle: 0, kind: 'ENDING' })

test('pairs are numbered from the top of the applicant’s print, on both prints alike', () => {
  const probe = [at(50, 200), at(90, 12), at(10, 30), at(70, 90)]
  const candidate = [at(1, 1), at(2, 2), at(3, 3)]
  const { probe: left, candidate: right } = drawPairs(probe, candidate, [
    { probe: 0, candidate: 2 },
    { probe: 1, candidate: 0 },
    { probe: 2, candidate: 1 },
  ])
  expect(left.map(({ pair }) => pair)).toEqual([3, 2, 1, null])
  expect(right.map(({ pair }) => pair)).toEqual([2, 1, 3])
})

test('without pairs every minutia stands alone', () => {
  expect(drawPairs([at(1, 1)], [at(2, 2)], [])).toEqual({
    probe: [{ ...at(1, 1), pair: null }],
    candidate: [{ ...at(2, 2), pair: null }],
  })
})
