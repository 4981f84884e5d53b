import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { type ApplicationKind, applicationKinds, producesCard } from './application-kinds.ts'
import type { PacketManifest } from './packet.ts'

/** What a kiosk's packet can ask for. */
export type RequestKind = PacketManifest['kind']

/** Why somebody asks for something, as the law of a day lists the cases. */
export interface RequestReason {
  readonly code: string
  readonly kind: ApplicationKind
  readonly label: Bilingual
  readonly article: string
  /** First and last day on which the case can be filed. */
  readonly from: CalendarDate
  readonly until: CalendarDate | null
}

export const isRequestKind = (kind: string | null): kind is RequestKind =>
  kind !== null && Object.hasOwn(applicationKinds, kind) && producesCard(kind as ApplicationKind)

export const requestKinds = Object.fromEntries(
  Object.entries(applicationKinds).map(([kind, { label }]) => [kind, label]),
) as Readonly<Record<ApplicationKind, Bilingual>>

const eras = {
  2014: { from: '2016-01-01' as CalendarDate, until: '2024-06-30' as CalendarDate },
  2023: { from: '2024-07-01' as CalendarDate, until: null },
} as const
const law2014 = (article: string) => `Luật Căn cước công dân 59/2014/QH13, ${article}`
const law2023 = (article: string) => `Luật Căn cước 26/2023/QH15, ${article}`

type Row = readonly [
  code: string,
  kind: ApplicationKind,
  vi: string,
  en: string,
  /** Article of the 2014 law, of the 2023 law; null where that law has no such case. */
  in2014: string | null,
  in2023: string | null,
]

const exchanged = (point: string) => `Điều 23 khoản 1 điểm ${point}`
const damaged = ['Thẻ hư hỏng không sử dụng được', 'Damaged beyond use'] as const

