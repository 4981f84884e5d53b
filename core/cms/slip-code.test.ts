import { expect, test } from 'vitest'
import { readSlipCode, signSlipCode, type SlipCode, verifySlipCode } from './slip-code.ts'

const slip: SlipCode = {
  applicationCode: 'HN001-07-261122-0001-K',
  centre: 'HN001',
  keyId: 'ab'.repeat(20),
  promisedOn: '2026-12-01',
  issuedAt: 1_795_315_200_000,
}
const pair = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])

test('a slip is verified by the key that signed it and by no other', async () => {
  const [own, other] = await Promise.all([pair(), pair()])
  const text = await signSlipCode(slip, own.privateKey)
  expect(await verifySlipCode(text, own.publicKey)).toEqual(slip)
  expect(await verifySlipCode(text, other.publicKey)).toBeNull()
})

test('no changed letter goes unnoticed', async () => {
  const own = await pair()
  const text = await signSlipCode(slip, own.privateKey)
  for (let i = 0; i < text.length; i += 3) {
    const letter = text[i] === 'A' ? 'B' : 'A'
    const changed = text.slice(0, i) + letter + text.slice(i + 1)
    expect(await verifySlipCode(changed, own.publicKey)).toBeNull()
  }
})

test('it is short enough for a slip, and another text is none', async () => {
  const own = await pair()
  expect((await signSlipCode(slip, own.privateKey)).length).toBeLessThan(300)
  for (const text of ['', 'a.b.c', '001190000017||ĐỖ THỊ|15021990|Nữ|Hà Nội|01082024'])
    expect(readSlipCode(text)).toBeNull()
})
