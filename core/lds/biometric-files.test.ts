import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { fingerPositions } from '../biometrics/positions.ts'
import { encodeTlv } from './tlv.ts'
import { headerTags, readBiometricGroup } from './biometric-group.ts'
import { readDg2, writeDg2 } from './dg2.ts'
import { fillerBytes, readDg3, writeDg3 } from './dg3.ts'
import { readRecord39794 } from './iso39794.ts'
import { LdsError } from './lds-error.ts'
import { PictureFormatRefused, PortraitTooLarge } from './refusals.ts'
import { jp2Of, profile, wsqOf } from './test-holders.ts'

const male = { isMale: true }
const form = { ...profile, encoding: 'ISO_19794' } as const
const none = () => new Uint8Array(0)

describe('DG2', () => {
  const portrait = jp2Of(240, 360)

  test('has one record of ISO/IEC 19794-5:2005 with the portrait as it came', () => {
    const file = writeDg2(portrait, male, form)
    const { records, faces } = readDg2(file)
    expect(faces).toHaveLength(1)
    expect(faces[0]).toMatchObject({
      width: 240,
      height: 360,
      format: 'jp2',
      imageType: 1,
      colourSpace: 1,
      gender: 1,
      image: portrait.bytes,
    })
    expect(Array.from(records[0]?.header ?? [], ([tag, value]) => [tag, toHex(value)])).toEqual([
      [headerTags.version, '0101'],
      [headerTags.type, '02'],
      [headerTags.subtype, '00'],
      [headerTags.owner, '0101'],
      [headerTags.format, '0008'],
    ])
  })

  test('tells a grey portrait, and a JPEG', () => {
    const grey = readDg2(writeDg2(jp2Of(240, 360, { components: 1 }), { isMale: false }, form))
    expect(grey.faces[0]).toMatchObject({ colourSpace: 3, gender: 2 })
    const bytes = fromHex('ffd8ffe000040000ffc0000b08016800f00101110000ffd9')
    const jpeg = readDg2(writeDg2({ format: 'JPEG', bytes, width: 240, height: 360 }, male, form))
    expect(jpeg.faces[0]).toMatchObject({ format: 'jpeg', colourSpace: 3 })
  })

  test('is refused for a portrait that is larger than the chip has place for', () => {
    const large = jp2Of(240, 360, { bytes: profile.capacity.portrait })
    expect(() => writeDg2(large, male, form)).toThrow(PortraitTooLarge)
  })

  test('is refused for a picture that is of another format or of other sizes than it is said to be', () => {
    const wrong = [
      { ...portrait, width: 241 },
      { ...portrait, format: 'JPEG' as const },
      { ...portrait, bytes: portrait.bytes.subarray(0, 40) },
      wsqOf(240, 360),
    ]
    for (const picture of wrong) expect(() => writeDg2(picture, male, form)).toThrow(PictureFormatRefused)
  })
})

describe('DG3', () => {
  test('has a record for each finger, whose subtype says which', () => {
    const fingers = fingerPositions.map((position) => ({ ...wsqOf(300, 374), position }))
    const { records, fingers: read, filler } = readDg3(writeDg3(fingers, 'ISO_19794', none))
    expect(filler).toBeNull()
    const subtypes = records.map(({ header }) => toHex(header.get(headerTags.subtype) ?? none()))
    expect(subtypes).toEqual(['05', '09', '0d', '11', '15', '06', '0a', '0e', '12', '16'])
    expect(read.map(({ views, compression }) => [views[0]?.position, compression])).toEqual(
      fingerPositions.map((position) => [position, 'wsq']),
    )
    expect(read[0]?.views[0]).toMatchObject({ width: 300, height: 374 })
  })

  test('may have JPEG 2000, in grey', () => {
    const grey = { ...jp2Of(300, 374, { components: 1 }), position: 2 as const }
    expect(readDg3(writeDg3([grey], 'ISO_19794', none)).fingers[0]).toMatchObject({ compression: 'jp2' })
    const colour = { ...jp2Of(300, 374), position: 2 as const }
    expect(() => writeDg3([colour], 'ISO_19794', none)).toThrow(PictureFormatRefused)
  })

  test('of nobody’s fingers is the form without records, with something random behind it', () => {
    const file = writeDg3([], 'ISO_19794', (length) => new Uint8Array(length).fill(0xab))
    expect(toHex(file)).toBe(`63187f61030201005310${'ab'.repeat(fillerBytes)}`)
    expect(readDg3(file)).toEqual({
      records: [],
      fingers: [],
      fingers39794: [],
      filler: new Uint8Array(fillerBytes).fill(0xab),
    })
  })
})