const rows: readonly Row[] = [
  ['FIRST', 'FIRST_ISSUE', 'Cấp lần đầu', 'First card', 'Điều 19', 'Điều 19'],
  ['AGE', 'EXCHANGE', 'Đến tuổi phải cấp đổi', 'Age of renewal', exchanged('a'), 'Điều 24 khoản 1 điểm a'],
  // Exchanged under the law of 2014, reissued under that of 2023: another fee and another deadline.
  ['DAMAGED', 'EXCHANGE', ...damaged, exchanged('b'), null],
  [
    'NAME_OR_BIRTH_CHANGED',
    'EXCHANGE',
    'Thay đổi họ, chữ đệm, tên; ngày, tháng, năm sinh',
    'Name or date of birth changed',
    exchanged('c'),
    'Điều 24 khoản 1 điểm b',
  ],
  [
    'MARKS',
    'EXCHANGE',
    'Thay đổi nhân dạng; bổ sung ảnh khuôn mặt, vân tay',
    'Looks changed; portrait or fingerprints added',
    exchanged('c'),
    'Điều 24 khoản 1 điểm c',
  ],
  [
    'SEX',
    'EXCHANGE',
    'Xác định lại giới tính hoặc chuyển đổi giới tính',
    'Sex determined again or changed',
    exchanged('d'),
    'Điều 24 khoản 1 điểm c',
  ],
  [
    'CARD_ERROR',
    'EXCHANGE',
    'Sai sót thông tin trên thẻ do cơ quan cấp',
    'Error on the card made by the office',
    exchanged('đ'),
    'Điều 24 khoản 1 điểm d',
  ],
  [
    'DECLARED_WRONG',
    'EXCHANGE',
    'Sai sót thông tin trên thẻ do công dân khai',
    'Error on the card that the holder declared',
    exchanged('đ'),
    'Điều 24 khoản 1 điểm d',
  ],
  [
    'BOUNDARY_CHANGE',
    'EXCHANGE',
    'Sắp xếp đơn vị hành chính (theo yêu cầu)',
    'Administrative units rearranged (on request)',
    null,
    'Điều 24 khoản 1 điểm đ',
  ],
  [
    'NUMBER_REESTABLISHED',
    'EXCHANGE',
    'Xác lập lại số định danh cá nhân',
    'Number established again',
    null,
    'Điều 24 khoản 1 điểm e',
  ],
  [
    'ON_REQUEST',
    'EXCHANGE',
    'Theo yêu cầu của công dân',
    'On request',
    exchanged('e'),
    'Điều 24 khoản 1 điểm g',
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
  ['DAMAGED', 'REISSUE', ...damaged, null, 'Điều 24 khoản 2 điểm a'],
  [
    'NATIONALITY_REGAINED',
    'REISSUE',
    'Được trở lại quốc tịch Việt Nam',
    'Vietnamese nationality regained',
    'Điều 23 khoản 2 điểm b',
    'Điều 24 khoản 2 điểm b',
  ],
  [
    'CERTIFICATE',
    'IDENTITY_CERTIFICATE',
    'Người gốc Việt Nam chưa xác định được quốc tịch',
    'Of Vietnamese origin, nationality undetermined',
    null,
    'Điều 30',
  ],
]

const ownCase = (kind: ApplicationKind, code: string, vi: string, en: string) => ({
  kind,
  code,
  label: { vi, en },
})
const oldNumber = ownCase(
  'CMND_CONFIRMATION',
  'CMND9',
  'Xác nhận số CMND 9 số',
  'Number of nine digits confirmed',
)

/** Cases of decrees and circulars, with days of their own. */
const numberCases: readonly RequestReason[] = [
  ownCase('NUMBER_CHANGE', 'SEX_REDETERMINED', 'Xác định lại giới tính', 'Sex determined again'),
  ownCase('NUMBER_CHANGE', 'BIRTH_YEAR_CORRECTED', 'Cải chính năm sinh', 'Year of birth corrected'),
  ownCase(
    'NUMBER_CHANGE',
    'BIRTH_PLACE_CORRECTED',
    'Sai nơi đăng ký khai sinh',
    'Place of birth registration was wrong',
  ),
  ownCase(
    'NUMBER_CHANGE',
    'WRONG_DATA_GIVEN',
    'Đã khai không đúng khi cấp số',
    'What was declared for the number was wrong',
  ),
].flatMap((row): RequestReason[] => [
  {
    ...row,
    article: 'Thông tư 59/2021/TT-BCA, Điều 6',
    from: '2021-07-01' as CalendarDate,
    until: '2024-06-30' as CalendarDate,
  },
  { ...row, article: law2023('Điều 12; Nghị định 70/2024/NĐ-CP'), ...eras[2023] },
])

const paperCases: readonly RequestReason[] = [
  {
    ...oldNumber,
    article: 'Thông tư 59/2021/TT-BCA; mẫu CC13 của Thông tư 41/2019/TT-BCA',
    ...eras[2014],
  },
  ...(['CMND9', 'CANCELLED_NUMBER'] as const).map((code) => ({
    ...(code === 'CMND9'
      ? oldNumber
      : ownCase('CMND_CONFIRMATION', code, 'Xác nhận số định danh đã hủy', 'Cancelled number confirmed')),
    // Since 15/03/2026 nobody may ask a citizen for such a paper: NĐ 58/2026/NĐ-CP, 5.7 gave article 12 other words.
    article: 'Nghị định 70/2024/NĐ-CP, Điều 12',
    from: eras[2023].from,
    until: '2026-03-14' as CalendarDate,
  })),
  {
    ...ownCase('EXTRACT', 'NUMBER_NOTICE', 'Thông báo số định danh cá nhân (mẫu 01)', 'Notice of the number'),
    article: 'Thông tư 59/2021/TT-BCA, Điều 5',
    from: '2021-07-01' as CalendarDate,
    until: '2024-06-30' as CalendarDate,
  },
  {
    ...ownCase(
      'EXTRACT',
      'NPDB',
      'Thông tin trong CSDL quốc gia về dân cư',
      'Data in the population database',
    ),
    article: law2023('Điều 5, Điều 10'),
    ...eras[2023],
  },
  {
    ...ownCase('EXTRACT', 'CCDB', 'Thông tin trong CSDL căn cước', 'Data in the identity database'),
    article: law2023('Điều 5, Điều 17'),
    ...eras[2023],
  },
  {
    ...ownCase('DATA_CHANGE', 'NPDB_CORRECTION', 'Điều chỉnh thông tin dân cư', 'Population data corrected'),
    article: law2023('Điều 10; Nghị định 70/2024/NĐ-CP'),
    ...eras[2023],
  },
  {
    ...ownCase('DATA_CHANGE', 'CCDB_UPDATE', 'Thu thập, cập nhật thông tin căn cước', 'Identity data added'),
    article: law2023('Điều 16'),
    ...eras[2023],
  },
  {
    ...ownCase(
      'DATA_CHANGE',
      'ON_CARD',
      'Tích hợp thông tin vào thẻ căn cước',
      'Information put on the card',
    ),
    article: law2023('Điều 22'),
    ...eras[2023],
  },
]

/** The cases of both laws, by the day of filing. */
const lawCases: readonly RequestReason[] = rows.flatMap(([code, kind, vi, en, in2014, in2023]) => {
  const common = { code, kind, label: { vi, en } }
  return [
    ...(in2014 === null ? [] : [{ ...common, article: law2014(in2014), ...eras[2014] }]),
    ...(in2023 === null ? [] : [{ ...common, article: law2023(in2023), ...eras[2023] }]),
  ]
})

const requestReasons: readonly RequestReason[] = [...lawCases, ...numberCases, ...paperCases]

export const inForce = (
  row: { readonly from: CalendarDate; readonly until: CalendarDate | null },
  on: CalendarDate,
): boolean => row.from <= on && (row.until === null || on <= row.until)

/** The cases that can be filed on a day. */
export function requestReasonsOn(on: CalendarDate): readonly RequestReason[] {
  return requestReasons.filter((reason) => inForce(reason, on))
}
