import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { parseCsv, type CsvRow } from '../text/csv.ts'
import { normaliseText } from '../text/vietnamese.ts'
import type { UnitRecord } from './administrative-units.ts'

/** Columns of the catalogue that the statistics office publishes; one row for each commune. */
export const unitsCsvColumns = ['code', 'name', 'type', 'province_code', 'province', 'decree'] as const

/** The same until 30/06/2025, when communes stood under districts. */
const formerColumns = [
  'code',
  'name',
  'type',
  'district_code',
  'district',
  'province_code',
  'province',
] as const

export type UnitRowFault =
  | 'COLUMNS'
  | 'CODE'
  | 'TYPE'
  | 'NAME'
  | 'DISTRICT'
  | 'DISTRICT_NAME'
  | 'PROVINCE'
  | 'PROVINCE_NAME'
  | 'DUPLICATE'

/** Why a row was left out. */
export interface UnitRowError {
  /** From 1, the heading being line 1. */
  readonly line: number
  readonly fault: UnitRowFault
  readonly text: Bilingual
}

export interface UnitsCsv {
  /** Communes, level 3, under the code of their district or province. */
  readonly communes: readonly UnitRecord[]
  /** Level 2, of a catalogue of the former era. */
  readonly districts: readonly UnitRecord[]
  /** Provinces that the rows name: code → name with type, "Thành phố Hà Nội". */
  readonly provinces: ReadonlyMap<string, string>
  readonly errors: readonly UnitRowError[]
}

const communeTypes: ReadonlySet<string> = new Set(['Xã', 'Phường', 'Đặc khu', 'Thị trấn'])

const faultTexts: Readonly<Record<UnitRowFault, Bilingual>> = {
  COLUMNS: {
    vi: `Dòng không có đủ các cột ${unitsCsvColumns.join(', ')}.`,
    en: `The row has not the columns ${unitsCsvColumns.join(', ')}.`,
  },
  CODE: { vi: 'Mã xã phải gồm 5 chữ số.', en: 'The code of a commune has 5 digits.' },
  TYPE: {
    vi: 'Loại đơn vị phải là Xã, Phường, Đặc khu hoặc Thị trấn.',
    en: 'The type must be Xã, Phường, Đặc khu or Thị trấn.',
  },
  NAME: { vi: 'Tên đơn vị bị bỏ trống.', en: 'The name is empty.' },
  DISTRICT: {
    vi: 'Mã huyện phải gồm 3 chữ số; tên huyện bắt đầu bằng Quận, Huyện, Thị xã hoặc Thành phố.',
    en: 'The code of a district has 3 digits; its name begins with Quận, Huyện, Thị xã or Thành phố.',
  },
  DISTRICT_NAME: {
    vi: 'Cùng một mã huyện nhưng tên huyện hoặc tỉnh khác với các dòng trước.',
    en: 'The same code of a district has another name or province in earlier rows.',
  },
  PROVINCE: {
    vi: 'Mã tỉnh phải gồm 2 chữ số và có tên tỉnh.',
    en: 'The code of the province has 2 digits and needs the name of the province.',
  },
  PROVINCE_NAME: {
    vi: 'Cùng một mã tỉnh nhưng tên tỉnh khác với các dòng trước.',
    en: 'The same code of a province has another name in earlier rows.',
  },
  DUPLICATE: { vi: 'Mã xã đã có ở dòng trước.', en: 'The code occurs in an earlier row.' },
}

/**
 * Reads the catalogue of either era as it stands from `validFrom` on. Bad rows are
 * reported and left out, good ones kept: the caller decides whether a file with errors may be loaded.
 */
export function parseUnitsCsv(text: string, validFrom: CalendarDate): UnitsCsv {
  const [heading, ...rows] = parseCsv(text)
  const columns = heading?.fields.map((field) => field.trim()).join()
  const layout = layouts.find((one) => one.columns.join() === columns)
  const communes = new Map<string, UnitRecord>()
  const districts = new Map<string, UnitRecord>()
  const provinces = new Map<string, string>()
  const errors: UnitRowError[] = []
  const refuse = (line: number, fault: UnitRowFault) => errors.push({ line, fault, text: faultTexts[fault] })
  if (!layout) {
    refuse(heading?.line ?? 1, 'COLUMNS')
    return { communes: [], districts: [], provinces, errors }
  }
  for (const row of rows) {
    const read = readRow(row, layout, validFrom)
    if (typeof read === 'string') {
      refuse(row.line, read)
      continue
    }
    const { commune, district, provinceCode, province } = read
    const known = district && districts.get(district.code)
    if (communes.has(commune.code)) refuse(row.line, 'DUPLICATE')
    else if ((provinces.get(provinceCode) ?? province) !== province) refuse(row.line, 'PROVINCE_NAME')
    else if (known && !isSameDistrict(known, district)) refuse(row.line, 'DISTRICT_NAME')
    else {
      provinces.set(provinceCode, province)
      if (district) districts.set(district.code, district)
      communes.set(commune.code, commune)
    }
  }
  return { communes: [...communes.values()], districts: [...districts.values()], provinces, errors }
}

const isSameDistrict = (a: UnitRecord, b: UnitRecord) =>
  a.name === b.name && a.type === b.type && a.parent === b.parent

interface Layout {
  readonly columns: readonly string[]
  /** Where the columns of district and province stand; null where there are no districts. */
  readonly district: number | null
  readonly province: number
}

const layouts: readonly Layout[] = [
  { columns: unitsCsvColumns, district: null, province: 3 },
  { columns: formerColumns, district: 3, province: 5 },
]

interface ReadRow {
  readonly commune: UnitRecord
  readonly district: UnitRecord | null
  readonly provinceCode: string
  readonly province: string
}

const noAttributes = { border: false, island: false, mountain: false, hardship: false }

function readRow(row: CsvRow, layout: Layout, validFrom: CalendarDate): ReadRow | UnitRowFault {
  if (row.fields.length !== layout.columns.length) return 'COLUMNS'
  const fields = row.fields.map(normaliseText)
  const [code = '', fullName = '', type = ''] = fields
  const [provinceCode = '', province = ''] = fields.slice(layout.province)
  if (!/^\d{5}$/.test(code)) return 'CODE'
  if (!communeTypes.has(type)) return 'TYPE'
  const name = fullName.startsWith(`${type} `) ? fullName.slice(type.length + 1) : fullName
  if (name === '' || name === type) return 'NAME'
  if (!/^\d{2}$/.test(provinceCode) || province === '') return 'PROVINCE'
  const [districtCode = '', districtName = ''] = layout.district === null ? [] : fields.slice(layout.district)
  const since = { validFrom, validTo: null }
  const district =
    layout.district === null
      ? null
      : districtOf(districtCode, districtName, { parent: provinceCode, ...since })
  if (layout.district !== null && district === null) return 'DISTRICT'
  const attributes = { ...noAttributes, island: type === 'Đặc khu' }
  const parent = district?.code ?? provinceCode
  return {
    commune: { code, name, type, level: 3, parent, attributes, ...since },
    district,
    provinceCode,
    province,
  }
}

function districtOf(
  code: string,
  fullName: string,
  rest: Pick<UnitRecord, 'parent' | 'validFrom' | 'validTo'>,
): UnitRecord | null {
  const [, type, name] = /^(Quận|Huyện|Thị xã|Thành phố) (.+)$/.exec(fullName) ?? []
  if (!/^\d{3}$/.test(code) || !type || !name) return null
  return { code, name, type, level: 2, attributes: noAttributes, ...rest }
}
