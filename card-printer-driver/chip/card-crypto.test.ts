import { createCipheriv } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import { cmac, codeOf, deriveKey, pad, unpad } from './card-crypto.ts'

const key = fromHex('2b7e151628aed2a6abf7158809cf4f3c')
const message = fromHex(
  '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
)

test.each([
  [0, 'bb1d6929e95937287fa37d129b756746'],
  [16, '070a16b46b4d4144f79bdd9dd04a287c'],
  [40, 'dfa66747de9ae63030ca32611497c827'],
  [64, '51f0bebf7e3b9d92fc49741779363cfe'],
])('CMAC over %i bytes is that of RFC 4493, 4', (length, expected) => {
  expect(toHex(cmac('AES-128', key, message.subarray(0, length)))).toBe(expected)
})

// SP 800-38B, appendix D.2 and D.3, with the same message.
test.each([
  ['AES-192', '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', '8a1de5be2eb31aad089a82e6ee908b0e'],
  [
    'AES-256',
    '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
    'aaf3d8f1de5640c232f5b169b9c911e6',
  ],
] as const)('CMAC with %s over 40 bytes is that of SP 800-38B', (cipher, longKey, expected) => {
  expect(toHex(cmac(cipher, fromHex(longKey), message.subarray(0, 40)))).toBe(expected)
})

test('the retail MAC of one block is that block in triple DES', () => {
  const twoKeys = deriveKey('3DES', message, 'mac')
  const des = createCipheriv('des-ede-ecb', twoKeys, null).setAutoPadding(false)
  const block = pad(Uint8Array.of(1, 2, 3), 8)
  expect(codeOf('3DES', twoKeys, Uint8Array.of(1, 2, 3))).toEqual(new Uint8Array(des.update(block)))
})

test('each use and each cipher has a key of its own, of its own length', () => {
  const ciphers = ['3DES', 'AES-128', 'AES-192', 'AES-256'] as const
  const uses = ['encryption', 'mac', 'password'] as const
  const keys = ciphers.flatMap((cipher) => uses.map((use) => deriveKey(cipher, message, use)))
  expect(keys.map(({ length }) => length)).toEqual([16, 16, 16, 16, 16, 16, 24, 24, 24, 32, 32, 32])
  expect(new Set(keys.map(toHex)).size).toBe(keys.length)
})

test('padding comes off as it went on, and nothing else passes for padding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.constantFrom(8, 16), (data, block) => {
      const padded = pad(data, block)
      expect(padded.length % block).toBe(0)
      expect(unpad(padded, block)).toEqual(data)
    }),
  )
  expect(unpad(new Uint8Array(16), 16)).toBeNull()
  expect(unpad(fromHex('80000000000000000000000000000000'), 8)).toBeNull()
  expect(unpad(fromHex('8000000000000001'), 8)).toBeNull()
})
