import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import type { ChipPerson } from '../card/chip-person.ts'
import type { CalendarDate, PartialDate } from '../dates/calendar-date.ts'
import { mostFieldBytes, writeDg13 } from './dg13.ts'
import { LdsError } from './lds-error.ts'
import { readDg13, readDg13Fields } from './read-dg13.ts'
import { ChipFieldRefused } from './refusals.ts'
import { scanDg13, walkDg13 } from './test-dg13-readers.ts'
import { anyHolder, plainHolder, profile } from './test-holders.ts'

const holder: ChipPerson = {
  ...plainHolder(),
  number: '099000000017',
  name: 'Đỗ Thị Mỹ Hường',
  birthDate: '1990-02-15' as PartialDate,
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: 'Không',
  origin: 'Xã Mẫu Quê, Hà Nội',
  residence: 'Số 1 Phố Mẫu, Phường Mẫu Một, Hà Nội',
  marks: 'Sẹo chấm',
  issuedOn: '2026-11-22' as CalendarDate,
  expiresOn: '2030-02-15' as CalendarDate,
  fatherName: 'Đỗ Văn Mẫu',
  motherName: 'Trần Thị Thử',
  spouseName: null,
  legacyNumber: '012345678',
  chipSerial: '0123456789ABCDEF',
}

const refusalOf = (person: ChipPerson, longField: 'SHORTEN' | 'REFUSE' = 'SHORTEN') => {
  try {
    writeDg13(person, { ...profile, longField })
    return null
  } catch (error) {
    if (error instanceof ChipFieldRefused) return error.facts
    throw error
  }
}

const fieldHex = (file: Uint8Array, number: number) =>
  toHex(readDg13Fields(file)[number - 1]?.whole ?? new Uint8Array())

