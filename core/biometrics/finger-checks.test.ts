import { describe, expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { checkFingers, findingText } from './finger-checks.ts'
import { extractMinutiae } from './minutiae.ts'
import type { EnrolledFinger } from './person-record.ts'
import { type FingerPosition, fingerPositions } from './positions.ts'

/** Ten fingers of an invented person, each touched twice: in an earlier file and today. */
function person(seed: number) {
  const touched = fingerPositions.map((position) => {
    const finger = synthesiseFinger(seed * 10 + position)
    const touch = (impression: number) => ({
      position,
      template: extractMinutiae(renderImpression(finger, impression, { width: 300, height: 374 })),
    })
    return { earlier: touch(1), today: touch(0) }
  })
  return { earlier: touched.map(({ earlier }) => earlier), today: touched.map(({ today }) => today) }
}

const citizen = person(50)
const officer = person(60)

/** The session in which the finger `shown` was laid on the glass for `asked`. */
function showing(asked: FingerPosition, shown: EnrolledFinger, session = citizen.today): EnrolledFinger[] {
  return session.map((finger) => (finger.position === asked ? { ...shown, position: asked } : finger))
}
const today = (position: FingerPosition) => citizen.today[position - 1]!

describe('the fingers of a session', () => {
  test('of an honest person are not complained about', () => {
    expect(checkFingers(citizen.today, { earlier: citizen.earlier, operator: officer.earlier })).toEqual([])
  })

  test('show a finger that was laid down twice', () => {
    const again = { position: 3 as const, template: citizen.earlier[1]!.template } // another touch of the index
    expect(checkFingers(showing(3, again))).toMatchObject([{ kind: 'REPEATED', position: 3, matches: 2 }])
  })

  test('show two fingers that changed places since the earlier file', () => {
    const session = showing(3, today(2), showing(2, today(3)))
    expect(checkFingers(session, citizen)).toMatchObject([
      { kind: 'SWAPPED', position: 2, matches: 3, otherHand: false },
      { kind: 'SWAPPED', position: 3, matches: 2, otherHand: false },
    ])
  })

  test('show the wrong hand', () => {
    const session = citizen.today.map(({ position }) => ({ ...today(otherHand(position)), position }))
    const findings = checkFingers(session, citizen)
    expect(findings.map(({ position, matches }) => [position, matches])).toEqual(
      fingerPositions.map((position) => [position, otherHand(position)]),
    )
    expect(findings.every(({ kind, otherHand: other }) => kind === 'SWAPPED' && other)).toBe(true)
  })

  test('show the officer’s own finger', () => {
    const session = showing(7, officer.today[1]!)
    expect(checkFingers(session, { ...citizen, operator: officer.earlier })).toMatchObject([
      { kind: 'OPERATOR', position: 7, matches: 2 },
    ])
  })

  test('may be few, or none', () => {
    expect(checkFingers([], citizen)).toEqual([])
    expect(checkFingers([today(4)], { earlier: [citizen.earlier[3]!] })).toEqual([])
  })

  test('are spoken of by their names, in both languages', () => {
    const finding = { kind: 'SWAPPED', position: 2, matches: 7, otherHand: true, score: 200 } as const
    expect(findingText(finding)).toEqual({
      vi: 'Ngón trỏ phải: có thể nhầm bàn tay, hồ sơ trước ghi ngón này là ngón trỏ trái.',
      en: 'Right index finger: perhaps the wrong hand; the earlier file has it as the left index finger.',
    })
    expect(findingText({ ...finding, kind: 'OPERATOR' }).vi).toContain('của cán bộ')
    expect(findingText({ ...finding, kind: 'REPEATED' }).vi).toContain('ngón trỏ trái')
  })
})

function otherHand(position: FingerPosition): FingerPosition {
  return fingerPositions[(position + 4) % 10]!
}
