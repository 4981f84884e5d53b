import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'
import { type BiometricInformation, cbeffFormats, readCbeff, writeCbeff } from './cbeff.ts'
import { CbeffRefused } from './refusals.ts'
import { expectTotal, faultOf } from './test-damage.ts'
import { readXml } from './xml.ts'

const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => /^[\x21-\x7e]+$/.test(text))
const registry = fc.record({ organization: word, type: word })
const records: fc.Arbitrary<BiometricInformation> = fc.record({
  index: fc.option(fc.uuid()),
  format: registry,
  createdAt: fc.option(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) })),
  modality: fc.constantFrom('Finger', 'Face', 'Iris'),
  subtype: fc.oneof(word, fc.constant('Left RingFinger'), fc.constant('')),
  level: fc.constantFrom('Raw', 'Intermediate', 'Processed'),
  purpose: fc.constantFrom('Enroll', 'Verify'),
  quality: fc.option(fc.record({ algorithm: fc.option(registry), score: fc.nat(100) })),
  record: fc.uint8Array({ maxLength: 300 }),
  signature: fc.option(fc.uint8Array({ maxLength: 80 })),
  others: fc.array(
    fc.record({
      key: word,
      value: fc
        .string({ unit: 'grapheme', maxLength: 20 })
        .filter((text) => [...text].every((letter) => letter >= ' ' && letter < '\uFFFE')),
    }),
    {
      maxLength: 3,
    },
  ),
})

const example: BiometricInformation = {
  index: '11d5c6dc-1bc2-4eda-a7bf-4a3639b29e01',
  format: { organization: 'Mosip', type: String(cbeffFormats.fingerImage) },
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  modality: 'Finger',
  subtype: 'Left RingFinger',
  level: 'Raw',
  purpose: 'Enroll',
  quality: { algorithm: { organization: 'HMAC', type: 'SHA-256' }, score: 80 },
  record: Uint8Array.of(0x46, 0x49, 0x52, 0),
  signature: null,
  others: [{ key: 'EXCEPTION', value: 'false' }],
}

/** As another system writes it: prefixes, nanoseconds, Key and Value, comments, one quote style. */
const foreign = `<?xml version='1.0' encoding='UTF-8'?>
<!-- exported -->
<c:BIR xmlns:c='http://standards.iso.org/iso-iec/19785/-3/ed-2/'>
  <c:BIRInfo><c:Integrity>false</c:Integrity></c:BIRInfo>
  <c:BIR>
    <c:Version><c:Major>1</c:Major><c:Minor>1</c:Minor></c:Version>
    <c:BDBInfo>
      <c:Format><c:Organization>A&amp;B</c:Organization><c:Type>8</c:Type></c:Format>
      <c:CreationDate>2021-08-11T10:32:48.124194800Z</c:CreationDate>
      <c:Type>Face</c:Type><c:Subtype/><c:Level>Raw</c:Level><c:Purpose>Enroll</c:Purpose>
      <c:Quality><c:Score>90</c:Score></c:Quality>
    </c:BDBInfo>
    <c:BDB>
      RkFD
      AA==
    </c:BDB>
    <c:others><c:Key>RETRIES</c:Key><c:Value>1</c:Value></c:others>
  </c:BIR>
</c:BIR>`

