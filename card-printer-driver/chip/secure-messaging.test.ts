import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import { command, encodeCommand, encodeResponse, parseCommand, parseResponse, status } from './apdu.ts'
import type { CommandApdu, ResponseApdu } from './apdu.ts'
import type { CipherName } from './card-crypto.ts'
import {
  startSession,
  unwrapCommand,
  unwrapResponse,
  wrapCommand,
  wrapResponse,
  type SecureSession,
} from './secure-messaging.ts'
import { there } from './test-scripted-chip.ts'
import { bacVector, paceVector, secureMessagingVectors } from './test-vectors.ts'

const commandOf = (text: string) => there(parseCommand(fromHex(text)))
const responseOf = (text: string) => there(parseResponse(fromHex(text)))
const upper = (bytes: Uint8Array) => toHex(bytes).toUpperCase()

const publishedSession = () => startSession('3DES', fromHex(bacVector.sessionSeed), fromHex(bacVector.ssc))

describe('the session of Doc 9303-11, D.4', () => {
  test("is spoken word by word on the reader's side", () => {
    const session = publishedSession()
    for (const step of secureMessagingVectors) {
      const secured = wrapCommand(session, commandOf(step.command))
      expect(upper(encodeCommand(secured))).toBe(step.protectedCommand)
      const answer = unwrapResponse(session, responseOf(step.protectedResponse))
      expect(upper(encodeResponse(answer))).toBe(step.response)
    }
  })

  test("is spoken word by word on the chip's side", () => {
    const session = publishedSession()
    for (const step of secureMessagingVectors) {
      const plain = unwrapCommand(session, commandOf(step.protectedCommand))
      expect(upper(encodeCommand(plain))).toBe(step.command)
      const answer = wrapResponse(session, responseOf(step.response), plain.ins)
      expect(upper(encodeResponse(answer))).toBe(step.protectedResponse)
    }
  })
})

/**
 * Doc 9303 prints no exchange with AES. These were computed by readers of other makers: a SELECT under the keys of example G.1, and
 * EF.COM read with 256 bits.
 */
describe('what other readers say with AES', () => {
  test('under the keys of Doc 9303-11, G.1', () => {
    const session = startSession('AES-128', fromHex(paceVector.shared))
    expect([session.encryption, session.mac].map(upper)).toEqual([paceVector.ksEnc, paceVector.ksMac])
    const select = wrapCommand(session, commandOf('00A4040C07A0000002471001'))
    expect(upper(encodeCommand(select))).toBe(
      '0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00',
    )
    expect(unwrapResponse(session, responseOf('990290008E08BEA7B381C494A0799000')).status).toBe(0x9000)
  })

  test('with keys of 256 bits, in the middle of a session', () => {
    const session: SecureSession = {
      cipher: 'AES-256',
      encryption: fromHex('74B94F408BBB2CD92571FD5B6370A94CCE7A2FA42AE3EB4DA47B97CE6EAA24C6'),
      mac: fromHex('9E28D5D9FF1D979BE752E8926BF0E1D35A440FC0AEFC4AA3BC5610055AC8B113'),
      counter: fromHex('00000000000000000000000000000020'),
    }
    const steps = [
      ['00A4020C02011E', '0CA4020C1D8711011D35E7EB510E21A0DD12380D9AD2B92D8E0828CB68B81D3FAFC000'],
      ['00B0000004', '0CB000000D9701048E084AFC933E0CDBE5F000'],
      ['00B0000416', '0CB000040D9701168E0811F7EFC907D1F27400'],
    ] as const
    const answers = [
      '990290008E08E083EAA61ADABFCE9000',
      '871101D8059A9CF835105082CA2B1837E4AEC0990290008E08B36DB56761D706BB9000',
      '87210142E919C115FAF69350B01813D77A9E8D91912A7F717AFD073F199070E61B79C6990290008E083382E3D983F441369000',
    ]
    const heard = steps.map(([plain, secured], i) => {
      expect(upper(encodeCommand(wrapCommand(session, commandOf(plain))))).toBe(secured)
      return upper(unwrapResponse(session, responseOf(answers[i] ?? '')).data)
    })
    expect(heard).toEqual(['', '60185F01', '04303130385F36063034303030305C06617563766D6E'])
  })
})

const ciphers: readonly CipherName[] = ['3DES', 'AES-128', 'AES-192', 'AES-256']
const pair = (cipher: CipherName, seed: Uint8Array) => [
  startSession(cipher, seed),
  startSession(cipher, seed),
]
const anyCommand = fc.record({
  cla: fc.constant(0),
  ins: fc.constantFrom(0xa4, 0xb0, 0xb1, 0xd6, 0x86),
  p1: fc.nat(255),
  p2: fc.nat(255),
  data: fc.uint8Array({ maxLength: 400 }),
  ne: fc.constantFrom(0, 1, 4, 255, 256, 257, 1000, 65_535, 65_536),
})

