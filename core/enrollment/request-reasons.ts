import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import type { PacketManifest } from './packet.ts'

export type RequestKind = PacketManifest['kind']

/** Why somebody asks for a card, as the law of a day lists the cases. */
export interface RequestReason {
  readonly code: string
  readonly kind: RequestKind
  readonly label: Bilingual
  readonly article: string
  /** First and last day on which the case can be filed. */
  readonly from: CalendarDate
  readonly until: CalendarDate | null
}

export const requestKinds: Readonly<Record<RequestKind, Bilingual>> = {
  FIRST_ISSUE: { vi: 'Cấp thẻ lần đầu', en: 'First issue' },
  EXCHANGE: { vi: 'Cấp đổi thẻ', en: 'Exchange' },
  REISSUE: { vi: 'Cấp lại thẻ', en: 'Reissue' },
}

const eras = {
  2014: { from: '2016-01-01' as CalendarDate, until: '2024-06-30' as CalendarDate },
  2023: { from: '2024-07-01' as CalendarDate, until: null },
} as const
const law2014 = (article: string) => `Luật Căn cước công dân 59/2014/QH13, ${article}`
const law2023 = (article: string) => `Luật Căn cước 26/2023/QH15, ${article}`

type Row = readonly [
  code: string,
  kind: RequestKind,
  vi: string,
  en: string,
  /** Article of the 2014 law, of the 2023 law; null where that law has no such case. */
  in2014: string | null,
  in2023: string | null,
]

const rows: readonly Row[] = [
  ['FIRST', 'FIRST_ISSUE', 'Cấp lần đầu', 'First card', 'Điều 19', 'Điều 19'],
  ['AGE', 'EXCHANGE', 'Đến tuổi phải cấp đổi', 'Age of renewal', 'Điều 23 khoản 1 điểm a', 'Điều 24 khoản 1'],
  [
    'NAME_OR_BIRTH_CHANGED',
    'EXCHANGE',
    'Thay đổi họ, chữ đệm, tên; ngày, tháng, năm sinh',
    'Name or date of birth changed',
    'Điều 23 khoản 1 điểm c',
    'Điều 24 khoản 1 điểm a',
  ],
  [
    'MARKS',
    'EXCHANGE',
    'Thay đổi nhân dạng; bổ sung ảnh khuôn mặt, vân tay',
    'Looks changed; portrait or fingerprints added',
    'Điều 23 khoản 1 điểm c',
    'Điều 24 khoản 1 điểm b',
  ],
  [
    'SEX',
    'EXCHANGE',
    'Xác định lại giới tính hoặc chuyển đổi giới tính',
    'Sex determined again or changed',
    'Điều 23 khoản 1 điểm đ',
    'Điều 24 khoản 1 điểm b',
  ],
  [
    'CARD_ERROR',
    'EXCHANGE',
    'Sai sót thông tin trên thẻ do cơ quan cấp',
    'Error on the card made by the office',
    'Điều 23 khoản 1 điểm e',
    'Điều 24 khoản 1 điểm c',
  ],
  [
    'DECLARED_WRONG',
    'EXCHANGE',
    'Sai sót thông tin trên thẻ do công dân khai',
    'Error on the card that the holder declared',
    'Điều 23 khoản 1 điểm e',
    'Điều 24 khoản 1 điểm c',
  ],
  [
    'BOUNDARY_CHANGE',
    'EXCHANGE',
    'Sắp xếp đơn vị hành chính (theo yêu cầu)',
    'Administrative units rearranged (on request)',
    null,
    'Điều 24 khoản 1 điểm d',
  ],
  [
    'NUMBER_REESTABLISHED',
    'EXCHANGE',
    'Xác lập lại số định danh cá nhân',
    'Number established again',
    null,
    'Điều 24 khoản 1 điểm đ',
  ],
  [
    'ON_REQUEST',
    'EXCHANGE',
    'Theo yêu cầu của công dân',
    'On request',
    'Điều 23 khoản 1 điểm g',
    'Điều 24 khoản 1 điểm e',
  ],
  [
    'FROM_CMND',
    'EXCHANGE',
    'Đổi từ chứng minh nhân dân',
    'From an old identity card (CMND)',
    'Điều 38 khoản 2',
    'Điều 46 khoản 2',
  ],
  [
    'FROM_CCCD',
    'EXCHANGE',
    'Đổi từ thẻ căn cước công dân',
    'From a citizen identity card (CCCD)',
    null,
    'Điều 46 khoản 1',
  ],
  ['LOST', 'REISSUE', 'Bị mất thẻ', 'Lost', 'Điều 23 khoản 2 điểm a', 'Điều 24 khoản 2 điểm a'],
  [
    'DAMAGED',
    'REISSUE',
    'Thẻ hư hỏng không sử dụng được',
    'Damaged beyond use',
    'Điều 23 khoản 1 điểm b',
    'Điều 24 khoản 2 điểm a',
  ],
  [
    'NATIONALITY_REGAINED',
    'REISSUE',
    'Được trở lại quốc tịch Việt Nam',
    'Vietnamese nationality regained',
    'Điều 23 khoản 2 điểm b',
    'Điều 24 khoản 2 điểm b',
  ],
]

/** The cases of both laws, by the day of filing. Points within an article are assumptions where no source numbers them. */
const requestReasons: readonly RequestReason[] = rows.flatMap(([code, kind, vi, en, in2014, in2023]) => {
  const common = { code, kind, label: { vi, en } }
  return [
    ...(in2014 === null ? [] : [{ ...common, article: law2014(in2014), ...eras[2014] }]),
    ...(in2023 === null ? [] : [{ ...common, article: law2023(in2023), ...eras[2023] }]),
  ]
})

export const inForce = (
  row: { readonly from: CalendarDate; readonly until: CalendarDate | null },
  on: CalendarDate,
): boolean => row.from <= on && (row.until === null || on <= row.until)

/** The cases that can be filed on a day. */
export function requestReasonsOn(on: CalendarDate): readonly RequestReason[] {
  return requestReasons.filter((reason) => inForce(reason, on))
}
