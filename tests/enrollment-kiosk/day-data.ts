/** People, places and returned files of a day at a desk. All invented. */
import { randomUUID } from 'node:crypto'
import type {
  Booking,
  KioskReference,
  ReturnedContent,
  ReturnedNotice,
  SubjectSnapshot,
} from '../../core/contracts/kiosk-day.ts'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { adultNumber, adultPerson, registryAnswer } from './session/desk.ts'

export const today = calendarDateAt(Date.now())
export const atNoon = `${today}T05:00:00.000Z`

/** More than one question's worth of people. */
export const bookings: readonly Booking[] = Array.from({ length: 60 }, (_, i) => ({
  id: randomUUID(),
  at: i < 2 ? atNoon : new Date(Date.parse(atNoon) + 86_400_000).toISOString(),
  name: i === 0 ? adultPerson.name : 'ĐẶNG THỊ MẪU',
  number: i === 0 ? adultNumber : `0011900${String(10_000 + i)}`,
  birthDate: adultPerson.birthDate,
  kind: 'EXCHANGE',
  status: 'BOOKED',
  group: null,
  subjectVersion: 3,
}))

export const returnedNotice = (code: string, deadlineOn: string): ReturnedNotice => ({
  code,
  name: adultPerson.name,
  reasons: ['FINGERS_UNCLEAR'],
  returnedFor: { parts: ['FINGERS'], fingers: [1], deadlineOn },
  returnedAt: `${today}T01:00:00.000Z`,
})
export const returnedCode = 'HN001-07-260101-0001-N'
export const childCode = 'HN001-07-260101-0003-T'
export const lateCode = 'HN001-07-260101-0002-R'

const code = (number: number, digits: number) => String(number).padStart(digits, '0')

/** As many units as there are: a province's communes share a few words, as they do. */
export const units: KioskReference['units'] = Array.from({ length: 34 }, (_, p) => p).flatMap((p) => [
  [code(p, 2), `Mẫu ${p}`, 'Tỉnh', 1, null] as const,
  ...Array.from(
    { length: 98 },
    (__, c) =>
      [code(98 * p + c, 5), c === 7 ? `Bình Đáp ${p}` : `Xóm Thử ${c}`, 'Xã', 3, code(p, 2)] as const,
  ),
]) as unknown as KioskReference['units']

export const finger = (position: number) => ({
  position,
  impressions: [1, 2].map((i) => ({
    file: `finger-${String(position).padStart(2, '0')}-${i}.png`,
    width: 256,
    height: 288,
    dpi: 500,
    bitDepth: 8,
    device: 'Máy mô phỏng',
    capturedAt: atNoon,
    quality: 70,
    attempts: 1,
  })),
  exception: null,
  template: null,
})

type Person = SubjectSnapshot['person'] & { readonly birthDate: string }

export const nothingGood = { fingers: [], slaps: [], portrait: null, iris: null, papers: [] }

/** What the earlier packet said, as the server tells it. */
export const content = (person: Person) => ({
  kind: 'EXCHANGE' as const,
  reason: 'AGE',
  channel: 'DESK' as const,
  person: declaredPersonSchema.parse(person),
  representative: null,
  hasCollectionForm: false,
  contact: null,
  delivery: null,
  fee: null,
  surrendered: [],
  marks: 'Nốt ruồi ở cằm',
  claims: [],
  group: null,
  good: nothingGood,
})

export const earlier = (code: string, person: Person, number: string): ReturnedContent => ({
  code,
  returned: returnedNotice(code, '2999-01-01'),
  phone: '0243000002',
  packet: 'ab'.repeat(32),
  content: content(person),
  number: parseCitizenNumber(number),
  birthDate: person.birthDate,
  registry: { ...registryAnswer(number, person), number: parseCitizenNumber(number), person },
})
