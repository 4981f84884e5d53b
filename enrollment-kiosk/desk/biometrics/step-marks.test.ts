import { describe, expect, test } from 'vitest'
import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import { fingersOf, fingerStates, nextStep } from './step-marks.ts'

const step = (
  kind: CaptureStep['kind'],
  position: CaptureStep['position'],
  state: CaptureStep['state'],
): CaptureStep => ({
  id: `${kind} ${position}`,
  kind,
  position,
  state,
  label: { vi: 'a', en: 'a' },
  article: '',
})

const steps = [
  step('MARKS', null, 'DONE'),
  step('FINGER', 1, 'POOR'),
  step('FINGER', 2, 'TODO'),
  step('FINGER', 3, 'TODO'),
  step('FACE', null, 'TODO'),
]

describe('the next step', () => {
  test('is the first that nobody has seen to', () => {
    expect(nextStep(steps)?.position).toBe(2)
  })

  test('goes on behind the one just left, and begins anew behind the last', () => {
    expect(nextStep(steps, 'FINGER 2')?.position).toBe(3)
    expect(nextStep(steps, 'FACE null')?.position).toBe(2)
  })

  test('is none where all is done, poor or excused', () => {
    expect(nextStep([step('FINGER', 1, 'POOR'), step('FINGER', 2, 'EXCEPTED')])).toBeNull()
  })
})

describe('the drawn hands', () => {
  test('show each finger by its own step, and what is under way', () => {
    const states = fingerStates(steps, steps[2] ?? null)
    expect([1, 2, 3, 4].map((finger) => states.get(finger as 1 | 2 | 3 | 4))).toEqual([
      'POOR',
      'NOW',
      'TODO',
      'ABSENT',
    ])
  })

  test('show the fingers of a slap together where they have no step of their own', () => {
    const states = fingerStates([step('SLAP', 13, 'DONE'), step('SLAP', 14, 'TODO')], null)
    expect(states.get(5)).toBe('DONE')
    expect(states.get(10)).toBe('TODO')
    expect(states.get(1)).toBe('ABSENT')
  })

  test('know which fingers lie on the glass in a slap', () => {
    expect(fingersOf(step('SLAP', 14, 'TODO'))).toEqual([10, 9, 8, 7])
    expect(fingersOf(step('FACE', null, 'TODO'))).toEqual([])
  })
})
