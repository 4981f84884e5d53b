import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { abisFailure, abisFailures, isAbisFailure } from './abis-failures.ts'
import { abisListSchema, usualAbisList } from './abis-list.ts'
import {
  AbisAnswerUnreadable,
  abisRefusal,
  abisSuccess,
  readAbisAnswer,
  readAbisRequest,
  scoreOf,
  targetFpir,
} from './abis.ts'

const insert = {
  id: 'mosip.abis.insert',
  version: '1.1',
  requestId: '01234567-89AB-CDEF-0123-456789ABCDEF',
  requesttime: '2026-03-02T02:30:00.000Z',
  referenceId: 'ref-1',
  referenceURL: 'https://share.example.vn/abc',
}
const { referenceURL: _, ...withoutUrl } = insert
const identify = { ...withoutUrl, id: 'mosip.abis.identify' }
const failureOf = (message: unknown) => readAbisRequest(JSON.stringify(message)).failure

describe('a message to an ABIS', () => {
  test('of each kind is read', () => {
    const bare = { version: '1.1', requestId: 'r', requesttime: insert.requesttime }
    const messages = [
      insert,
      identify,
      { ...withoutUrl, id: 'mosip.abis.delete' },
      ...['ping', 'pendingJobs', 'referenceCount'].map((name) => ({ ...bare, id: `mosip.abis.${name}` })),
    ]
    for (const message of messages) expect(readAbisRequest(JSON.stringify(message)).request).toEqual(message)
  })

  test('to identify carries numbers as texts or as numbers, and may name a gallery and further flags', () => {
    const gallery = { referenceIds: [{ referenceId: 'a' }, { referenceId: 'b' }] }
    const flags = { maxResults: '10', targetFPIR: 30, flag1: 'x' }
    expect(readAbisRequest(JSON.stringify({ ...identify, flags, gallery })).request).toMatchObject({
      flags: { maxResults: 10, targetFPIR: 30, flag1: 'x' },
      gallery,
    })
  })

  test.each([
    [4, 'is no object', []],
    [4, 'has a key too many', { ...insert, name: 'x' }],
    [4, 'has a number below zero', { ...identify, flags: { maxResults: '-1' } }],
    [5, 'names no reference', { ...insert, referenceId: '' }],
    [5, 'names neither reference nor address', { ...identify, referenceId: '', referenceURL: '' }],
    [6, 'has no requestId', { ...insert, requestId: undefined }],
    [8, 'has no address', withoutUrl],
    [9, 'has no time', { ...insert, requesttime: undefined }],
    [13, 'has another version', { ...insert, version: '1.0' }],
    [14, 'has an unknown id', { ...insert, id: 'mosip.abis.merge' }],
    [15, 'has a time without milliseconds', { ...insert, requesttime: '2026-03-02T02:30:00Z' }],
    [15, 'has a day that is none', { ...insert, requesttime: '2026-13-02T02:30:00.000Z' }],
  ] as const)('is refused with %i when it %s', (reason, _what, message) => {
    expect(failureOf(message)).toBe(reason)
  })

  test('is refused, never thrown at, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (message) => {
        expect(isAbisFailure(readAbisRequest(message).failure)).toBe(true)
      }),
    )
  })

  test('that is damaged in one place is read or refused with the ids that can be told', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(insert)), fc.jsonValue(), (key, value) => {
        const read = readAbisRequest(JSON.stringify({ ...insert, [key]: value }))
        expect(read.request !== null || isAbisFailure(read.failure)).toBe(true)
        const repeated = key === 'requestId' || read.request !== null || read.requestId === insert.requestId
        expect(repeated).toBe(true)
      }),
    )
  })
})

