import { concatBytes } from '../../bytes.ts'
import {
  readType14,
  readType4,
  twoDigits,
  type Type14Record,
  type14Bytes,
  type Type4Record,
  type4Bytes,
  wholeOf,
} from './finger-records.ts'
import { An2Refused, notWritten } from './refusal.ts'
import {
  contentOf,
  type FieldContent,
  item,
  type ReadField,
  type ReadRecord,
  readTagged,
  taggedRecord,
} from './tagged-record.ts'

/** What a person or an agency adds; the meaning of fields from 2.003 on is agreed between sender and receiver. */
export interface Type2Record {
  readonly type: 2
  readonly idc: number
  readonly fields: readonly { readonly number: number; readonly content: FieldContent }[]
}

export type An2Record = Type2Record | Type4Record | Type14Record

export interface An2Transaction {
  /** 1.004, as agreed with the receiver. */
  readonly transactionType: string
  /** 1.005, YYYYMMDD. */
  readonly date: string
  /** 1.007. */
  readonly destination: string
  /** 1.008. */
  readonly origin: string
  /** 1.009, the sender's number of this transaction. */
  readonly controlNumber: string
  /** 1.010, the number of the transaction that is answered. */
  readonly reference: string | null
  /** 1.013, the application profile. */
  readonly domain: string | null
  readonly records: readonly An2Record[]
}

/* Type-1: 002 version | 003 content | 004 … 010 above | 011, 012 resolution of Type-4 images | 013 domain | 015 characters */
const version = '0500' // ANSI/NIST-ITL 1-2011
const type4Resolution = '19.69' // pixels a millimetre, 500 per inch
const utf8 = ['3', 'UTF-8', ''] // Vietnamese names are not ASCII

/**
 * A transaction in the traditional encoding: Type-1, then its records in the order given.
 * Throws An2Refused for what a field cannot hold.
 */
export function writeAn2(transaction: An2Transaction): Uint8Array<ArrayBuffer> {
  const { records, reference, domain } = transaction
  if (records.length > 99) throw notWritten('limit', 'records')
  if (!/^\d{8}$/.test(transaction.date)) throw notWritten('value', 'date')
  const contents = records.map(({ type, idc }) => [String(type), twoDigits(idc)])
  const resolution = records.some(({ type }) => type === 4) ? type4Resolution : '00.00'
  const header = taggedRecord(1, [
    { number: 2, content: item(version) },
    { number: 3, content: [['1', String(records.length)], ...contents] },
    { number: 4, content: item(filled(transaction.transactionType, '1.004')) },
    { number: 5, content: item(transaction.date) },
    { number: 7, content: item(filled(transaction.destination, '1.007')) },
    { number: 8, content: item(filled(transaction.origin, '1.008')) },
    { number: 9, content: item(filled(transaction.controlNumber, '1.009')) },
    ...(reference === null ? [] : [{ number: 10, content: item(filled(reference, '1.010')) }]),
    { number: 11, content: item(resolution) },
    { number: 12, content: item(resolution) },
    ...(domain === null ? [] : [{ number: 13, content: item(filled(domain, '1.013')) }]),
    { number: 15, content: [utf8] },
  ])
  return concatBytes(header, ...records.map(recordBytes))
}

function filled(text: string, field: string): string {
  if (text === '') throw notWritten('value', field)
  return text
}

function recordBytes(record: An2Record): Uint8Array {
  if (record.type === 4) return type4Bytes(record)
  return record.type === 14 ? type14Bytes(record) : type2Bytes(record)
}

function type2Bytes({ idc, fields }: Type2Record): Uint8Array {
  if (!Number.isInteger(idc) || idc < 0 || idc > 99) throw notWritten('value', 'idc')
  const numbers = fields.map(({ number }) => number)
  const isOrdered = numbers.every((number, i) => Number.isInteger(number) && number > (numbers[i - 1] ?? 2))
  if (!isOrdered || numbers.some((number) => number > 998)) throw notWritten('value', 'fields')
  return taggedRecord(2, [{ number: 2, content: item(twoDigits(idc)) }, ...fields])
}

/** Reads Type-1, 2, 4 and 14 records. Images are views into `bytes`. Throws An2Refused. */
export function readAn2(bytes: Uint8Array): An2Transaction {
  const header = readTagged(bytes, 0, 1)
  const text = (number: number) => {
    const field = header.fields.get(number)
    return field ? (contentOf(field)[0]?.[0] ?? '') : null
  }
  const required = (number: number) => {
    const found = text(number)
    if (found === null) throw refusal('truncated', `1.${String(number).padStart(3, '0')}`, 0)
    return found
  }
  if (!/^0[45]\d\d$/.test(required(2))) throw refusal('version', '1.002', 0)
  if (!/^\d{8}$/.test(required(5))) throw refusal('value', '1.005', 0)
  return {
    transactionType: required(4),
    date: required(5),
    destination: required(7),
    origin: required(8),
    controlNumber: required(9),
    reference: text(10),
    domain: text(13),
    records: readRecords(bytes, header),
  }
}

const refusal = (
  fault: 'truncated' | 'version' | 'value' | 'length' | 'unsupported',
  field: string,
  offset: number,
) => new An2Refused({ fault, field, offset })

/** The records that 1.003 announces, and nothing behind them. */
function readRecords(bytes: Uint8Array, header: ReadRecord): readonly An2Record[] {
  const content = header.fields.get(3)
  if (!content) throw refusal('truncated', '1.003', 0)
  const announced = announcedRecords(content)
  const records: An2Record[] = []
  let at = header.end
  for (const { type, idc } of announced) {
    const { record, end } = readRecord(bytes, at, type)
    if (record.idc !== idc) throw refusal('value', 'idc', at)
    records.push(record)
    at = end
  }
  if (at < bytes.length) throw refusal('length', '1.003', at)
  return records
}

function announcedRecords(field: ReadField): readonly { readonly type: number; readonly idc: number }[] {
  const [[first, count] = [], ...subfields] = contentOf(field)
  if (first !== '1' || wholeOf(count ?? '') !== subfields.length)
    throw refusal('length', '1.003', field.offset)
  return subfields.map(([kind = '', number = '']) => {
    const type = wholeOf(kind)
    const idc = wholeOf(number)
    if (type === null || idc === null) throw refusal('value', '1.003', field.offset)
    return { type, idc }
  })
}

function readRecord(
  bytes: Uint8Array,
  at: number,
  type: number,
): { readonly record: An2Record; readonly end: number } {
  if (type === 4) return readType4(bytes, at)
  if (type !== 2 && type !== 14) throw refusal('unsupported', '1.003', at)
  const tagged = readTagged(bytes, at, type)
  return { record: type === 14 ? readType14(tagged, at) : readType2(tagged, at), end: tagged.end }
}

function readType2({ fields }: ReadRecord, at: number): Type2Record {
  const field = fields.get(2)
  const idc = field && wholeOf(contentOf(field)[0]?.[0] ?? '')
  if (idc === undefined || idc === null || idc > 99) throw refusal('value', '2.002', at)
  const own = [...fields].filter(([number]) => number > 2)
  return { type: 2, idc, fields: own.map(([number, read]) => ({ number, content: contentOf(read) })) }
}
