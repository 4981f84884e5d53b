import { CsvError, parse } from 'csv-parse/sync'
import { chipSerialSchema } from '../../../core/contracts/chip-order.ts'
import { DomainError } from '../../../core/errors.ts'
import type { SerialRange } from '../../../core/production/serial-range.ts'

export interface ChipOfBlank {
  readonly serial: string
  readonly chipSerial: string
}

type ListFault = 'UNREADABLE' | 'NOT_OF_THE_LOT' | 'CHIP_SERIAL_ILLEGAL' | 'TWICE'

const faults: Readonly<Record<ListFault, { readonly vi: string; readonly en: string }>> = {
  UNREADABLE: { vi: 'không đọc được', en: 'cannot be read' },
  NOT_OF_THE_LOT: { vi: 'số phôi không thuộc dải của lô', en: 'names a serial outside the lot' },
  CHIP_SERIAL_ILLEGAL: {
    vi: 'số chip không đúng 16 ký tự',
    en: 'has a chip serial that is not 16 characters',
  },
  TWICE: { vi: 'số phôi hoặc số chip đã có ở dòng trước', en: 'repeats a serial of an earlier line' },
}

/** The supplier's list of chips cannot be taken over; nothing was. */
export class ChipListRefused extends DomainError<'CHIP_LIST_REFUSED'> {
  constructor(line: number, fault: ListFault) {
    super(
      'CHIP_LIST_REFUSED',
      {
        vi: `Tệp số chip: dòng ${line} ${faults[fault].vi}. Lô chưa được nhập. Tệp phải là CSV gồm hai cột: số phôi, số chip.`,
        en: `List of chips: line ${line} ${faults[fault].en}. The lot was not taken in. It is a CSV of two columns: serial, chip serial.`,
      },
      { line, fault },
    )
  }
}

const longestFile = 48_000_000

/** Serial and chip serial of each line, in the order of the file. A head whose first word is no serial is passed over. */
export function readChipSerials(csv: string, range: SerialRange): readonly ChipOfBlank[] {
  const rows = rowsOf(csv)
  const isHead = rows[0] !== undefined && !/\d$/.test((rows[0][0] ?? '').trim())
  const [seenBlanks, seenChips] = [new Set<string>(), new Set<string>()]
  return rows.slice(isHead ? 1 : 0).map((row, i) => {
    const line = i + (isHead ? 2 : 1)
    const serial = (row[0] ?? '').trim().toUpperCase()
    const chip = chipSerialSchema.safeParse((row[1] ?? '').trim().toUpperCase())
    if (row.length !== 2) throw new ChipListRefused(line, 'UNREADABLE')
    if (!isOf(range, serial)) throw new ChipListRefused(line, 'NOT_OF_THE_LOT')
    if (!chip.success) throw new ChipListRefused(line, 'CHIP_SERIAL_ILLEGAL')
    const chipSerial = chip.data
    if (seenBlanks.has(serial) || seenChips.has(chipSerial)) throw new ChipListRefused(line, 'TWICE')
    seenBlanks.add(serial)
    seenChips.add(chipSerial)
    return { serial, chipSerial }
  })
}

function rowsOf(csv: string): readonly (readonly string[])[] {
  if (csv.length > longestFile) throw new ChipListRefused(1, 'UNREADABLE')
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, delimiter: [',', ';'] })
  } catch (error) {
    if (error instanceof CsvError) throw new ChipListRefused(Number(error['lines'] ?? 1), 'UNREADABLE')
    throw error
  }
}

function isOf({ prefix, digits, from, count }: SerialRange, serial: string): boolean {
  if (!serial.startsWith(prefix) || serial.length !== prefix.length + digits) return false
  const nth = Number(serial.slice(prefix.length))
  return Number.isInteger(nth) && nth >= from && nth < from + count
}