describe('an answer of an ABIS', () => {
  const at = Date.parse('2026-03-02T02:31:00.123Z')

  test('is read as it is written, numbers being texts on the way', () => {
    const candidates = [{ referenceId: 'a', analytics: { internalScore: '143.5', finger1: '80.2' } }]
    const text = abisSuccess(identify, { success: { kind: 'candidates', candidates }, at })
    expect(JSON.parse(text)).toMatchObject({
      responsetime: '2026-03-02T02:31:00.123Z',
      returnValue: '1',
      candidateList: { count: '1', candidates: [{ modalities: [{ biometricType: 'FIR' }] }] },
    })
    expect(readAbisAnswer(text)).toMatchObject({ failure: null, candidates })
    const jobs = abisSuccess(
      { id: 'mosip.abis.pendingJobs', requestId: 'r' },
      { success: { kind: 'jobs', count: 7 }, at },
    )
    expect(JSON.parse(jobs)).toMatchObject({ jobscount: '7' })
    expect(readAbisAnswer(jobs)).toMatchObject({ count: 7 })
  })

  test('carries the reason of a refusal; one that nobody knows counts as unexpected', () => {
    expect(readAbisAnswer(abisRefusal(insert, { failure: 10, at }))).toMatchObject({ failure: 10 })
    const odd = { id: insert.id, requestId: 'r', returnValue: 2, failureReason: '99' }
    expect(readAbisAnswer(JSON.stringify(odd))).toMatchObject({ failure: 3 })
  })

  test('of a search is none without its list, or with a list of another length than it tells', () => {
    const answer = { id: identify.id, requestId: 'r', returnValue: '1' }
    const list = { count: '2', candidates: [{ referenceId: 'a' }] }
    for (const message of [answer, { ...answer, candidateList: list }])
      expect(() => readAbisAnswer(JSON.stringify(message))).toThrow(AbisAnswerUnreadable)
    const nobody = { ...answer, candidateList: { count: '0' } }
    expect(readAbisAnswer(JSON.stringify(nobody))).toMatchObject({ candidates: [] })
  })

  test('that is none throws one error and no other', () => {
    const thrownBy = (message: string): unknown => {
      try {
        return readAbisAnswer(message) && null
      } catch (error) {
        return error
      }
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (message) => {
        expect(thrownBy(message)).toBeInstanceOf(AbisAnswerUnreadable)
      }),
    )
  })

  test('tells a score in one of three places, or none', () => {
    const scored = (analytics: Record<string, string>) => scoreOf({ referenceId: 'a', analytics })
    expect(scored({ internalScore: '12.5', confidence: '99' })).toBe(12.5)
    expect(scored({ internalScore: '', confidence: '99' })).toBe(99)
    expect(scored({ confidence: 'high' })).toBeNull()
    expect(scoreOf({ referenceId: 'a' })).toBeNull()
  })
})

test('the eighteen reasons have the numbers 1 to 18 and both languages', () => {
  const codes = Object.values(abisFailures).map(({ code }) => code)
  expect(codes).toEqual(Array.from({ length: 18 }, (_, i) => i + 1))
  expect(abisFailure(10)?.meaning).toMatchObject({
    vi: expect.stringMatching(/đã có/),
    en: expect.any(String),
  })
  expect(abisFailure(19)).toBeNull()
})

test('a rate of false candidates becomes ten times the negative logarithm', () => {
  expect([1e-1, 1e-3, 5e-4].map(targetFpir)).toEqual([10, 30, 33])
})

describe('the list of ABIS', () => {
  const vendor = {
    name: 'vendor',
    kind: 'stomp',
    broker: 'stomp://mq:61613',
    sendTo: 'to',
    receiveFrom: 'from',
  }
  const read = (list: unknown) => abisListSchema.safeParse(JSON.stringify(list))

  test('is the embedded matcher unless told otherwise', () => {
    expect(abisListSchema.parse(usualAbisList)).toMatchObject([{ name: 'embedded', kind: 'embedded' }])
  })

  test('may hold two', () => {
    const list = [{ name: 'embedded', kind: 'embedded' }, vendor]
    expect(read(list).data).toMatchObject([
      { ttlSeconds: 600 },
      { ttlSeconds: 2700, message: 'text', images: false },
    ])
  })

  test.each([
    ['nothing', []],
    ['two of one name', [vendor, vendor]],
    [
      'the embedded one twice',
      [
        { name: 'a', kind: 'embedded' },
        { name: 'b', kind: 'embedded' },
      ],
    ],
    ['a broker of another kind', [{ ...vendor, broker: 'amqp://mq' }]],
    ['a password in the address', [{ ...vendor, broker: 'stomp://me:secret@mq' }]],
    ['a setting that nobody knows', [{ ...vendor, password: 'x' }]],
  ])('is refused with %s', (_what, list) => {
    expect(read(list).success).toBe(false)
  })

  test('that is no JSON is an issue of the environment', () => {
    expect(abisListSchema.safeParse('{').error?.issues).toMatchObject([{ message: 'not JSON' }])
  })
})
