import { expect, test } from 'vitest'
import { type FaceHint, faceHintTexts } from '../../../core/biometrics/face-hints.ts'
import { faceChecks } from './face-checks.ts'

const stateOf = (hints: readonly FaceHint[] | null, id: string) =>
  faceChecks(hints).find((check) => check.id === id)?.state

test('a good portrait has nothing wrong', () => {
  expect(faceChecks([]).every(({ state }) => state === 'GOOD')).toBe(true)
})

test('every hint is told by exactly one check, with what to do', () => {
  for (const hint of Object.keys(faceHintTexts) as FaceHint[]) {
    const wrong = faceChecks([hint]).filter(({ state }) => state === 'WRONG')
    expect(wrong.map(({ advice }) => advice)).toEqual([faceHintTexts[hint]])
  }
})

test('before an empty chair nothing else is known, nor before the first look', () => {
  expect(stateOf(['NO_FACE'], 'BACKGROUND')).toBe('UNKNOWN')
  expect(stateOf(null, 'FACE')).toBe('UNKNOWN')
  expect(stateOf(['BLURRED'], 'BACKGROUND')).toBe('GOOD')
})
