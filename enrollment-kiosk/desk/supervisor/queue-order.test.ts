import { expect, test } from 'vitest'
import type { SessionSummary } from '../../../core/contracts/desk/session.ts'
import { nextInQueue, queueOrder } from './queue-order.ts'

const file = (id: string, attention: number, state: SessionSummary['state'] = 'SIGNED'): SessionSummary => ({
  id,
  state,
  begunAt: `2026-03-02T0${id.length}:00:00Z`,
  name: null,
  kind: null,
  attention: Array.from({ length: attention }, () => ({ vi: 'a', en: 'a' })),
  group: null,
})

test('exceptions stand first, then who waits longest, and only what is signed', () => {
  const queue = queueOrder([
    file('aaa', 0),
    file('a', 0),
    file('bb', 1),
    file('b', 2),
    file('c', 5, 'REVIEWING'),
  ])
  expect(queue.map(({ id }) => id)).toEqual(['b', 'bb', 'a', 'aaa'])
})

test('j and k go through the queue and stay in it; without a place they begin at an end', () => {
  const queue = queueOrder([file('b', 2), file('bb', 1), file('a', 0)])
  expect(nextInQueue(queue, 'b', 1)).toBe('bb')
  expect(nextInQueue(queue, 'b', -1)).toBe('b')
  expect(nextInQueue(queue, 'a', 1)).toBe('a')
  expect(nextInQueue(queue, null, 1)).toBe('b')
  expect(nextInQueue(queue, 'gone', -1)).toBe('a')
  expect(nextInQueue([], null, 1)).toBeNull()
})
