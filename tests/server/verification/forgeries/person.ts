/** DG1 and DG13. */
import { asciiBytes } from '../../../../core/der.ts'
import { encodeTlv } from '../../../../core/lds/tlv.ts'
import { checkDigit, compositeCheckDigit } from '../../../../core/mrz/td1.ts'
import {
  type Asn,
  encodeAsn,
  indefinite,
  oid,
  parseAsn,
  partAt,
  partsIn,
  primitive,
  sequenceOf,
  textOf,
} from '../../../support/asn.ts'
import type { Files, Forgery } from '../../../support/chip-forge.ts'
import { forged, type ForgedCase } from './forged-case.ts'

type Lines = [string, string, string]

const put = (line: string, at: number, text: string) =>
  line.slice(0, at) + text + line.slice(at + text.length)
const linesOf = (files: Files): Lines => {
  const text = String.fromCharCode(...(files.get('DG1') ?? new Uint8Array()).subarray(5))
  return [text.slice(0, 30), text.slice(30, 60), text.slice(60)]
}
const zone = (files: Files, text: string) =>
  files.set('DG1', encodeTlv(0x61, encodeTlv(0x5f1f, asciiBytes(text))))

/** Check digits made right again, all of them. */
function checked([upper, middle, lower]: Lines): Lines {
  const first = put(put(upper, 14, checkDigit(upper.slice(5, 14))), 29, checkDigit(upper.slice(15, 27)))
  const second = put(put(middle, 6, checkDigit(middle.slice(0, 6))), 14, checkDigit(middle.slice(8, 14)))
  return [first, put(second, 29, compositeCheckDigit(first, second)), lower]
}

/** Something else in the zone, and its check digits with it. */
const mrz = (line: 0 | 1 | 2, at: number, text: string | ((old: string) => string)): Forgery => ({
  files: (files) => {
    const lines = linesOf(files)
    const old = lines[line].charAt(at)
    lines[line] = put(lines[line], at, typeof text === 'string' ? text : text(old))
    zone(files, checked(lines).join(''))
  },
})

const otherDigit = (digit: string) => String((Number(digit) + 1) % 10)

/** One check digit wrong, and the composite right for what stands there. */
const wrongDigit = (line: 0 | 1, at: number): Forgery => ({
  files: (files) => {
    const lines = linesOf(files)
    lines[line] = put(lines[line], at, otherDigit(lines[line].charAt(at)))
    if (at !== 29 || line === 0) lines[1] = put(lines[1], 29, compositeCheckDigit(lines[0], lines[1]))
    zone(files, lines.join(''))
  },
})

const mrzCases: readonly ForgedCase[] = [
  forged('MRZ_TAG', 'DG1 holds another object', {
    files: (files) =>
      void files.set('DG1', encodeTlv(0x61, encodeTlv(0x5f20, asciiBytes(linesOf(files).join(''))))),
  }),
  forged('MRZ_LENGTH', 'the zone is a passport’s', {
    files: (files) => void zone(files, linesOf(files).join('').slice(2)),
  }),
  forged('MRZ_CHARACTERS', 'the zone has small letters', {
    files: (files) => void zone(files, linesOf(files).join('').toLowerCase()),
  }),
  forged('MRZ_DOCUMENT_CODE', 'the document is a visa', mrz(0, 0, 'V<')),
  forged('MRZ_STATE', 'another state issued the card', mrz(0, 2, 'LAO')),
  forged('MRZ_NATIONALITY', 'the holder is of another nationality', mrz(1, 15, 'LAO')),
  forged('MRZ_CHECK_NUMBER', 'the number’s check digit is wrong', wrongDigit(0, 14)),
  forged('MRZ_CHECK_PERSONAL', 'the personal number’s check digit is wrong', wrongDigit(0, 29)),
  forged('MRZ_CHECK_BIRTH', 'the date of birth’s check digit is wrong', wrongDigit(1, 6)),
  forged('MRZ_CHECK_EXPIRY', 'the date of expiry’s check digit is wrong', wrongDigit(1, 14)),
  forged('MRZ_CHECK_COMPOSITE', 'the composite check digit is wrong', wrongDigit(1, 29)),
  forged('MRZ_NUMBER', 'the personal number has a letter', mrz(0, 17, 'A')),
  forged('MRZ_NUMBERS_DIFFER', 'the document number is of somebody else', mrz(0, 8, otherDigit)),
  forged('MRZ_BIRTH_DATE', 'the holder was born on the 31st of February', mrz(1, 2, '0231')),
  forged('MRZ_EXPIRY_DATE', 'the card expires in month 13', mrz(1, 10, '13')),
  forged('MRZ_EXPIRY_DATE', 'the card expires on a day that is not known', mrz(1, 12, '<<')),
  forged('MRZ_SEX', 'the sex is X', mrz(1, 7, 'X')),
  forged('MRZ_FILLERS', 'something stands in the second line’s free places', mrz(1, 20, '7')),
  forged('MRZ_FILLERS', 'something stands behind the number', mrz(0, 27, '<A')),
  forged('MRZ_NAME', 'the name begins with a filler', mrz(2, 0, '<')),
  forged('MRZ_NAME', 'the name has a digit', mrz(2, 1, '1')),
]

/** DG13: 0 { 0 version, 1 identifier, 2 { fields } } */
const details = (bend: (fields: Asn[], body: Asn) => void): Forgery => ({
  files: (files) => {
    const file = parseAsn(files.get('DG13') ?? new Uint8Array())
    bend(partsIn(file, 0, 2), partAt(file, 0))
    files.set('DG13', encodeAsn(file))
  },
})

