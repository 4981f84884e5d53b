import { expect, test } from 'vitest'
import { afterProgress, type CaptureProgress, type LiveCapture } from './live-capture.ts'

const say = (vi: string) => ({ vi, en: vi })
const word = (step: CaptureProgress['step'], impression: number, attempt: number): CaptureProgress => ({
  session: 's',
  step,
  position: 2,
  impression,
  attempt,
  text: say(`${step} ${attempt}`),
})
const hear = (words: readonly CaptureProgress[]) =>
  words.reduce<LiveCapture | null>((live, one) => afterProgress(live, one, { position: 2 }), null)

test('a hint stays while the finger is laid on again, and goes with the next impression', () => {
  const again = hear([word('PLACE', 1, 1), word('AGAIN', 1, 1), word('PLACE', 1, 2), word('HOLD', 1, 2)])
  expect(again).toMatchObject({ step: 'HOLD', attempt: 2, hint: say('AGAIN 1') })
  expect(afterProgress(again, word('CAPTURED', 1, 2), { position: 2 })?.hint).toBeNull()
  expect(afterProgress(again, word('PLACE', 2, 1), { position: 2 })?.hint).toBeNull()
})

test('a word about another finger is not heard', () => {
  const live = hear([word('PLACE', 1, 1)])
  expect(afterProgress(live, { ...word('LIFT', 1, 1), position: 3 }, { position: 2 })).toBe(live)
})
