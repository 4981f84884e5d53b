import { describe, expect, test } from 'vitest'
import { noticeKinds, noticeOf } from './notice-events.ts'
import { composeNotice, noticeTexts } from './notice-texts.ts'
import { mostAttempts, retryAt, sendableFrom } from './send-times.ts'

const facts = {
  code: 'HN001-2603-000001-A',
  place: 'Công an phường Mẫu',
  on: '11/03/2026',
  link: 'tra-cuu.example',
}

describe('what a citizen is told of', () => {
  test.each([
    [{ record: 'application', event: 'arrive', from: 'IN_TRANSIT', to: 'READY' }, 'READY'],
    [{ record: 'application', event: 'recall', from: 'UNCOLLECTED', to: 'READY' }, 'READY'],
    [{ record: 'application', event: 'recall', from: 'IN_PRODUCTION', to: 'AWAITING_APPROVAL' }, null],
    [{ record: 'application', event: 'clear', from: 'SCREENING', to: 'AWAITING_APPROVAL' }, null],
    [{ record: 'card', event: 'revoke', from: 'ACTIVE', to: 'REVOKED' }, 'CARD_REVOKED'],
    [{ record: 'card', event: 'revoke', from: 'MADE', to: 'REVOKED' }, null],
    [{ record: 'print job', event: 'claim', from: 'PLANNED', to: 'CLAIMED' }, null],
    [{ record: 'application', event: 'toString', from: '', to: '' }, null],
  ])('%o: %s', (event, kind) => {
    expect(noticeOf(event)).toBe(kind)
  })

  test.each(Object.keys(noticeTexts))(
    'is said in %s for every kind, short enough for two text messages',
    (language) => {
      for (const kind of noticeKinds) {
        const { subject, text } = composeNotice(kind, language, facts)
        expect(subject.length).toBeGreaterThan(5)
        expect(text).not.toMatch(/undefined|null|\$\{/)
        // UCS-2: 67 letters a part; three parts are the most that carriers pass on whole.
        expect(text.length).toBeLessThanOrEqual(201)
      }
    },
  )

  test('in an unknown language is said in Vietnamese', () => {
    expect(composeNotice('READY', 'xx', facts)).toEqual(composeNotice('READY', 'vi', facts))
  })
})

describe('a message', () => {
  const at = (time: string) => Date.parse(`2026-03-02T${time}:00+07:00`)
  test.each([
    ['12:00', '2026-03-02T12:00:00+07:00'],
    ['20:59', '2026-03-02T20:59:00+07:00'],
    ['21:00', '2026-03-03T07:00:00+07:00'],
    ['03:30', '2026-03-02T07:00:00+07:00'],
    ['07:00', '2026-03-02T07:00:00+07:00'],
  ])('of %s leaves at %s', (time, leaves) => {
    expect(sendableFrom(at(time))).toBe(Date.parse(leaves))
  })

  test('is tried for days before it is given up, and never at night', () => {
    let now = at('09:00')
    for (let attempts = 1; attempts < mostAttempts; attempts++) {
      const next = retryAt(now, attempts)
      expect(next).toBeGreaterThan(now)
      now = next ?? 0
      expect(sendableFrom(now)).toBe(now)
    }
    expect(now - at('09:00')).toBeGreaterThan(3 * 86_400_000)
    expect(retryAt(now, mostAttempts)).toBeNull()
  })
})