describe('DG13', () => {
  const file = writeDg13(holder, profile)

  test('begins as known cards do: version 1, the object identifier of UTF-8, a SET', () => {
    expect(toHex(file.subarray(0, 4))).toBe(
      toHex(fromHex(`6d8201${(file.length - 4 - 256).toString(16).padStart(2, '0')}`)),
    )
    expect(toHex(file.subarray(8, 19))).toBe(`020101${'0606'}28d316010008`)
    expect(file[19]).toBe(0x31)
  })

  test.each([
    [1, '3011020101130c303939303030303030303137'],
    [3, '300f020103130a31352f30322f31393930'],
    [4, '30090201040c044ee1bbaf'],
    [11, '300f02010b130a32322f31312f32303236'],
    [12, '300f02010c0c0a31352f30322f32303330'],
    [14, '300302010e'],
    [15, '300e02010f1309303132333435363738'],
    [16, '3015020110131030313233343536373839414243444546'],
  ])('has field %i byte for byte as public readers expect it', (number, hex) => {
    expect(fieldHex(file, number)).toBe(hex)
  })

  test('has each parent, and a spouse, in a SEQUENCE of their own', () => {
    expect(fieldHex(file, 13)).toMatch(/^302d02010d30120c10.{32}30140c12.{36}$/)
    expect(fieldHex(writeDg13({ ...holder, spouseName: 'An' }, profile), 14)).toBe('300902010e30040c02416e')
  })

  test('keeps the number of what is not known, so that readers that count find the rest', () => {
    const bare = writeDg13(
      { ...holder, religion: null, marks: null, fatherName: null, motherName: null, legacyNumber: null },
      profile,
    )
    expect(fieldHex(bare, 7)).toBe('30050201070c00')
    expect(fieldHex(bare, 10)).toBe('300502010a0c00')
    expect(fieldHex(bare, 13)).toBe('300b02010d30020c0030020c00')
    expect(fieldHex(bare, 15)).toBe('300502010f1300')
    expect(scanDg13(bare).get(16)).toEqual([holder.chipSerial])
    expect(walkDg13(bare).get(16)).toEqual([holder.chipSerial])
  })

  test.each([
    ['1950', '00/00/1950'],
    ['1950-05', '00/05/1950'],
  ])('writes a date of birth known as %s as %s', (birthDate, text) => {
    const read = readDg13(writeDg13({ ...holder, birthDate: birthDate as PartialDate }, profile))
    expect(read.birthDate).toBe(text)
  })

  test('says in words that a card has no expiry, by the profile', () => {
    expect(readDg13(writeDg13({ ...holder, expiresOn: null }, profile)).expiresOn).toBe('Không thời hạn')
    const other = { ...profile, noExpiry: { mrz: '<<<<<<', dg13: 'KHÔNG' } }
    expect(readDg13(writeDg13({ ...holder, expiresOn: null }, other)).expiresOn).toBe('KHÔNG')
  })

  test('of anybody is read alike by the scanner, the walker and our reader', () => {
    fc.assert(
      fc.property(anyHolder, (person) => {
        const written = writeDg13(person, profile)
        const read = readDg13(written)
        expect(read).toMatchObject({
          number: person.number,
          name: person.name,
          nationality: 'Việt Nam',
          ethnicity: person.ethnicity ?? '',
          religion: person.religion ?? '',
          marks: person.marks ?? '',
          fatherName: person.fatherName ?? '',
          motherName: person.motherName ?? '',
          spouseName: person.spouseName ?? '',
          legacyNumber: person.legacyNumber ?? '',
          chipSerial: person.chipSerial,
        })
        const walked = walkDg13(written)
        expect([...walked.keys()]).toEqual(Array.from({ length: 16 }, (_, i) => i + 1))
        expect(scanDg13(written)).toEqual(walked)
        expect(walked.get(2)).toEqual([read.name])
        expect(walked.get(9)).toEqual([read.residence])
        expect(walked.get(13)).toEqual([read.fatherName, read.motherName])
        for (const { whole } of readDg13Fields(written)) expect(whole[1]).toBeLessThanOrEqual(mostFieldBytes)
      }),
      { numRuns: 150 },
    )
  })

  test('keeps a place of 122 bytes and shortens one of 123, at a comma', () => {
    const tail = ', Phường Mẫu Một, Hà Nội'
    const bytes = (text: string) => new TextEncoder().encode(text).length
    const of = (length: number) => 'A'.repeat(length - bytes(tail)) + tail
    const residence = (text: string) => readDg13(writeDg13({ ...holder, residence: text }, profile)).residence
    expect(residence(of(122))).toBe(of(122))
    expect(residence(of(123))).toBe(of(123).replace('Phường', 'P.'))
    expect(residence(of(140))).toBe('P. Mẫu Một, Hà Nội')
  })

  test('of any place that the rule can shorten stays within a short length and keeps commune and province', () => {
    const unit = fc.stringMatching(/^[A-ZĐ][a-zđêệữ]{0,14}(?: [A-Z0-9][a-zấ]{0,14}){0,3}$/)
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 9 }), (units) => {
        const residence = units.join(', ')
        const facts = refusalOf({ ...holder, residence })
        const read = facts ? null : walkDg13(writeDg13({ ...holder, residence }, profile)).get(9)?.[0]
        const isKept = !!read && residence.endsWith(read) && read.split(', ').length >= 2
        return facts?.['fault'] === 'TOO_LONG' || isKept
      }),
    )
  })

  test('is refused with the field named, where nothing may be left out', () => {
    const long = 'Nguyễn '.repeat(18).trim()
    const outcomes = [
      refusalOf({ ...holder, name: long }),
      refusalOf({ ...holder, marks: long }),
      refusalOf({ ...holder, fatherName: long.slice(0, 60), motherName: long.slice(0, 60) }),
      refusalOf({ ...holder, residence: long }),
      refusalOf({ ...holder, origin: `${long}, Phường Mẫu Một` }),
    ]
    const fields = ['name', 'marks', 'parents', 'residence', 'origin']
    expect(outcomes).toEqual(fields.map((field) => ({ field, fault: 'TOO_LONG' })))
  })

  test('is refused instead of shortened where the profile says so', () => {
    const residence = `${'Tổ dân phố 12, '.repeat(8)}Phường Mẫu Một, Hà Nội`
    expect(refusalOf({ ...holder, residence })).toBeNull()
    expect(refusalOf({ ...holder, residence }, 'REFUSE')).toEqual({ field: 'residence', fault: 'TOO_LONG' })
  })

  test.each([
    ['number', '12345678901'],
    ['legacyNumber', '12345678X'],
    ['chipSerial', '0123456789abcdef'],
    ['name', 'A\u0002\u0001\u0003B'],
    ['religion', 'A\uD800'],
  ] as const)('is refused where %s is %j', (field, text) => {
    expect(refusalOf({ ...holder, [field]: text })).toEqual({ field, fault: 'MALFORMED' })
  })

  test('with a number missing, twice or out of order is not read as a person', () => {
    const fields = readDg13Fields(file)
    const wholes = fields.map(({ whole }) => toHex(whole))
    for (const order of [wholes.slice(1), wholes.toReversed(), [...wholes, wholes[15] ?? '']]) {
      const set = order.join('')
      const long = (hex: string) => `82${(hex.length / 2).toString(16).padStart(4, '0')}${hex}`
      const damaged = fromHex(`6d${long(`30${long(`020101060628d31601000831${long(set)}`)}`)}`)
      expect(() => readDg13(damaged)).toThrow(LdsError)
    }
  })
})
