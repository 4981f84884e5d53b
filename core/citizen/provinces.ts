import { searchKey } from '../text/vietnamese.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import type { UnitRecord, UnitSuccession } from './administrative-units.ts'

/** A centrally run city (thành phố trực thuộc trung ương) or a province (tỉnh). */
export type ProvinceType = 'Thành phố' | 'Tỉnh'

/** One of the 63 provinces until 30/06/2025, by the statistics office's code. */
export interface FormerProvince {
  /** Two digits. */
  readonly code: string
  /** Three digits that begin the citizen numbers of those whose birth was registered here (TT 07/2016, annex 1). */
  readonly birthCode: string
  readonly name: string
  readonly type: ProvinceType
  /** Code of the province it belongs to since 01/07/2025. */
  readonly mergedInto: string
}

/** One of the 34 provinces since 01/07/2025. */
export interface Province {
  readonly code: string
  readonly name: string
  readonly type: ProvinceType
}

/** Resolution 15/2008/QH12: Hà Tây joined Hà Nội and 63 provinces remained. Earlier days are not recorded here. */
export const provincesDate = '2008-08-01' as CalendarDate
/** Resolution 202/2025/QH15: 63 provinces became 34 and districts ceased. */
export const mergerDate = '2025-07-01' as CalendarDate
/** Resolution 175/2024/QH15: the province Thừa Thiên Huế became the city Huế. */
export const hueCityDate = '2025-01-01' as CalendarDate
const hueCode = '46'

// code, name, type, merged into. The birth code is the same code with a zero before it, for all 63.
const formerRows: readonly (readonly [string, string, ProvinceType, string])[] = [
  ['01', 'Hà Nội', 'Thành phố', '01'],
  ['02', 'Hà Giang', 'Tỉnh', '08'],
  ['04', 'Cao Bằng', 'Tỉnh', '04'],
  ['06', 'Bắc Kạn', 'Tỉnh', '19'],
  ['08', 'Tuyên Quang', 'Tỉnh', '08'],
  ['10', 'Lào Cai', 'Tỉnh', '15'],
  ['11', 'Điện Biên', 'Tỉnh', '11'],
  ['12', 'Lai Châu', 'Tỉnh', '12'],
  ['14', 'Sơn La', 'Tỉnh', '14'],
  ['15', 'Yên Bái', 'Tỉnh', '15'],
  ['17', 'Hòa Bình', 'Tỉnh', '25'],
  ['19', 'Thái Nguyên', 'Tỉnh', '19'],
  ['20', 'Lạng Sơn', 'Tỉnh', '20'],
  ['22', 'Quảng Ninh', 'Tỉnh', '22'],
  ['24', 'Bắc Giang', 'Tỉnh', '24'],
  ['25', 'Phú Thọ', 'Tỉnh', '25'],
  ['26', 'Vĩnh Phúc', 'Tỉnh', '25'],
  ['27', 'Bắc Ninh', 'Tỉnh', '24'],
  ['30', 'Hải Dương', 'Tỉnh', '31'],
  ['31', 'Hải Phòng', 'Thành phố', '31'],
  ['33', 'Hưng Yên', 'Tỉnh', '33'],
  ['34', 'Thái Bình', 'Tỉnh', '33'],
  ['35', 'Hà Nam', 'Tỉnh', '37'],
  ['36', 'Nam Định', 'Tỉnh', '37'],
  ['37', 'Ninh Bình', 'Tỉnh', '37'],
  ['38', 'Thanh Hóa', 'Tỉnh', '38'],
  ['40', 'Nghệ An', 'Tỉnh', '40'],
  ['42', 'Hà Tĩnh', 'Tỉnh', '42'],
  ['44', 'Quảng Bình', 'Tỉnh', '44'],
  ['45', 'Quảng Trị', 'Tỉnh', '44'],
  ['46', 'Thừa Thiên Huế', 'Tỉnh', '46'],
  ['48', 'Đà Nẵng', 'Thành phố', '48'],
  ['49', 'Quảng Nam', 'Tỉnh', '48'],
  ['51', 'Quảng Ngãi', 'Tỉnh', '51'],
  ['52', 'Bình Định', 'Tỉnh', '52'],
  ['54', 'Phú Yên', 'Tỉnh', '66'],
  ['56', 'Khánh Hòa', 'Tỉnh', '56'],
  ['58', 'Ninh Thuận', 'Tỉnh', '56'],
  ['60', 'Bình Thuận', 'Tỉnh', '68'],
  ['62', 'Kon Tum', 'Tỉnh', '51'],
  ['64', 'Gia Lai', 'Tỉnh', '52'],
  ['66', 'Đắk Lắk', 'Tỉnh', '66'],
  ['67', 'Đắk Nông', 'Tỉnh', '68'],
  ['68', 'Lâm Đồng', 'Tỉnh', '68'],
  ['70', 'Bình Phước', 'Tỉnh', '75'],
  ['72', 'Tây Ninh', 'Tỉnh', '80'],
  ['74', 'Bình Dương', 'Tỉnh', '79'],
  ['75', 'Đồng Nai', 'Tỉnh', '75'],
  ['77', 'Bà Rịa - Vũng Tàu', 'Tỉnh', '79'],
  ['79', 'Hồ Chí Minh', 'Thành phố', '79'],
  ['80', 'Long An', 'Tỉnh', '80'],
  ['82', 'Tiền Giang', 'Tỉnh', '82'],
  ['83', 'Bến Tre', 'Tỉnh', '86'],
  ['84', 'Trà Vinh', 'Tỉnh', '86'],
  ['86', 'Vĩnh Long', 'Tỉnh', '86'],
  ['87', 'Đồng Tháp', 'Tỉnh', '82'],
  ['89', 'An Giang', 'Tỉnh', '91'],
  ['91', 'Kiên Giang', 'Tỉnh', '91'],
  ['92', 'Cần Thơ', 'Thành phố', '92'],
  ['93', 'Hậu Giang', 'Tỉnh', '92'],
  ['94', 'Sóc Trăng', 'Tỉnh', '92'],
  ['95', 'Bạc Liêu', 'Tỉnh', '96'],
  ['96', 'Cà Mau', 'Tỉnh', '96'],
]

