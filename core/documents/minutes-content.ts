import { spoilClassNames, spoilReasonText } from '../production/spoil-classes.ts'
import { calendarDateAt, formatVietnamese } from '../dates/calendar-date.ts'
import type { Item } from './desk-sheet.ts'
import type { MinutesBody } from './minutes.ts'

export interface MinutesColumn {
  readonly title: string
  /** Of the page's width, in parts. */
  readonly share: number
}

/** What a kind of record says, in the order in which it is read. */
export interface MinutesContent {
  readonly items: readonly Item[]
  readonly table: {
    readonly title: string
    readonly columns: readonly MinutesColumn[]
    readonly rows: readonly (readonly string[])[]
  } | null
  readonly conclusion: string
}

const vietnamOffset = 7 * 3_600_000

/** 09 giờ 30 phút, ngày 02/03/2026: the hour in Việt Nam. */
export function spokenMoment(instant: string): string {
  const at = Date.parse(instant)
  const [hour, minute] = new Date(at + vietnamOffset).toISOString().slice(11, 16).split(':')
  return `${hour} giờ ${minute} phút, ngày ${formatVietnamese(calendarDateAt(at))}`
}

const dayOf = (instant: string) => formatVietnamese(calendarDateAt(Date.parse(instant)))
const grouped = (value: number) => String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, '.')
const named = ({ code, name }: { readonly code: string; readonly name: string }) => `${name} (${code})`
const spread = ({ first, last }: { readonly first: string; readonly last: string }) =>
  first === last ? first : `${first} đến ${last}`

type BodyOf<Kind extends MinutesBody['kind']> = Extract<MinutesBody, { kind: Kind }>

const goodsNames = { BLANKS: 'Phôi thẻ', RIBBONS: 'Ruy-băng in', LAMINATES: 'Màng phủ' } as const

const pieceColumns: readonly MinutesColumn[] = [
  { title: 'Số sê-ri', share: 3 },
  { title: 'Loại', share: 2 },
  { title: 'In được (thẻ)', share: 1 },
]
type Piece = BodyOf<'RECEIPT'>['pieces'][number]
const pieceRow = (one: Piece): readonly string[] => [one.serial, one.model, grouped(one.capacity)]

function receipt(body: BodyOf<'RECEIPT'>): MinutesContent {
  const { range, pieces } = body
  const count = range?.count ?? pieces.length
  return {
    items: [
      { label: 'Kho nhận', value: named(body.store) },
      { label: 'Nhà cung cấp', value: body.supplier },
      { label: 'Phiếu giao hàng', value: body.deliveryNote },
      { label: 'Người giao hàng', value: body.deliveredBy },
      { label: 'Hàng nhận', value: goodsNames[body.goods] },
      { label: 'Số lượng', value: grouped(count) },
      ...(range ? [{ label: 'Dải số phôi', value: spread(range) }] : []),
      ...(range ? [{ label: 'Số phôi kèm số chip', value: grouped(body.chipSerials) }] : []),
    ],
    table:
      pieces.length === 0
        ? null
        : {
            title: 'Danh sách',
            columns: pieceColumns,
            rows: pieces.map(pieceRow),
          },
    conclusion: 'Hàng đã được kiểm đếm và nhập kho đủ số lượng nêu trên.',
  }
}

function custody(body: BodyOf<'CUSTODY'>): MinutesContent {
  const { range, missing, received, reason } = body
  const taken = body.outcome === 'RECEIVED'
  return {
    items: [
      { label: 'Lần giao', value: body.transfer },
      { label: 'Kho giao', value: named(body.from) },
      { label: 'Kho nhận', value: named(body.to) },
      { label: 'Giao lúc', value: spokenMoment(body.sentAt) },
      { label: 'Dải số phôi', value: spread(range) },
      { label: 'Số phôi giao', value: grouped(range.count) },
      { label: 'Số phôi nhận', value: grouped(received) },
      { label: 'Số phôi thiếu', value: grouped(missing.length) },
      ...(reason === null ? [] : [{ label: 'Lý do từ chối', value: reason }]),
    ],
    table:
      missing.length === 0
        ? null
        : {
            title: 'Phôi thiếu khi nhận',
            columns: [{ title: 'Số phôi', share: 1 }],
            rows: missing.map((serial) => [serial]),
          },
    conclusion: !taken
      ? 'Bên nhận từ chối nhận. Toàn bộ phôi trở lại kho giao.'
      : missing.length === 0
        ? 'Bên nhận đã nhận đủ; trách nhiệm giữ phôi chuyển cho bên nhận từ thời điểm ký.'
        : 'Bên nhận đã nhận số phôi nêu trên. Phôi thiếu được coi là mất và đã đưa vào danh sách cảnh báo.',
  }
}

