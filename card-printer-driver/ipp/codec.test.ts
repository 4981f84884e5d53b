import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMessage } from './decode.ts'
import { encodeMessage } from './encode.ts'
import type { GroupName, IppAttribute, IppMessage, IppValue, TextType } from './message.ts'
import {
  attribute,
  find,
  groupTags,
  IppFault,
  keyword,
  numberOf,
  operations,
  stringsOf,
  text,
  textTags,
} from './message.ts'

function request(...attributes: readonly IppAttribute[]): IppMessage {
  return {
    version: { major: 2, minor: 0 },
    code: operations.getPrinterAttributes,
    requestId: 1,
    groups: [{ group: 'operation', attributes }],
    data: new Uint8Array(0),
  }
}

const bytes = fc.uint8Array({ maxLength: 40 })
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const words = fc.string({ unit: 'grapheme', maxLength: 20 }).map((word) => word.toWellFormed())
const name = fc.stringMatching(/^[a-z][a-z-]{0,20}$/)

const simple: fc.Arbitrary<IppValue> = fc.oneof(
  fc.record({ type: fc.constantFrom('integer', 'enum'), value: int32 }),
  fc.record({ type: fc.constant('boolean'), value: fc.boolean() }),
  fc.record({ type: fc.constantFrom(...(Object.keys(textTags) as TextType[])), value: words }),
  fc.record({ type: fc.constantFrom('textWithLanguage', 'nameWithLanguage'), language: words, value: words }),
  fc.record({ type: fc.constantFrom('unsupported', 'unknown', 'noValue') }),
  fc.record({ type: fc.constant('octetString'), value: bytes }),
  fc.record({ type: fc.constant('dateTime'), value: fc.uint8Array({ minLength: 11, maxLength: 11 }) }),
  fc.record({
    type: fc.constant('resolution'),
    across: int32,
    along: int32,
    unit: fc.constantFrom('dpi', 'dpcm'),
  }),
  fc.record({ type: fc.constant('rangeOfInteger'), lower: int32, upper: int32 }),
)

const attributes = (value: fc.Arbitrary<IppValue>): fc.Arbitrary<IppAttribute> =>
  fc
    .tuple(name, value, fc.array(value, { maxLength: 3 }))
    .map(([called, first, more]) => attribute(called, first, ...more))

const collection = fc
  .array(attributes(simple), { maxLength: 3 })
  .map((members): IppValue => ({ type: 'collection', members }))

const messages: fc.Arbitrary<IppMessage> = fc.record({
  version: fc.record({ major: fc.nat(255), minor: fc.nat(255) }),
  code: fc.nat(0xffff),
  requestId: int32,
  groups: fc.array(
    fc.record({
      group: fc.constantFrom(...(Object.keys(groupTags) as GroupName[])),
      attributes: fc.array(attributes(fc.oneof(simple, collection)), { maxLength: 5 }),
    }),
    { maxLength: 4 },
  ),
  data: bytes,
})

/** What decoding throws beside its own refusal. */
function faultOf(input: Uint8Array): unknown {
  try {
    decodeMessage(input)
    return null
  } catch (fault) {
    return fault instanceof IppFault ? null : fault
  }
}

describe('the IPP codec', () => {
  test('writes the request of RFC 8010, appendix A.1, byte by byte', () => {
    const message = request(
      attribute('attributes-charset', text('charset', 'utf-8')),
      attribute('attributes-natural-language', text('naturalLanguage', 'en-us')),
    )
    const bytesOf = (written: string) => Array.from(new TextEncoder().encode(written))
    const head = [2, 0, 0, 0x0b, 0, 0, 0, 1, 1]
    const charset = [0x47, 0, 18, ...bytesOf('attributes-charset'), 0, 5, ...bytesOf('utf-8')]
    const language = [0x48, 0, 27, ...bytesOf('attributes-natural-language'), 0, 5, ...bytesOf('en-us')]
    const expected = [...head, ...charset, ...language, 3]
    expect([...encodeMessage(message)]).toEqual(expected)
  })

  test('gives back every message that it wrote', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(decodeMessage(encodeMessage(message))).toEqual(message)
      }),
      { numRuns: 300 },
    )
  })

  test('keeps a value of a tag that it does not know', () => {
    const message = request(attribute('strange', { type: 'other', tag: 0x7f, value: Uint8Array.of(1, 2) }))
    expect(decodeMessage(encodeMessage(message))).toEqual(message)
  })

  test('refuses noise with its own error and no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(faultOf(noise)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('refuses a damaged message with its own error and no other', () => {
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(255), (message, place, byte) => {
        const damaged = encodeMessage(message)
        damaged[place % damaged.length] = byte
        expect(faultOf(damaged)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('refuses every beginning of a message that lacks its end', () => {
    const whole = encodeMessage(request(attribute('a', keyword('b'), keyword('c'))))
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeMessage(whole.subarray(0, length))).toThrow(IppFault)
    }
  })

  test('refuses collections nested without end', () => {
    let value: IppValue = { type: 'collection', members: [] }
    for (let i = 0; i < 20; i++) value = { type: 'collection', members: [attribute('m', value)] }
    expect(() => decodeMessage(encodeMessage(request(attribute('deep', value))))).toThrow(IppFault)
  })

  test('refuses a name longer than the field can say', () => {
    expect(() => encodeMessage(request(attribute('x'.repeat(40_000), keyword('v'))))).toThrow(IppFault)
  })

  test('finds numbers and strings by group and name', () => {
    const message = request(
      attribute('state', { type: 'enum', value: 5 }),
      attribute('reasons', keyword('a'), keyword('b')),
    )
    expect(numberOf(find(message, 'operation', 'state'))).toBe(5)
    expect(stringsOf(find(message, 'operation', 'reasons'))).toEqual(['a', 'b'])
    expect(find(message, 'job', 'state')).toBeUndefined()
  })
})
