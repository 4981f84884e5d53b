import { describe, expect, test } from 'vitest'
import { fingerPositions } from '../biometrics/positions.ts'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { type CapturedParts, captureShortcomings } from './capture-shortcomings.ts'
import type { CapturedFinger } from './packet.ts'

const on = parseCalendarDate('2026-03-02')
const before = parseCalendarDate('2024-06-30')
const at = '2026-03-02T02:00:00Z'
const session = '11111111-0000-4000-8000-000000000001'
const operator = '33333333-0000-4000-8000-000000000003'
const supervisor = '44444444-0000-4000-8000-000000000004'

const confirmed = {
  kind: 'AMPUTATED',
  permanent: true,
  reason: 'Cụt đốt một',
  photo: 'hand-03.jpg',
  confirmedBy: supervisor,
} as const

const finger = (position: number, exception: CapturedFinger['exception'] = null): CapturedFinger => ({
  position,
  impressions: [],
  exception,
  template: null,
})
const others = (...positions: number[]) =>
  fingerPositions.filter((position) => !positions.includes(position)).map((position) => finger(position))

function slap(position: 13 | 14 | 15, fingers: number[]): CapturedParts['slaps'][number] {
  const file = `slap-${position}.png`
  return { position, file, width: 1600, height: 1000, dpi: 500, device: 'Máy quét', capturedAt: at, fingers }
}
const allSlaps = [slap(13, [2, 3, 4, 5]), slap(14, [10, 9, 8, 7]), slap(15, [6, 1])]

const captured: CapturedParts['iris'] = {
  status: 'CAPTURED',
  files: ['iris-01.png'],
  device: 'Máy mống mắt',
}

const parts = (change: Partial<CapturedParts> = {}): CapturedParts => ({
  session,
  operator,
  fingers: others(),
  slaps: [],
  iris: { status: 'EXCEPTED', reason: 'Điểm thu nhận chưa có thiết bị' },
  marks: 'Nốt ruồi cách 1 cm dưới mắt trái',
  signature: { file: 'signature.png', refusal: null, at },
  ...change,
})

const found = (change: Partial<CapturedParts>, asked = { on, fromSix: true }) =>
  captureShortcomings(parts(change), asked).map(({ code, position }) =>
    position === null ? code : `${code} ${position}`,
  )

describe('what a capture owes beside fingers and portrait', () => {
  test('nothing where everything is there', () => {
    expect(found({})).toEqual([])
    expect(found({ slaps: allSlaps, slapScanner: true })).toEqual([])
  })

  test('marks, iris and a signature, or the reason why there is none', () => {
    expect(found({ marks: null, iris: null, signature: null })).toEqual([
      'MARKS_MISSING',
      'IRIS_MISSING',
      'SIGNATURE_MISSING',
    ])
    expect(found({ signature: { file: null, refusal: 'Không biết chữ', at } })).toEqual([])
    expect(found({ signature: { file: null, refusal: null, at } })).toEqual(['SIGNATURE_MISSING'])
  })

  test('an exception needs the photo of the hand and another officer than the operator', () => {
    const except = (change: object) =>
      found({ fingers: [...others(3), finger(3, { ...confirmed, ...change })] })
    expect(except({})).toEqual([])
    expect(except({ photo: null })).toEqual(['HAND_PHOTO_MISSING 3'])
    expect(except({ confirmedBy: null })).toEqual(['EXCEPTION_UNCONFIRMED 3'])
    expect(except({ confirmedBy: operator })).toEqual(['EXCEPTION_UNCONFIRMED 3'])
  })

  test('a slap with fewer fingers than it has needs the exception of each missing one', () => {
    const short = [slap(13, [2, 4, 5]), slap(15, [6])]
    expect(found({ slaps: short })).toEqual(['SLAP_FINGER_MISSING 3', 'SLAP_FINGER_MISSING 1'])
    const excused = [...others(1, 3), finger(3, confirmed), finger(1, confirmed)]
    expect(found({ slaps: short, fingers: excused })).toEqual([])
  })

  test('slaps are asked for where the desk can take them, but not of a hand without fingers', () => {
    expect(found({ slapScanner: true })).toEqual(['SLAP_MISSING 13', 'SLAP_MISSING 14', 'SLAP_MISSING 15'])
    const noRightHand = [...others(2, 3, 4, 5), ...[2, 3, 4, 5].map((one) => finger(one, confirmed))]
    const slaps = allSlaps.filter(({ position }) => position !== 13)
    expect(found({ slapScanner: true, slaps, fingers: noRightHand })).toEqual([])
    expect(found({ slaps: [...allSlaps, slap(14, [])] })).toEqual(['SLAP_TWICE 14'])
  })

  test('iris since 01/07/2024, and a waiver until its last day', () => {
    const waived = { status: 'WAIVED', waiver: session, until: '2026-03-02' } as const
    expect(found({ iris: captured })).toEqual([])
    expect(found({ iris: waived })).toEqual([])
    expect(found({ iris: { ...waived, until: '2026-03-01' } })).toEqual(['IRIS_WAIVER_OVER'])
    expect(found({ iris: null }, { on: before, fromSix: true })).toEqual([])
    expect(found({ iris: captured }, { on: before, fromSix: true })).toEqual(['IRIS_NOT_ALLOWED'])
  })

  test('nothing of a child under six, and no iris', () => {
    const nothing = { marks: null, iris: null, signature: null, fingers: [] }
    expect(found(nothing, { on, fromSix: false })).toEqual([])
    expect(found({ ...nothing, iris: captured }, { on, fromSix: false })).toEqual(['IRIS_NOT_ALLOWED'])
  })
})