function supplies(body: BodyOf<'SUPPLIES'>): MinutesContent {
  const { pieces, missing, received, reason } = body
  const taken = body.outcome === 'RECEIVED'
  return {
    items: [
      { label: 'Lần giao', value: body.transfer },
      { label: 'Kho giao', value: named(body.from) },
      { label: 'Kho nhận', value: named(body.to) },
      { label: 'Giao lúc', value: spokenMoment(body.sentAt) },
      { label: 'Số cuộn giao', value: grouped(pieces.length) },
      { label: 'Số cuộn nhận', value: grouped(received) },
      ...(reason === null ? [] : [{ label: 'Lý do từ chối', value: reason }]),
    ],
    table: {
      title: 'Danh sách',
      columns: [...pieceColumns, { title: 'Kết quả', share: 2 }],
      rows: pieces.map((one) => [
        ...pieceRow(one),
        !taken ? 'trả lại' : missing.includes(one.serial) ? 'thiếu' : 'đã nhận',
      ]),
    },
    conclusion: !taken
      ? 'Bên nhận từ chối nhận. Toàn bộ vật tư trở lại kho giao.'
      : missing.length === 0
        ? 'Bên nhận đã nhận đủ; trách nhiệm giữ vật tư chuyển cho bên nhận từ thời điểm ký.'
        : 'Bên nhận đã nhận số cuộn nêu trên. Cuộn thiếu được ghi là mất.',
  }
}

function shift(body: BodyOf<'SHIFT'>): MinutesContent {
  const amounts: readonly (readonly [string, number])[] = [
    ['Phôi được cấp trong ca (cả phôi ca trước để lại)', body.issued],
    ['Trong đó ca trước để lại', body.carried],
    ['Thẻ tốt', body.good],
    ['Thẻ, phôi hỏng', body.spoiled],
    ['Phôi trả kho', body.returned],
    ['Phôi đã lập biên bản mất', body.lost],
    ['Phôi còn lại, đếm thực tế', body.left],
    ['Chênh lệch', body.difference],
  ]
  return {
    items: [
      { label: 'Nơi sản xuất', value: named(body.centre) },
      { label: 'Trạm in', value: body.station },
      { label: 'Mở ca', value: spokenMoment(body.openedAt) },
      { label: 'Chốt ca', value: spokenMoment(body.closedAt) },
      ...amounts.map(([label, value]) => ({
        label,
        value: value < 0 ? `−${grouped(-value)}` : grouped(value),
      })),
      ...(body.explanation === null ? [] : [{ label: 'Giải trình', value: body.explanation }]),
    ],
    table: null,
    conclusion:
      body.difference === 0
        ? 'Số phôi cấp bằng tổng số thẻ tốt, hỏng, trả kho, mất và còn lại. Ca được chốt không có chênh lệch.'
        : 'Ca được chốt có chênh lệch, kèm giải trình của người ký tên dưới đây, khác với người kiểm đếm.',
  }
}

function destruction(body: BodyOf<'DESTRUCTION'>): MinutesContent {
  return {
    items: [
      { label: 'Nơi tiêu hủy', value: named(body.store) },
      { label: 'Số thẻ, phôi', value: grouped(body.cards.length) },
      { label: 'Lý do, cách tiêu hủy', value: body.reason },
    ],
    table: {
      title: 'Thẻ, phôi bị tiêu hủy',
      columns: [
        { title: 'Số phôi', share: 4 },
        { title: 'Số chip', share: 4 },
        { title: 'Loại hỏng', share: 3 },
        { title: 'Lý do', share: 4 },
        { title: 'Ngày hỏng', share: 2.4 },
        { title: 'Người chứng kiến', share: 5 },
      ],
      rows: body.cards.map((one) => [
        one.serial,
        one.chipSerial ?? '—',
        spoilClassNames[one.spoilClass].vi,
        spoilReasonText(one.reason),
        dayOf(one.spoiledAt),
        one.witness,
      ]),
    },
    conclusion:
      'Các thẻ, phôi nêu trên đã bị tiêu hủy trước mặt những người ký tên; chip không còn dùng được.',
  }
}

