import { describe, expect, test } from 'vitest'
import { parseCitizenNumber } from '../citizen/citizen-number.ts'
import { parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { CardNotIssuable } from '../dates/card-expiry.ts'
import type { CapturedFinger } from './packet.ts'
import { type CaptureParts, captureRequirements, missingFrom } from './requirements.ts'

const on = parseCalendarDate('2026-03-02')
const born = { adult: '1990-02-15', twelve: '2014-01-01', five: '2020-03-03' } as const

function finger(position: number, change: Partial<CapturedFinger> = {}): CapturedFinger {
  const impression = {
    file: `finger-${position}-1.png`,
    width: 500,
    height: 500,
    dpi: 500,
    bitDepth: 8,
    device: 'emulator',
    capturedAt: '2026-03-02T02:00:00Z',
    quality: 70,
    attempts: 1,
  }
  return { position, impressions: [impression], exception: null, template: null, ...change }
}

const tenFingers = Array.from({ length: 10 }, (_, i) => finger(i + 1))
const amputated = {
  kind: 'AMPUTATED',
  permanent: true,
  reason: 'Cụt đốt một',
  photo: null,
  confirmedBy: null,
} as const
const mother = { number: parseCitizenNumber('001190000017'), name: 'Đỗ Thị Hoa', relation: 'MOTHER' } as const
const portrait: CaptureParts['portrait'] = {
  file: 'portrait.jpg',
  device: 'emulator',
  capturedAt: '2026-03-02T02:00:00Z',
  quality: null,
  findings: [],
  reason: null,
}

const operator = '33333333-0000-4000-8000-000000000003'

const capture = (change: Partial<CaptureParts> = {}): CaptureParts => ({
  kind: 'FIRST_ISSUE',
  fingers: tenFingers,
  portrait,
  representative: null,
  registry: { number: parseCitizenNumber('001190000018'), version: 1, pulledAt: '2026-03-02T02:00:00Z' },
  claimedNumber: null,
  hasCollectionForm: false,
  person: { birthDate: parsePartialDate(born.adult) },
  session: null,
  operator,
  slaps: [],
  iris: null,
  marks: null,
  signature: null,
  ...change,
})
const child = (birthDate: string, change: Partial<CaptureParts> = {}) =>
  capture({ person: { birthDate: parsePartialDate(birthDate) }, representative: mother, ...change })
const codesOf = (parts: CaptureParts) => missingFrom(parts, on).map(({ code }) => code)

describe('what a capture must hold', () => {
  test.each([
    ['2020-03-03', 'UNDER_6', 'none', false, true],
    ['2020-03-02', 'FROM_6_TO_13', 'required', true, true],
    ['2012-03-03', 'FROM_6_TO_13', 'required', true, true],
    ['2012-03-02', 'FROM_14', 'required', true, false],
    ['1950', 'FROM_14', 'required', true, false],
  ] as const)('born %s: %s', (birthDate, ageBand, fingers, portrait, representative) => {
    const requirements = captureRequirements({
      birthDate: parsePartialDate(birthDate),
      on,
      kind: 'FIRST_ISSUE',
    })
    expect(requirements).toEqual({ ageBand, fingers, portrait, representative })
  })

  test('the 2014 law gave no card below fourteen', () => {
    const birthDate = parseCalendarDate('2014-01-01')
    const last = parseCalendarDate('2024-06-30')
    expect(() => captureRequirements({ birthDate, on: last, kind: 'FIRST_ISSUE' })).toThrow(CardNotIssuable)
  })

  test('a birth after the day is refused', () => {
    const birthDate = parseCalendarDate('2026-03-03')
    expect(() => captureRequirements({ birthDate, on, kind: 'FIRST_ISSUE' })).toThrow(CardNotIssuable)
  })
})

describe('what is missing', () => {
  test('nothing from complete files of every age', () => {
    expect(codesOf(capture())).toEqual([])
    expect(codesOf(child(born.twelve))).toEqual([])
    expect(codesOf(child(born.five, { fingers: [], portrait: null }))).toEqual([])
  })

  test('a finger needs an impression or a reason', () => {
    const withoutSecond = tenFingers.filter(({ position }) => position !== 2)
    expect(missingFrom(capture({ fingers: withoutSecond }), on)).toMatchObject([
      { code: 'FINGER_MISSING', position: 2 },
    ])
    expect(codesOf(capture({ fingers: [...withoutSecond, finger(2, { impressions: [] })] }))).toEqual([
      'FINGER_MISSING',
    ])
    expect(
      codesOf(capture({ fingers: [...withoutSecond, finger(2, { impressions: [], exception: amputated })] })),
    ).toEqual([])
    expect(codesOf(capture({ fingers: [] }))).toHaveLength(10)
  })

  test('a finger twice is not two fingers', () => {
    expect(missingFrom(capture({ fingers: [...tenFingers, finger(7)] }), on)).toMatchObject([
      { code: 'FINGER_TWICE', position: 7 },
    ])
  })

  test('portrait and representative', () => {
    expect(codesOf(child(born.twelve, { portrait: null, representative: null }))).toEqual([
      'REPRESENTATIVE_MISSING',
      'PORTRAIT_MISSING',
    ])
  })

  test('a child under six must have neither fingers nor portrait', () => {
    expect(codesOf(child(born.five))).toEqual(['PORTRAIT_NOT_ALLOWED', 'FINGERS_NOT_ALLOWED'])
  })

  test('someone the registry does not know needs a number or form DC01', () => {
    expect(codesOf(capture({ registry: null }))).toEqual(['IDENTITY_SOURCE_MISSING'])
    expect(codesOf(capture({ registry: null, hasCollectionForm: true }))).toEqual([])
    expect(codesOf(capture({ registry: null, claimedNumber: mother.number }))).toEqual([])
  })

  test('a file that the law does not know is told, not thrown', () => {
    expect(codesOf(child('2026-03-03'))).toEqual(['CARD_NOT_ISSUABLE'])
  })
})

test('a packet that names a session owes the captures of the newer kiosk', () => {
  const session = '11111111-0000-4000-8000-000000000001'
  expect(codesOf(capture({ session }))).toEqual(['MARKS_MISSING', 'IRIS_MISSING', 'SIGNATURE_MISSING'])
  const parts = {
    session,
    marks: 'Sẹo nhỏ trên trán',
    iris: { status: 'EXCEPTED', reason: 'Chưa có thiết bị' },
    signature: { file: 'signature.png', refusal: null, at: '2026-03-02T02:00:00Z' },
  } as const
  expect(codesOf(capture(parts))).toEqual([])
  expect(codesOf(child(born.five, { session, fingers: [], portrait: null }))).toEqual([])
})