/** The 63, with Huế as it was called until 31/12/2024: Thừa Thiên Huế. */
export const formerProvinces: readonly FormerProvince[] = formerRows.map(
  ([code, name, type, mergedInto]) => ({
    code,
    birthCode: `0${code}`,
    name,
    type,
    mergedInto,
  }),
)

/**
 * The 34. A name is no proof of a code: Lào Cai, Bắc Ninh, Quảng Trị, Gia Lai, Tây Ninh, Đồng Tháp and An Giang kept
 * their names and took the code of a merged neighbour.
 */
export const provinces: readonly Province[] = (
  [
    ['01', 'Hà Nội', 'Thành phố'],
    ['04', 'Cao Bằng', 'Tỉnh'],
    ['08', 'Tuyên Quang', 'Tỉnh'],
    ['11', 'Điện Biên', 'Tỉnh'],
    ['12', 'Lai Châu', 'Tỉnh'],
    ['14', 'Sơn La', 'Tỉnh'],
    ['15', 'Lào Cai', 'Tỉnh'],
    ['19', 'Thái Nguyên', 'Tỉnh'],
    ['20', 'Lạng Sơn', 'Tỉnh'],
    ['22', 'Quảng Ninh', 'Tỉnh'],
    ['24', 'Bắc Ninh', 'Tỉnh'],
    ['25', 'Phú Thọ', 'Tỉnh'],
    ['31', 'Hải Phòng', 'Thành phố'],
    ['33', 'Hưng Yên', 'Tỉnh'],
    ['37', 'Ninh Bình', 'Tỉnh'],
    ['38', 'Thanh Hóa', 'Tỉnh'],
    ['40', 'Nghệ An', 'Tỉnh'],
    ['42', 'Hà Tĩnh', 'Tỉnh'],
    ['44', 'Quảng Trị', 'Tỉnh'],
    ['46', 'Huế', 'Thành phố'],
    ['48', 'Đà Nẵng', 'Thành phố'],
    ['51', 'Quảng Ngãi', 'Tỉnh'],
    ['52', 'Gia Lai', 'Tỉnh'],
    ['56', 'Khánh Hòa', 'Tỉnh'],
    ['66', 'Đắk Lắk', 'Tỉnh'],
    ['68', 'Lâm Đồng', 'Tỉnh'],
    ['75', 'Đồng Nai', 'Tỉnh'],
    ['79', 'Hồ Chí Minh', 'Thành phố'],
    ['80', 'Tây Ninh', 'Tỉnh'],
    ['82', 'Đồng Tháp', 'Tỉnh'],
    ['86', 'Vĩnh Long', 'Tỉnh'],
    ['91', 'An Giang', 'Tỉnh'],
    ['92', 'Cần Thơ', 'Thành phố'],
    ['96', 'Cà Mau', 'Tỉnh'],
  ] as const
).map(([code, name, type]) => ({ code, name, type }))