function loss(body: BodyOf<'LOSS'>): MinutesContent {
  return {
    items: [
      { label: 'Kho, nơi sản xuất', value: named(body.store) },
      { label: 'Số phôi', value: grouped(body.blanks.length) },
      { label: 'Sự việc', value: body.reason },
    ],
    table: {
      title: 'Phôi mất',
      columns: [
        { title: 'Số phôi', share: 1 },
        { title: 'Số chip', share: 1 },
      ],
      rows: body.blanks.map(({ serial, chipSerial }) => [serial, chipSerial ?? '—']),
    },
    conclusion: 'Các phôi nêu trên đã được đưa vào danh sách cảnh báo theo số phôi và số chip.',
  }
}

function found(body: BodyOf<'FOUND'>): MinutesContent {
  const { items, table } = loss({ ...body, kind: 'LOSS' })
  return {
    items,
    table: table && { ...table, title: 'Phôi tìm thấy' },
    conclusion:
      'Các phôi nêu trên đã được nhận lại: phôi nguyên vẹn nhập kho và thôi bị theo dõi; thẻ, phôi hỏng chờ tiêu hủy.',
  }
}

function claim(body: BodyOf<'CLAIM'>): MinutesContent {
  return {
    items: [
      { label: 'Kho', value: named(body.store) },
      { label: 'Số đề nghị', value: body.claim },
      { label: 'Nhà cung cấp', value: body.supplier ?? '' },
      { label: 'Phiếu giao hàng', value: body.deliveryNote ?? '' },
      { label: 'Lô phôi', value: `${spread(body.lot)} (${grouped(body.lot.count)} phôi)` },
      { label: 'Số phôi hỏng', value: grouped(body.blanks.length) },
    ],
    table: {
      title: 'Phôi hỏng từ nhà cung cấp',
      columns: [
        { title: 'Số phôi', share: 3 },
        { title: 'Phát hiện', share: 2 },
        { title: 'Lý do', share: 4 },
      ],
      rows: body.blanks.map((one) => [one.serial, dayOf(one.foundAt), spoilReasonText(one.reason)]),
    },
    conclusion: 'Đề nghị nhà cung cấp xác nhận và đổi hoặc hoàn tiền số phôi nêu trên.',
  }
}

const findings = { MISSING: 'Thiếu', EXTRA: 'Thừa', DAMAGED: 'Hư hại' } as const

function discrepancy(body: BodyOf<'DISCREPANCY'>): MinutesContent {
  return {
    items: [
      { label: 'Kiện thẻ', value: body.parcel },
      { label: 'Nơi gửi', value: named(body.from) },
      { label: 'Nơi nhận', value: named(body.to) },
      { label: 'Số thẻ theo danh sách', value: grouped(body.expected) },
      { label: 'Số thẻ có trong kiện', value: grouped(body.found) },
    ],
    table: {
      title: 'Sai lệch',
      columns: [
        { title: 'Số phôi của thẻ', share: 3 },
        { title: 'Sai lệch', share: 2 },
      ],
      rows: body.cards.map(({ serial, finding }) => [serial, findings[finding]]),
    },
    conclusion: body.conclusion,
  }
}

const endNames = { EXPIRED: 'Hết hạn', REVOKED: 'Đã thu hồi', REPLACED: 'Đã đổi, cấp lại' } as const

function cardsDestroyed(body: BodyOf<'CARDS_DESTROYED'>): MinutesContent {
  return {
    items: [
      { label: 'Nơi tiêu hủy', value: named(body.place) },
      { label: 'Số thẻ', value: grouped(body.cards.length) },
      { label: 'Lý do', value: body.reason },
    ],
    table: {
      title: 'Thẻ tiêu hủy',
      columns: [
        { title: 'Số phôi của thẻ', share: 3 },
        { title: 'Tình trạng', share: 2 },
      ],
      rows: body.cards.map(({ serial, state }) => [serial, endNames[state]]),
    },
    conclusion: 'Các thẻ nêu trên đã bị tiêu hủy trước mặt những người ký tên; chip không còn dùng được.',
  }
}

export function contentOfMinutes(body: MinutesBody): MinutesContent {
  switch (body.kind) {
    case 'RECEIPT':
      return receipt(body)
    case 'CUSTODY':
      return custody(body)
    case 'SUPPLIES':
      return supplies(body)
    case 'SHIFT':
      return shift(body)
    case 'DESTRUCTION':
      return destruction(body)
    case 'LOSS':
      return loss(body)
    case 'FOUND':
      return found(body)
    case 'CLAIM':
      return claim(body)
    case 'CARDS_DESTROYED':
      return cardsDestroyed(body)
    case 'DISCREPANCY':
      return discrepancy(body)
  }
}