describe.each(ciphers)('secure messaging with %s', (cipher) => {
  test('carries any command and answer, many in a row', () => {
    const talk = fc.array(fc.tuple(anyCommand, fc.uint8Array({ maxLength: 400 })), { maxLength: 4 })
    fc.assert(
      fc.property(talk, fc.uint8Array({ minLength: 16, maxLength: 32 }), (steps, seed) => {
        const [reader, chip] = pair(cipher, seed) as [SecureSession, SecureSession]
        for (const [plain, data] of steps) {
          const sent = there(parseCommand(encodeCommand(wrapCommand(reader, plain))))
          expect(unwrapCommand(chip, sent)).toEqual(plain)
          const answer: ResponseApdu = { data, status: 0x9000 }
          expect(unwrapResponse(reader, wrapResponse(chip, answer, plain.ins))).toEqual(answer)
        }
      }),
      { numRuns: 15 },
    )
  })

  test('hides what is said', () => {
    const [reader] = pair(cipher, new Uint8Array(16)) as [SecureSession]
    const secret = fromHex('00112233445566778899aabbccddeeff')
    const sent = toHex(encodeCommand(wrapCommand(reader, command(0x00d60000, secret))))
    expect(sent).not.toContain(toHex(secret))
  })

  test('refuses a command with any one byte changed, header included', () => {
    const secured = encodeCommand(
      wrapCommand(startSession(cipher, new Uint8Array(16)), command(0x00d60102, Uint8Array.of(1, 2, 3), 5)),
    )
    // Lc is the fifth byte: with another one it is no command at all. Le, the last, is not protected; DO97 says the same.
    const places = [...secured.keys()].filter((at) => at !== 4 && at !== secured.length - 1)
    for (const at of places) {
      const changed = there(parseCommand(secured.map((byte, i) => (i === at ? byte ^ 1 : byte))))
      const chip = startSession(cipher, new Uint8Array(16))
      expect(() => unwrapCommand(chip, changed)).toThrow('SECURE_MESSAGING_BROKEN')
    }
  })

  test('refuses an answer with any one byte changed, and one that was said before', () => {
    const answer = () => {
      const [reader, chip] = pair(cipher, new Uint8Array(16)) as [SecureSession, SecureSession]
      unwrapCommand(chip, wrapCommand(reader, command(0x00b00000, undefined, 4)))
      return {
        reader,
        secured: wrapResponse(chip, { data: Uint8Array.of(1, 2, 3, 4), status: 0x9000 }, 0xb0),
      }
    }
    const { reader, secured } = answer()
    expect(unwrapResponse(reader, secured).status).toBe(0x9000)
    expect(() => unwrapResponse(reader, secured)).toThrow('SECURE_MESSAGING_BROKEN')
    for (let at = 0; at < secured.data.length; at++) {
      const data = secured.data.map((byte, i) => (i === at ? byte ^ 1 : byte))
      expect(() => unwrapResponse(answer().reader, { ...secured, data })).toThrow('SECURE_MESSAGING_BROKEN')
    }
  })

  test('refuses whatever bytes a stranger answers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (data) => {
        const session = startSession(cipher, new Uint8Array(16))
        expect(() => unwrapResponse(session, { data, status: 0x9000 })).toThrow('SECURE_MESSAGING_BROKEN')
      }),
    )
  })
})

test('an error of the chip comes through protected', () => {
  const [reader, chip] = pair('AES-128', new Uint8Array(16)) as [SecureSession, SecureSession]
  const heard = unwrapCommand(chip, wrapCommand(reader, command(0x00a4020c, Uint8Array.of(1, 3))))
  expect(unwrapResponse(reader, wrapResponse(chip, status(0x6982), heard.ins))).toEqual(status(0x6982))
})

const unprotected: readonly (readonly [string, CommandApdu])[] = [
  ['nothing', command(0x0cb00000)],
  ['Le alone', command(0x0cb00000, fromHex('970104'))],
  ['a code that is not the last', command(0x0cb00000, fromHex('8e080000000000000000970104'))],
  ['Le twice', command(0x0cb00000, fromHex('9701049701048e080000000000000000'))],
]
test.each(unprotected)('a command that carries %s is refused as incomplete', (_, bare) => {
  expect(() => unwrapCommand(startSession('AES-128', new Uint8Array(16)), bare)).toThrow(
    expect.objectContaining({ facts: { part: 'OBJECTS', status: '9000' } }),
  )
})
