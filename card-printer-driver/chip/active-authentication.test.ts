import { createHash, generateKeyPairSync, privateDecrypt, constants, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex } from '../../core/bytes.ts'
import type { SecurityInfo } from '../../core/lds/security-infos.ts'
import { readPublicKey, type PublicKeyInfo } from '../../core/pki/public-key.ts'
import { authenticateActively, recoveredMessageHolds } from './active-authentication.ts'
import type { ChipLine } from './chip-line.ts'
import { activeAuthenticationVector as vector } from './test-vectors.ts'

const challenge = fromHex(vector.rndIfd)
const random = () => challenge

/** A chip that signs whatever it is asked to. */
const signing = (sign: (challenge: Uint8Array) => Uint8Array): ChipLine => ({
  send: ({ ins, data }) => Promise.resolve({ data: ins === 0x88 ? sign(data) : data, status: 0x9000 }),
})
const publicInfo = (key: { export(options: { type: 'spki'; format: 'der' }): Buffer }): PublicKeyInfo =>
  readPublicKey(Uint8Array.from(key.export({ type: 'spki', format: 'der' })))

describe('the example of Doc 9303-11, appendix F', () => {
  test('holds for its challenge', () => {
    const hash = createHash('sha1').update(fromHex(vector.m1)).update(challenge).digest('hex')
    expect(hash.toUpperCase()).toBe(vector.h)
    expect(recoveredMessageHolds(fromHex(vector.f), challenge)).toBe(true)
  })

  test('does not hold with any other byte, or for another challenge', () => {
    const f = fromHex(vector.f)
    const changed = [...f.keys()].map((at) => f.map((byte, i) => (i === at ? byte ^ 1 : byte)))
    expect(changed.filter((one) => recoveredMessageHolds(one, challenge))).toEqual([])
    expect(recoveredMessageHolds(f, fromHex('F173589974BF40C7'))).toBe(false)
    expect(recoveredMessageHolds(fromHex('6abc'), challenge)).toBe(false)
    expect(recoveredMessageHolds(new Uint8Array(0), challenge)).toBe(false)
  })
})

describe.each([
  [1024, 'sha1', [0xbc]],
  [2048, 'sha256', [0x34, 0xcc]],
  [2048, 'sha512', [0x35, 0xcc]],
] as const)('an RSA key of %i bits with %s', (bits, hashName, trailer) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const info = publicInfo(publicKey)
  const signRecoverable = (asked: Uint8Array) => {
    const hash = (own: Uint8Array) => createHash(hashName).update(own).update(asked).digest()
    const own = new Uint8Array(bits / 8 - 1 - hash(asked).length - trailer.length).fill(7)
    const message = concatBytes(Uint8Array.of(0x6a), own, hash(own), Uint8Array.from(trailer))
    return Uint8Array.from(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message))
  }

  test('proves the chip', async () => {
    await authenticateActively(signing(signRecoverable), { key: info, infos: [] }, random)
  })

  test.each([
    ['another challenge', () => signRecoverable(new Uint8Array(8))],
    ['nothing', () => new Uint8Array(0)],
    ['a number beyond the modulus', () => new Uint8Array(bits / 8).fill(0xff)],
    ['one byte less', (asked: Uint8Array) => signRecoverable(asked).subarray(1)],
  ])('does not prove a chip that signs %s', async (_, answer) => {
    await expect(
      authenticateActively(signing(answer), { key: info, infos: [] }, random),
    ).rejects.toMatchObject({
      code: 'CHIP_NOT_GENUINE',
      facts: { proof: 'ACTIVE_AUTHENTICATION' },
    })
  })
})

describe.each([
  ['prime256v1', 'sha256', '0.4.0.127.0.7.1.1.4.1.3'],
  ['brainpoolP384r1', 'sha512', '0.4.0.127.0.7.1.1.4.1.5'],
] as const)('an elliptic key on %s with %s', (namedCurve, hash, signatureOid) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  const info: SecurityInfo = {
    kind: 'ACTIVE_AUTHENTICATION',
    oid: '2.23.136.1.1.5',
    version: 1,
    signatureOid,
    whole: new Uint8Array(0),
  }
  const key = publicInfo(publicKey)
  const plain = (asked: Uint8Array) =>
    Uint8Array.from(sign(hash, asked, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
  const run = (line: ChipLine, infos: readonly SecurityInfo[] = [info]) =>
    authenticateActively(line, { key, infos }, random)

  test('proves the chip with the hash that DG14 names', async () => {
    await run(signing(plain))
  })

  test.each([
    ['another challenge', () => plain(new Uint8Array(8))],
    [
      'in DER, which is not the form of chips',
      (asked: Uint8Array) => Uint8Array.from(sign(hash, asked, privateKey)),
    ],
    ['zeros', (asked: Uint8Array) => plain(asked).fill(0)],
    ['nothing', () => new Uint8Array(0)],
  ])('does not prove a chip that signs %s', async (_, answer) => {
    await expect(run(signing(answer))).rejects.toMatchObject({ code: 'CHIP_NOT_GENUINE' })
  })

  test('is not guessed at where DG14 names an unknown form of signature', async () => {
    await expect(run(signing(plain), [{ ...info, signatureOid: '1.2.3' }])).rejects.toMatchObject({
      code: 'PROTOCOL_NOT_SUPPORTED',
    })
  })
})

test('a chip that will not sign is told with its status', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const line: ChipLine = { send: () => Promise.resolve({ data: new Uint8Array(0), status: 0x6a88 }) }
  await expect(
    authenticateActively(line, { key: publicInfo(publicKey), infos: [] }, random),
  ).rejects.toMatchObject({ code: 'UNEXPECTED_STATUS', facts: { status: '6A88', clause: '9303-11, 6.1.4' } })
})