const readBytes = (bytes: Uint8Array) =>
  readCbeff(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

describe('CBEFF XML', () => {
  test('what is written is read again, several records in a file', () => {
    fc.assert(
      fc.property(fc.array(records, { minLength: 1, maxLength: 4 }), (list) => {
        expect(readCbeff(writeCbeff(list))).toEqual(list)
      }),
    )
  })

  test('names what it holds as the patron format does', () => {
    const text = writeCbeff([example])
    expect(text).toContain('<BIR xmlns="http://standards.iso.org/iso-iec/19785/-3/ed-2/">')
    expect(text).toContain('<CreationDate>2026-01-02T03:04:05.678Z</CreationDate>')
    expect(text).toContain('<Subtype>Left RingFinger</Subtype>')
    expect(text).toContain('<BDB>RklSAA==</BDB>')
    expect(text).toContain('<entry key="EXCEPTION">false</entry>')
  })

  test('is read from other writers too', () => {
    expect(readCbeff(foreign)).toEqual([
      {
        index: null,
        format: { organization: 'A&B', type: '8' },
        createdAt: Date.UTC(2021, 7, 11, 10, 32, 48, 124),
        modality: 'Face',
        subtype: '',
        level: 'Raw',
        purpose: 'Enroll',
        quality: { algorithm: null, score: 90 },
        record: Uint8Array.of(0x46, 0x41, 0x43, 0),
        signature: null,
        others: [{ key: 'RETRIES', value: '1' }],
      },
    ])
  })

  test('damage of any kind is refused with the own error, or read', () => {
    const text = writeCbeff([example, { ...example, signature: Uint8Array.of(1, 2, 3) }])
    const cut = fc.nat(text.length).map((length) => text.slice(0, length))
    const pieces = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      '<!--',
      '-->',
      '</BIR>',
      '<BIR>',
      '&#0;',
      '&#x110000;',
      '<![CDATA[',
      '=',
    )
    const spoilt = fc
      .tuple(fc.nat(text.length), pieces, fc.nat(6))
      .map(([at, piece, lost]) => text.slice(0, at) + piece + text.slice(at + lost))
    fc.assert(
      fc.property(fc.oneof(cut, spoilt), (hurt) => {
        const bytes = Uint8Array.from(hurt, (letter) => letter.charCodeAt(0))
        expectTotal(readBytes, CbeffRefused, bytes)
      }),
      { numRuns: 1500 },
    )
  })

  test('a field that holds something else is refused by name', () => {
    const text = writeCbeff([example])
    const reading = (from: string, to: string) => faultOf(() => readCbeff(text.replace(from, to)))
    expect(reading('ed-2/', 'ed-3/')).toBe('format BIR')
    expect(reading('<Type>Finger</Type>', '<Type>Palm</Type>')).toBe('unsupported Type')
    expect(reading('<Type>Finger</Type>', '')).toBe('truncated Type')
    expect(reading('<Score>80</Score>', '<Score>101</Score>')).toBe('value Score')
    expect(reading('<Score>80</Score>', '<Score>80</Score><Score>81</Score>')).toBe('value Score')
    expect(reading('2026-01-02', '2026-13-02')).toBe('value CreationDate')
    expect(reading('RklSAA==', 'RklS*A==')).toBe('value BDB')
    expect(faultOf(() => writeCbeff([]))).toBe('length BIR')
    expect(faultOf(() => writeCbeff([{ ...example, subtype: '\u0001' }]))).toBe('value text')
    expect(faultOf(() => writeCbeff([{ ...example, createdAt: 9e15 }]))).toBe('value CreationDate')
  })
})

describe('the XML reader', () => {
  test('opens no doctype, entity, instruction or CDATA', () => {
    const laughs = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    const others = [
      '<a>&b;</a>',
      '<a><?php x?></a>',
      '<a><![CDATA[x]]></a>',
      '<a b="&c;"/>',
      '<a>&#8;</a>',
      '<a>&</a>',
    ]
    const faults = [laughs, ...others].map((text) => faultOf(() => readXml(text)))
    expect(faults).toEqual([
      'format element',
      'format entity',
      'format element',
      'format element',
      'format entity',
      'format entity',
      'format entity',
    ])
  })

  test('ends at a bounded depth, number of elements and of attributes', () => {
    expect(faultOf(() => readXml('<a>'.repeat(100_000)))).toBe('limit element')
    expect(faultOf(() => readXml(`<a>${'<b/>'.repeat(100_000)}</a>`))).toBe('limit element')
    const attributes = Array.from({ length: 17 }, (_, i) => ` a${i}=""`).join('')
    expect(faultOf(() => readXml(`<a${attributes}/>`))).toBe('limit attribute')
  })

  test('takes long texts, comments and white space in time that grows as they do', () => {
    const long = 'x'.repeat(2_000_000)
    expect(readXml(`<a>${long}</a>`).text).toHaveLength(long.length)
    expect(readXml(`<a><!--${long}--></a>`).text).toBe('')
    expect(faultOf(() => readXml(`<a${' '.repeat(2_000_000)}`))).toBe('format attribute')
    expect(faultOf(() => readXml(`<a>${'&'.repeat(500_000)}</a>`))).toBe('format entity')
  })

  test('knows namespaces by what they are, not by their prefix', () => {
    const root = readXml('<a xmlns="u" xmlns:p="v"><p:b/><c xmlns=""/></a>')
    expect([root, ...root.children].map(({ name, namespace }) => `${namespace}:${name}`)).toEqual([
      'u:a',
      'v:b',
      ':c',
    ])
    expect(faultOf(() => readXml('<q:a/>'))).toBe('value namespace')
  })
})

describe('base64', () => {
  test('comes back, and agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      }),
    )
  })

  test('is refused when it is none', () => {
    const others = ['A', 'AB', 'ABC', 'A===', 'AB=C', 'A-BC', 'ABCé', '====']
    expect(others.filter((text) => fromBase64(text) !== null)).toEqual([])
  })
})