describe('the frame', () => {
  const record = (tag: number) => encodeTlv(tag, Uint8Array.of(1, 2, 3))
  const framed = (count: number, ...templates: readonly Uint8Array[]) =>
    encodeTlv(0x75, encodeTlv(0x7f61, Uint8Array.of(2, 1, count), ...templates))

  test('with a record under either tag is read', () => {
    const template = (tag: number) => encodeTlv(0x7f60, fromHex('a10487020101'), record(tag))
    const { records } = readBiometricGroup(framed(2, template(0x7f2e), template(0x5f2e)), 'DG2')
    expect(records).toMatchObject([
      { encoding: 'ISO_39794', data: Uint8Array.of(1, 2, 3) },
      { encoding: 'ISO_19794', data: Uint8Array.of(1, 2, 3) },
    ])
  })

  test.each([
    ['another count', framed(2, encodeTlv(0x7f60, fromHex('a10487020101'), record(0x5f2e)))],
    ['no count', encodeTlv(0x75, encodeTlv(0x7f61))],
    ['no header', framed(1, encodeTlv(0x7f60, record(0x5f2e)))],
    [
      'an element of the header twice',
      framed(1, encodeTlv(0x7f60, fromHex('a106810102810102'), record(0x5f2e))),
    ],
    ['another object as record', framed(1, encodeTlv(0x7f60, fromHex('a10487020101'), record(0x5f2f)))],
    ['another template', framed(1, encodeTlv(0x7f61, fromHex('a10487020101'), record(0x5f2e)))],
    ['something behind it', encodeTlv(0x75, encodeTlv(0x7f61, fromHex('020100')), fromHex('0500'))],
  ])('with %s is refused', (_, file) => {
    expect(() => readBiometricGroup(file, 'DG2')).toThrow(LdsError)
  })
})

describe('records of ISO/IEC 39794', () => {
  const later = { ...profile, encoding: 'ISO_39794' } as const

  test('of a face are laid out as the application profile for travel documents has them', () => {
    const portrait = jp2Of(240, 360, { bytes: 20 })
    const { records, faces, faces39794 } = readDg2(writeDg2(portrait, male, later))
    expect(faces).toEqual([])
    expect(faces39794).toEqual([
      { generation: 3, year: 2019, format: 3, picture: portrait.bytes, position: null },
    ])
    const [record] = records
    expect(toHex(record?.header.get(headerTags.format) ?? none())).toBe('002a')
    const length = portrait.bytes.length
    const hex = (value: number) => value.toString(16).padStart(2, '0')
    expect(toHex(record?.data ?? none())).toBe(
      `a181${hex(length + 60)}6581${hex(length + 57)}a007800103810207e3a181${hex(length + 45)}` +
        `3081${hex(length + 42)}800100a181${hex(length + 36)}a081${hex(length + 33)}a081${hex(length + 30)}` +
        `8081${hex(length)}${toHex(portrait.bytes)}a119a003800103a103800100a708800200f081020168a903800102`,
    )
  })

  test('of fingers tell position, format and resolution', () => {
    const fingers = ([2, 7] as const).map((position) => ({ ...wsqOf(300, 374), position }))
    const { records, fingers39794 } = readDg3(writeDg3(fingers, 'ISO_39794', none))
    expect(fingers39794.map(({ position, format }) => [position, format])).toEqual([
      [2, 1],
      [7, 1],
    ])
    expect(fingers39794[0]?.picture).toEqual(fingers[0]?.bytes)
    expect(toHex(records[0]?.header.get(headerTags.format) ?? none())).toBe('0028')
    expect(toHex(records[0]?.data ?? none())).toMatch(/a003800102a103800100a203800101.*a707800201f4810100$/)
  })

  test('are refused when a member is missing, out of order or follows the record', () => {
    const file = writeDg2(jp2Of(240, 360, { bytes: 20 }), male, later)
    const record = readBiometricGroup(file, 'DG2').records[0]?.data ?? none()
    const swapped = record.map((byte, i) => (i === 6 ? 0xa2 : byte))
    for (const data of [record.subarray(0, -1), Uint8Array.of(...record, 0), swapped])
      expect(() => readRecord39794(data, 'DG2')).toThrow('RECORD_39794')
    expect(() => readRecord39794(record, 'DG3')).toThrow('RECORD_39794')
  })
})
