import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { type DocumentFonts, openFonts } from './fonts.ts'
import { type MinutesBody, minutesBodySchema, minutesKinds, minutesNumber } from './minutes.ts'
import { contentOfMinutes } from './minutes-content.ts'
import { type MinutesPaper, renderMinutes } from './minutes-paper.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFile(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
let fonts: DocumentFonts
beforeAll(async () => {
  fonts = openFonts({
    regular: await face('400Regular/BeVietnamPro_400Regular.ttf'),
    semiBold: await face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
    bold: await face('700Bold/BeVietnamPro_700Bold.ttf'),
  })
})

const at = '2026-03-02T17:30:00.000Z'
const store = { code: 'SX001', name: 'Xưởng sản xuất Mẫu' }
const range = { first: 'MAU000000001', last: 'MAU000010000', count: 10_000 }
const supplied = { supplier: 'Công ty Phôi Mẫu', deliveryNote: 'PX-1' }
const card = { serial: 'MAU000000007', spoiledAt: at, chipSerial: null, witness: 'Nguyễn Văn Mẫu' }

const shiftFigures = {
  carried: 0,
  issued: 1000,
  good: 990,
  spoiled: 3,
  returned: 0,
  lost: 0,
  left: 8,
  difference: -1,
}

const bodies: readonly MinutesBody[] = [
  {
    kind: 'RECEIPT',
    store,
    goods: 'BLANKS',
    range,
    pieces: [],
    ...supplied,
    deliveredBy: 'Lê Mẫu',
    chipSerials: 0,
  },
  {
    kind: 'CUSTODY',
    transfer: 'G2026-00001',
    from: store,
    to: { code: 'HN001', name: 'Điểm thu nhận Mẫu' },
    range,
    sentAt: at,
    outcome: 'RECEIVED',
    received: 9999,
    missing: ['MAU000000007'],
    reason: null,
  },
  {
    kind: 'SUPPLIES',
    transfer: 'G2026-00002',
    from: store,
    to: { code: 'HN001', name: 'Điểm thu nhận Mẫu' },
    pieces: [
      { serial: 'R-000417', model: 'YMCKO', capacity: 300 },
      { serial: 'R-000418', model: 'YMCKO', capacity: 120 },
    ],
    sentAt: at,
    outcome: 'RECEIVED',
    received: 1,
    missing: ['R-000418'],
    reason: null,
  },
  {
    kind: 'SHIFT',
    centre: store,
    station: 'Trạm in số 1 (SX001)',
    openedAt: at,
    closedAt: at,
    ...shiftFigures,
    explanation: 'Một phôi của ca trước còn trong khay.',
  },
  {
    kind: 'DESTRUCTION',
    store,
    reason: 'Cắt bằng máy hủy thẻ.',
    cards: [{ ...card, spoilClass: 'PRINT', reason: 'QR_NOT_FOUND' }],
  },
  {
    kind: 'LOSS',
    store,
    reason: 'Không thấy khi kiểm kho.',
    blanks: [{ serial: card.serial, chipSerial: null }],
  },
  {
    kind: 'FOUND',
    store,
    reason: 'Dưới gầm máy in.',
    blanks: [{ serial: card.serial, chipSerial: null }],
  },
  {
    kind: 'CLAIM',
    claim: 'KN2026-00001',
    store,
    lot: range,
    ...supplied,
    blanks: [{ serial: card.serial, reason: 'BLANK_DEAD', foundAt: at }],
  },
  {
    kind: 'CARDS_DESTROYED',
    place: store,
    reason: 'Thẻ cũ đã thu lại',
    cards: [{ serial: card.serial, state: 'REPLACED' }],
  },
  {
    kind: 'DISCREPANCY',
    parcel: 'K2026-00001',
    from: store,
    to: { code: 'HN001', name: 'Điểm thu nhận Mẫu' },
    expected: 100,
    found: 99,
    cards: [{ serial: card.serial, finding: 'MISSING' }],
    conclusion: 'Thẻ thiếu bị thu hồi và làm lại.',
  },
]

const paperOf = (body: MinutesBody): MinutesPaper => ({
  number: minutesNumber(12, 2026, body.kind),
  office: store.name,
  at,
  body,
  signatures: [
    { officerId: '00000000-0000-4000-8000-000000000001', name: 'Trần Thị Mẫu', part: 'SENDER', at },
    { officerId: '00000000-0000-4000-8000-000000000002', name: 'Phạm Văn Mẫu', part: 'RECEIVER', at },
  ],
})

const pages = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length

test('there is a body for every kind of minutes', () => {
  expect(new Set(bodies.map(({ kind }) => kind))).toEqual(new Set(minutesKinds))
})

describe.each(bodies.map((body) => [body.kind, body] as const))('minutes of kind %s', (_, body) => {
  test('are kept as they are read back', () => {
    expect(minutesBodySchema.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  })

  test('are one page', async () => {
    expect(pages(await renderMinutes(paperOf(body), fonts))).toBe(1)
  })
})

test('the same record gives the same bytes', async () => {
  const [one, other] = [bodies[3]!, bodies[3]!].map((body) => renderMinutes(paperOf(body), fonts))
  expect(Buffer.from((await one) ?? []).equals(Buffer.from((await other) ?? []))).toBe(true)
})

test('every serial of a long list is on the paper, over as many pages as it takes', async () => {
  const cards = Array.from({ length: 150 }, (_, i) => ({
    ...card,
    serial: `MAU${String(i).padStart(9, '0')}`,
    spoilClass: 'CHIP' as const,
    reason: 'CHIP_NOT_WRITTEN',
  }))
  const body: MinutesBody = { kind: 'DESTRUCTION', store, reason: 'Cắt.', cards }
  expect(contentOfMinutes(body).table?.rows).toHaveLength(150)
  // Some fifty rows on a page.
  expect(pages(await renderMinutes(paperOf(body), fonts))).toBeGreaterThanOrEqual(3)
})

test('the hour is that of Việt Nam, the number that of its year and kind', () => {
  const shift = bodies.find(({ kind }) => kind === 'SHIFT')!
  expect(contentOfMinutes(shift).items).toContainEqual({
    label: 'Chốt ca',
    value: '00 giờ 30 phút, ngày 03/03/2026',
  })
  expect(contentOfMinutes(shift).items).toContainEqual({ label: 'Chênh lệch', value: '−1' })
  expect(minutesNumber(12, 2026, 'CUSTODY')).toBe('12/2026/BB-GN')
})
