import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import { parseCsv, type CsvRow } from '../text/csv.ts'
import { normaliseText } from '../text/vietnamese.ts'
import type { UnitRecord } from './administrative-units.ts'

/** Columns of the catalogue that the statistics office publishes; one row for each commune. */
export const unitsCsvColumns = ['code', 'name', 'type', 'province_code', 'province', 'decree'] as const

export type UnitRowFault = 'COLUMNS' | 'CODE' | 'TYPE' | 'NAME' | 'PROVINCE' | 'PROVINCE_NAME' | 'DUPLICATE'

/** Why a row was left out. */
export interface UnitRowError {
  /** From 1, the heading being line 1. */
  readonly line: number
  readonly fault: UnitRowFault
  readonly text: Bilingual
}

export interface UnitsCsv {
  /** Communes, level 3, under their province's code. */
  readonly communes: readonly UnitRecord[]
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
 * Reads the catalogue `code,name,type,province_code,province,decree` as it stands from `validFrom` on. Bad rows are
 * reported and left out, good ones kept: the caller decides whether a file with errors may be loaded.
 */
export function parseUnitsCsv(text: string, validFrom: CalendarDate): UnitsCsv {
  const [heading, ...rows] = parseCsv(text)
  const communes = new Map<string, UnitRecord>()
  const provinces = new Map<string, string>()
  const errors: UnitRowError[] = []
  const refuse = (line: number, fault: UnitRowFault) => errors.push({ line, fault, text: faultTexts[fault] })
  if (heading?.fields.map((field) => field.trim()).join() !== unitsCsvColumns.join()) {
    refuse(heading?.line ?? 1, 'COLUMNS')
    return { communes: [], provinces, errors }
  }
  for (const row of rows) {
    const read = readRow(row, validFrom)
    if (typeof read === 'string') refuse(row.line, read)
    else if (communes.has(read.commune.code)) refuse(row.line, 'DUPLICATE')
    else if ((provinces.get(read.provinceCode) ?? read.province) !== read.province)
      refuse(row.line, 'PROVINCE_NAME')
    else {
      provinces.set(read.provinceCode, read.province)
      communes.set(read.commune.code, read.commune)
    }
  }
  return { communes: [...communes.values()], provinces, errors }
}

interface ReadRow {
  readonly commune: UnitRecord
  readonly provinceCode: string
  readonly province: string
}

function readRow(row: CsvRow, validFrom: CalendarDate): ReadRow | UnitRowFault {
  if (row.fields.length !== unitsCsvColumns.length) return 'COLUMNS'
  const [code = '', fullName = '', type = '', provinceCode = '', province = ''] =
    row.fields.map(normaliseText)
  if (!/^\d{5}$/.test(code)) return 'CODE'
  if (!communeTypes.has(type)) return 'TYPE'
  const name = fullName.startsWith(`${type} `) ? fullName.slice(type.length + 1) : fullName
  if (name === '' || name === type) return 'NAME'
  if (!/^\d{2}$/.test(provinceCode) || province === '') return 'PROVINCE'
  const attributes = { border: false, island: type === 'Đặc khu', mountain: false, hardship: false }
  const commune = { code, name, type, level: 3, parent: provinceCode, validFrom, validTo: null, attributes }
  return { commune, provinceCode, province }
}
