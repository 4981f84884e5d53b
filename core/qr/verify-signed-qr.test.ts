import { expect, test } from 'vitest'
import { toHex } from '../bytes.ts'
import { parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { cardSignedQr } from './card-signed-qr.ts'
import { writeSignedQr } from './signed-qr.ts'
import { verifySignedQr } from './verify-signed-qr.ts'

const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const
const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const at = Date.parse('2026-03-02T02:30:00Z')
const years = 365 * 86_400_000

async function newSigner(first: number) {
  const keys = await crypto.subtle.generateKey(p256, true, ['sign', 'verify'])
  const keyId = Uint8Array.of(first, 2, 3, 4, 5, 6, 7, 8)
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', keys.publicKey)).toString('base64')
  return {
    keyId,
    sign: async (data: Uint8Array) =>
      new Uint8Array(await crypto.subtle.sign(es256, keys.privateKey, Uint8Array.from(data))),
    listed: {
      kid: toHex(keyId),
      spki,
      notBefore: new Date(at).toISOString(),
      notAfter: new Date(at + 20 * years).toISOString(),
      revoked: false,
    },
  }
}

const signer = await newSigner(1)
const card = {
  number: '001190000017',
  name: 'NGUYỄN THỊ MẪU',
  birthDate: parsePartialDate('1990-05-20'),
  sex: 'FEMALE',
  residence: 'Số 1 Phố Mẫu, Phường Ba Đình, Thành phố Hà Nội',
  expiresOn: parseCalendarDate('2030-05-20'),
} as const
const issue = { issuer: 'https://canuoc.example.vn', at, signerUntil: at + 20 * years }

const verify = async (spki: string, signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>) => {
  const key = await crypto.subtle.importKey('spki', Buffer.from(spki, 'base64'), p256, false, ['verify'])
  return crypto.subtle.verify(es256, key, signature, data)
}
const verdictOf = async (text: string, signers = [signer.listed], now = at) =>
  (await verifySignedQr(text, { signers, at: now, verify })).verdict

const text = await writeSignedQr(cardSignedQr(card, issue), signer)

test('what a listed signer signed is valid, and says what stands on the card', async () => {
  const { verdict, content } = await verifySignedQr(text, { signers: [signer.listed], at, verify })
  expect(verdict).toBe('VALID')
  expect(content.person).toEqual({
    number: card.number,
    name: card.name,
    birthDate: card.birthDate,
    sex: card.sex,
    address: card.residence,
  })
})

test('it holds through the last day of the card in Viet Nam, and not a second longer', async () => {
  const lastSecond = Date.parse('2030-05-20T23:59:59+07:00')
  expect(await verdictOf(text, [signer.listed], lastSecond)).toBe('VALID')
  expect(await verdictOf(text, [signer.listed], lastSecond + 1000)).toBe('EXPIRED')
})

test('it holds for a clock that is some minutes behind, not for one of another day', async () => {
  expect(await verdictOf(text, [signer.listed], at - 300_000)).toBe('VALID')
  expect(await verdictOf(text, [signer.listed], at - 301_000)).toBe('NOT_YET')
})

test('a card without expiry is told for as long as its signature can be verified', async () => {
  const { expiresAt } = cardSignedQr({ ...card, expiresOn: null }, issue)
  expect(expiresAt).toBe(issue.signerUntil / 1000)
})

test('another name under the same signature is altered', async () => {
  const forger = { keyId: signer.keyId, sign: async () => new Uint8Array(64).fill(7) }
  const forged = cardSignedQr({ ...card, name: 'NGUYỄN VĂN KHÁC' }, issue)
  expect(await verdictOf(await writeSignedQr(forged, forger))).toBe('ALTERED')
})

test('a signer of the same name and another key does not pass, nor one unknown, nor one revoked', async () => {
  const other = await newSigner(1)
  expect(await verdictOf(text, [other.listed])).toBe('ALTERED')
  expect(await verdictOf(text, [(await newSigner(9)).listed])).toBe('UNKNOWN_SIGNER')
  expect(await verdictOf(text, [{ ...signer.listed, revoked: true }])).toBe('REVOKED_SIGNER')
})
