import { expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { acceptFinger } from './accept-finger.ts'
import type { EnrolledFinger } from './person-record.ts'
import { fingerPositions } from './positions.ts'
import { isUnlikeEarlier } from './unlike-earlier.ts'

/** Five fingers of an invented person, as they touched the glass the n-th time. */
function handOf(person: number, touch: number): EnrolledFinger[] {
  return fingerPositions.slice(0, 5).map((position) => {
    const finger = synthesiseFinger(100 * person + position)
    return { position, template: acceptFinger(renderImpression(finger, touch, { width: 256, height: 288 })) }
  })
}

const [before, now, stranger] = [handOf(1, 1), handOf(1, 2), handOf(2, 1)]

test('the same hand is like itself, also with one finger of somebody else', () => {
  expect(isUnlikeEarlier(now, before)).toBe(false)
  expect(isUnlikeEarlier([...stranger.slice(0, 4), ...now.slice(4)], before)).toBe(false)
})

test('another person’s hand is unlike', () => {
  expect(isUnlikeEarlier(stranger, before)).toBe(true)
  expect(isUnlikeEarlier(stranger.slice(0, 3), before)).toBe(true)
})

test('two fingers that do not match, or others than before, say nothing', () => {
  expect(isUnlikeEarlier(stranger.slice(0, 2), before)).toBe(false)
  expect(isUnlikeEarlier(now.slice(0, 2), before.slice(2))).toBe(false)
})
