import { assert, asyncProperty, string, uint8Array } from 'fast-check'
import { decode, encode, Tag } from 'cbor2'
import { unzlibSync, zlibSync } from 'fflate'
import { expect, test } from 'vitest'
import { parsePartialDate } from '../dates/calendar-date.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { readSignedQr, type SignedQr, SignedQrUnreadable, writeSignedQr } from './signed-qr.ts'

const content: SignedQr = {
  person: {
    number: '001190000017',
    name: 'NGUYỄN THỊ MẪU',
    birthDate: parsePartialDate('1990-05-20'),
    sex: 'FEMALE',
    address: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội',
  },
  issuer: 'https://canuoc.example.vn',
  issuedAt: 1_772_418_600,
  notBefore: 1_772_418_600,
  expiresAt: 1_905_500_000,
}
const keyId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
])
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const
const signer = {
  keyId,
  sign: async (data: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign(es256, keys.privateKey, Uint8Array.from(data))),
}
const faultOf = (text: string) => {
  try {
    readSignedQr(text)
    return null
  } catch (error) {
    if (error instanceof SignedQrUnreadable) return error.facts['fault']
    throw error
  }
}

test('base45 gives the examples of RFC 9285, and refuses what no bytes encode to', () => {
  const text = (words: string) => new TextEncoder().encode(words)
  expect(encodeBase45(text('AB'))).toBe('BB8')
  expect(encodeBase45(text('Hello!!'))).toBe('%69 VD92EX0')
  expect(encodeBase45(text('base-45'))).toBe('UJCLQE7W581')
  expect(decodeBase45('QED8WEX0')).toEqual(text('ietf!'))
  expect([':::', 'GGW', 'a', 'A', '::'].map(decodeBase45)).toEqual([null, null, null, null, null])
})

test('what was written is read, under a signature that holds over the bytes that COSE names', async () => {
  const text = await writeSignedQr(content, signer)
  const { toBeSigned, signature, keyId: told, ...read } = readSignedQr(text)
  expect({ read, told }).toEqual({ read: content, told: keyId })
  expect(await crypto.subtle.verify(es256, keys.publicKey, signature, toBeSigned)).toBe(true)
  // A QR of version 15 at level M holds 600: the form fits a card's back.
  expect(text.length).toBeLessThan(600)
})

test('the bytes are COSE_Sign1 with a CWT whose claim 169 has the registered keys', async () => {
  const cose = unzlibSync(decodeBase45(await writeSignedQr(content, signer)) ?? new Uint8Array())
  expect(cose.slice(0, 2)).toEqual(Uint8Array.of(0xd2, 0x84))
  const tagged = decode<Tag>(cose, { preferMap: true })
  const [header, , payload] = tagged.contents as [Uint8Array, Map<number, unknown>, Uint8Array]
  expect(decode(header, { preferMap: true })).toEqual(
    new Map<number, unknown>([
      [1, -7],
      [4, keyId],
    ]),
  )
  const claims = decode<Map<number, unknown>>(payload, { preferMap: true })
  expect([...claims.keys()]).toEqual([1, 4, 5, 6, 169])
  expect(claims.get(169)).toEqual(
    new Map<number, unknown>([
      [1, '001190000017'],
      [2, '1.2.0'],
      [3, 'vi'],
      [4, 'NGUYỄN THỊ MẪU'],
      [8, '19900520'],
      [9, 2],
      [10, content.person.address],
      [13, 'VNM'],
      [23, 'VN'],
    ]),
  )
})

test('a birth date of which only the year is known stays out', async () => {
  const person = { ...content.person, birthDate: parsePartialDate('1990') }
  const read = readSignedQr(await writeSignedQr({ ...content, person }, signer))
  expect(read.person).toEqual({ ...person, birthDate: null })
})

test('a code for the face of a card tells no address', async () => {
  const person = { ...content.person, address: null }
  const text = await writeSignedQr({ ...content, person }, signer)
  expect(readSignedQr(text).person).toEqual(person)
  // Version 11 at level M holds 366: modules of three dots at 300 dpi on the card.
  expect(text.length).toBeLessThanOrEqual(366)
})

test('what is no signed QR is refused by what is wrong with it', async () => {
  const packed = (value: unknown) => encodeBase45(zlibSync(encode(value)))
  const header = encode(
    new Map<number, unknown>([
      [1, -7],
      [4, keyId],
    ]),
  )
  const other = encode(
    new Map<number, unknown>([
      [1, -8],
      [4, keyId],
    ]),
  )
  const empty = encode(new Map())
  const signature = new Uint8Array(64)
  expect({
    words: faultOf('không phải mã'),
    bytes: faultOf(encodeBase45(Uint8Array.of(1, 2, 3))),
    number: faultOf(packed(7)),
    tag: faultOf(packed(new Tag(17, [header, new Map(), empty, signature]))),
    algorithm: faultOf(packed(new Tag(18, [other, new Map(), empty, signature]))),
    short: faultOf(packed(new Tag(18, [header, new Map(), empty, new Uint8Array(63)]))),
    claims: faultOf(packed(new Tag(18, [header, new Map(), empty, signature]))),
  }).toEqual({
    words: 'NOT_BASE45',
    bytes: 'NOT_ZLIB',
    number: 'NOT_COSE',
    tag: 'NOT_COSE',
    algorithm: 'ALGORITHM',
    short: 'ALGORITHM',
    claims: 'CLAIMS',
  })
})

test('no text makes the reader throw anything but its refusal', async () => {
  const text = await writeSignedQr(content, signer)
  await assert(
    asyncProperty(string({ maxLength: 200 }), uint8Array({ maxLength: 80 }), async (words, bytes) => {
      for (const damaged of [
        words,
        encodeBase45(bytes),
        encodeBase45(zlibSync(bytes)),
        text.slice(0, words.length),
      ])
        faultOf(damaged)
    }),
    { numRuns: 300 },
  )
})