/** The text of a field, by its number. */
const said = (number: number, text: string, tag?: number): Forgery =>
  details((fields) => {
    const parts = partsIn(fields[number - 1] ?? primitive(0))
    parts[1] = textOf(tag ?? parts[1]?.tag ?? 0x0c, text)
  })

const detailCases: readonly ForgedCase[] = [
  forged(
    'DER_INDEFINITE_LENGTH',
    'a field of DG13 has an indefinite length',
    details((fields) => void (fields[0] = indefinite(fields[0] ?? primitive(0)))),
  ),
  forged(
    'DG13_STRUCTURE',
    'DG13 has a part too many',
    details((_fields, body) => void partsIn(body).push(primitive(0x05))),
  ),
  forged(
    'DG13_STRUCTURE',
    'the fields are a sequence',
    details((_fields, body) => void (partAt(body, 2).tag = 0x30)),
  ),
  forged(
    'DG13_VERSION',
    'DG13 is of version 2',
    details((_fields, body) => void (partsIn(body)[0] = primitive(0x02, 2))),
  ),
  forged(
    'DG13_IDENTIFIER',
    'DG13 has another identifier',
    details((_fields, body) => void (partsIn(body)[1] = oid('1.0.10646.1.0.9'))),
  ),
  forged(
    'DG13_ORDER',
    'the fields are in the order of a DER set',
    details((fields) => void fields.sort((a, b) => Buffer.compare(encodeAsn(a), encodeAsn(b)))),
  ),
  forged(
    'DG13_DUPLICATE',
    'field 15 is there twice',
    details((fields) => void fields.splice(15, 0, fields[14] ?? primitive(0))),
  ),
  forged(
    'DG13_MISSING_FIELD',
    'there is no field 7',
    details((fields) => void fields.splice(6, 1)),
  ),
  forged(
    'DG13_UNKNOWN_FIELD',
    'there is a field 17',
    details((fields) => void fields.push(sequenceOf(primitive(0x02, 17), textOf(0x0c, 'x')))),
  ),
  forged(
    'DG13_FIELD_TYPE',
    'the date of expiry is a PrintableString',
    details((fields) => void (partAt(fields[11] ?? primitive(0), 1).tag = 0x13)),
  ),
  forged(
    'DG13_FIELD_TYPE',
    'father and mother are in one sequence',
    details((fields) => {
      const parents = fields[12] ?? primitive(0)
      parents.parts = [partAt(parents, 0), sequenceOf(partAt(parents, 1, 0), partAt(parents, 2, 0))]
    }),
  ),
  forged('DG13_FIELD_LENGTH', 'the residence has 128 bytes', said(9, 'x'.repeat(123))),
  forged('DG13_FIELD_LENGTH', 'the residence has 200 bytes', said(9, 'x'.repeat(200))),
  forged('DG13_TEXT', 'the residence is in decomposed letters', said(9, 'Xã Đông Anh'.normalize('NFD'))),
  forged(
    'DG13_TEXT',
    'the name is no UTF-8',
    details((fields) => void (partAt(fields[1] ?? primitive(0), 1).bytes = Uint8Array.of(0xc3, 0x28))),
  ),
  forged('DG13_EMPTY_FIELD', 'the nationality is empty', said(5, '')),
  forged('DG13_NUMBER', 'the number has eleven digits', said(1, '00109300000')),
  forged('DG13_NUMBER_DIFFERS', 'the number is of somebody else', said(1, '001093000009')),
  forged('DG13_DATE', 'the date of issue is written another way', said(11, '2026-11-22')),
  forged('DG13_DATE', 'the date of issue is no day', said(11, '31/02/2026')),
  forged('DG13_DATES_ORDER', 'the card was issued before its holder was born', said(11, '01/01/1900')),
  forged('DG13_BIRTH_DIFFERS', 'the date of birth is another', said(3, '01/02/1903')),
  forged('DG13_EXPIRY_DIFFERS', 'the date of expiry is another', said(12, '01/02/2099')),
  forged('DG13_SEX', 'the sex is something else', said(4, 'Khác')),
  forged(
    'DG13_SEX_DIFFERS',
    'the sex is the other',
    details((fields) => {
      const text = partAt(fields[3] ?? primitive(0), 1)
      text.bytes = textOf(0x0c, text.bytes.length === 3 ? 'Nữ' : 'Nam').bytes
    }),
  ),
  forged('DG13_NAME_DIFFERS', 'the name is somebody else’s', said(2, 'Nguyễn Văn Khác')),
  forged('DG13_LEGACY_NUMBER', 'the old number has eight digits', said(15, '01234567')),
  forged('DG13_CHIP_SERIAL', 'the chip’s serial has fifteen characters', said(16, '0123456789ABCDE')),
]

const expiredCases: readonly ForgedCase[] = [
  // The signer's certificate outlives every card that expires, so only a card of another day shows it.
  forged('DOCUMENT_EXPIRED', 'the card has expired', {
    files: (files) => {
      mrz(1, 8, '260101').files?.(files)
      said(12, '01/01/2026').files?.(files)
      said(11, '01/01/2020').files?.(files)
    },
  }),
]

export const personCases: readonly ForgedCase[] = [...mrzCases, ...detailCases, ...expiredCases]
