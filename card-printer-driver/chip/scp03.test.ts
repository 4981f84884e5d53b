/** Answers and commands of a real card, as pySim's tests publish them (AES-128, key version 30, security levels 11 and 03). */
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../core/bytes.ts'
import { command, encodeCommand, parseCommand } from './apdu.ts'
import {
  diversifiedKeys,
  openCommand,
  openResponse,
  openSecret,
  protectCommand,
  protectResponse,
  sealSecret,
  transportSession,
} from './scp03.ts'

const keys = {
  encryption: fromHex('000102030405060708090a0b0c0d0e0f'),
  mac: fromHex('101112131415161718191a1b1c1d1e1f'),
  data: fromHex('202122232425262728292a2b2c2d2e2f'),
}

const traces = [
  {
    level: 0x11,
    host: 'b13e5f938fc108c4',
    card: '3eb51047495b249f',
    cryptogram: '66c484c1d2ef1948',
    authenticate: '84821100107d5f5826a993ebc89eea24957fa0b3ce',
    command: '84e291000ebf3e035c015a558d036518a28297',
    answer: 'bf3e125a1089882119900000000000000000000005971be68992dbbdfa',
  },
  {
    level: 0x03,
    host: '8e1552d0513c60f3',
    card: '30760cd2c47c1dd3',
    cryptogram: '95065fe5ead8a9d7',
    authenticate: '8482030010fd4721a14d9b07003c451d2f8ae6bb21',
    command: '84e2910018ca9c00f6713d79bc8baa642bdff51c3f6a4082d3bd9ad26c',
    answer: 'bf3e125a1089882119900000000000000000000005',
  },
] as const
const plainCommand = command(0x80e29100, fromHex('bf3e035c015a'))
const plainAnswer = 'bf3e125a1089882119900000000000000000000005'

describe.each(traces)('SCP03 at level $level', (trace) => {
  const open = () => transportSession(keys, { host: fromHex(trace.host), card: fromHex(trace.card) })

  test('proves both sides as a real card does', () => {
    const session = open()
    expect(toHex(session.cardCryptogram)).toBe(trace.cryptogram)
    const proof = command(0x84820000 | (trace.level << 8), session.hostCryptogram)
    expect(toHex(encodeCommand(protectCommand(session, proof)))).toBe(trace.authenticate)
  })

  test('protects a command and opens its answer as with a real card', () => {
    const session = open()
    protectCommand(session, command(0x84820000 | (trace.level << 8), session.hostCryptogram))
    session.level = trace.level
    expect(toHex(encodeCommand(protectCommand(session, plainCommand)))).toBe(trace.command)
    const answer = openResponse(session, { data: fromHex(trace.answer), status: 0x9000 })
    expect(toHex(answer?.data ?? new Uint8Array(0))).toBe(plainAnswer)
  })

  test('is opened on the other side, and with one bit changed is not', () => {
    const received = [trace.authenticate, trace.command].map((hex) => parseCommand(fromHex(hex)))
    const [proof, secured] = received
    if (!proof || !secured) throw new Error('not commands')
    const session = open()
    expect(openCommand(session, proof)?.data).toEqual(session.hostCryptogram)
    session.level = trace.level
    const before = { ...session }
    expect(openCommand(session, secured)).toMatchObject({ cla: 0x80, data: plainCommand.data })
    const answer = protectResponse(session, { data: fromHex(plainAnswer), status: 0x9000 })
    expect(toHex(answer.data)).toBe(trace.answer)
    const changed = { ...secured, data: secured.data.map((byte, i) => (i === 2 ? byte ^ 1 : byte)) }
    expect(openCommand({ ...before }, changed)).toBeNull()
  })
})

test('keys are diversified by the card as KDF3 does (published by GlobalPlatformPro)', () => {
  const master = fromHex('8C72C72CF908411653018807950D82FBAD947562F0828A0B10B8B9606ABF3BCD')
  const { encryption } = diversifiedKeys({ master }, fromHex('D9B1DE5D0362DEDCE4FB'))
  expect(toHex(encryption)).toBe('9aac5d0b3601f89438a0d9d0b6b256cfb47e6462dfa5228d3420c4ac7c224781')
})

test('a secret is opened under the same data key alone', () => {
  const secret = fromHex('00112233445566778899aabbccddeeff0011')
  expect(openSecret(keys, sealSecret(keys, secret))).toEqual(secret)
  expect(openSecret({ ...keys, data: keys.mac }, sealSecret(keys, secret))).not.toEqual(secret)
})