const byBirthCode = new Map(formerProvinces.map((province) => [province.birthCode, province]))

/** The former province that a three-digit birth code stands for, or null for a country, a later code or an unknown one. */
export function formerProvinceOfBirthCode(birthCode: string): FormerProvince | null {
  return byBirthCode.get(birthCode) ?? null
}

const byName = new Map(formerProvinces.map((province) => [searchKey(province.name), province.birthCode]))

/**
 * The birth code of a province as people write it, with or without "Tỉnh" and accents; null for a name of none. A province
 * of today that kept a former one's name has that one's code: which code births since the merger get is not public.
 */
export function birthCodeOfProvince(written: string): string | null {
  const name = searchKey(written).replace(/^(?:TINH|THANH PHO|TP) /, '')
  return byName.get(name) ?? null
}

const attributes = { border: false, island: false, mountain: false, hardship: false } as const

function provinceUnit(of: Province, validFrom: CalendarDate, validTo: CalendarDate | null): UnitRecord {
  return {
    code: of.code,
    name: of.name,
    type: of.type,
    level: 1,
    parent: null,
    validFrom,
    validTo,
    attributes,
  }
}

const mergersInto = (code: string) => formerProvinces.filter(({ mergedInto }) => mergedInto === code).length

/** Whether the 2025 merger left this former province as it was. */
const isUntouched = (former: FormerProvince) =>
  former.mergedInto === former.code && mergersInto(former.code) === 1

/** Unit records of the provinces since 2008: 63, their 34 successors, and Huế before and after it became a city. */
export function provinceUnits(): UnitRecord[] {
  const before = formerProvinces.flatMap((former) => {
    if (former.code === hueCode) return [provinceUnit(former, provincesDate, hueCityDate)]
    return [provinceUnit(former, provincesDate, isUntouched(former) ? null : mergerDate)]
  })
  const since = provinces
    .filter(({ code }) => code === hueCode || mergersInto(code) > 1)
    .map((province) => provinceUnit(province, province.code === hueCode ? hueCityDate : mergerDate, null))
  return [...before, ...since]
}

/** Which province went into which, on the two days of {@link provinceUnits}. */
export function provinceSuccessions(): UnitSuccession[] {
  const merged = formerProvinces.filter((former) => former.code !== hueCode && !isUntouched(former))
  return [
    { from: hueCode, to: hueCode, on: hueCityDate },
    ...merged.map(({ code, mergedInto }) => ({ from: code, to: mergedInto, on: mergerDate })),
  ]
}
