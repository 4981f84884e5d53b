import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  command,
  encodeCommand,
  parseResponse,
  type CommandApdu,
} from '../../../card-printer-driver/chip/apdu.ts'
import type { CardChannel } from '../../../card-printer-driver/chip/card-channel.ts'
import { openWithPace } from '../../../card-printer-driver/chip/open-chip.ts'
import { ldsApplet } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { ChipLost } from '../../../card-printer-driver/chip/refusals.ts'
import { EmulatedChip } from '../../../card-printer-driver/emulators/chip/chip.ts'
import { powerUp } from '../../../card-printer-driver/emulators/chip/emulated-channel.ts'
import { stateOf } from '../../../card-printer-driver/emulators/chip/life-cycle.ts'
import { ChipMemory, PowerCut } from '../../../card-printer-driver/emulators/chip/memory.ts'
import { fromHex, toHex } from '../../../core/bytes.ts'
import { random, sampleContents, type SampleChip } from './chip-contents.ts'

let sample: SampleChip
let chip: EmulatedChip
let channel: CardChannel
beforeAll(async () => {
  sample = await sampleContents({ fingers: false, portrait: false })
})
beforeEach(async () => {
  chip = new EmulatedChip(sample.chipSerial)
  channel = powerUp(chip)
  await send(ldsApplet.select)
})

/** Data and status word in hexadecimal. */
async function send(apdu: CommandApdu): Promise<string> {
  const answer = parseResponse(await channel.transmit(encodeCommand(apdu)))
  return `${toHex(answer?.data ?? new Uint8Array(0))}${answer?.status.toString(16)}`
}
const sendHex = (header: number, data = '', ne = 0) => send(command(header, fromHex(data), ne))

async function personalised(): Promise<void> {
  const files = [...sample.image].flatMap(([name, bytes]) => ldsApplet.file(name, bytes, false))
  const keys = sample.keys ? ldsApplet.injectKey('CHIP_AUTHENTICATION', sample.keys.CHIP_AUTHENTICATION) : []
  for (const apdu of [...keys, ...files.map((one) => one.apdu), ...ldsApplet.openWith(sample.access)])
    expect(await send(apdu)).toBe('9000')
  expect(await send(ldsApplet.personalised)).toBe('9000')
}

const can = () => ({ kind: 'CAN', text: sample.access.can }) as const
const opened = async () => {
  channel = powerUp(chip)
  return openWithPace(channel, can(), random)
}

describe('a blank chip', () => {
  test('says what it is, and is untouched by being asked', async () => {
    expect(await sendHex(0x00cadf20, '', 256)).toBe(
      `df201a8001008110${Buffer.from(sample.chipSerial).toString('hex')}82030100009000`,
    )
    expect(chip.memory.burned).toBe(0)
    expect(stateOf(chip.memory)).toBe('BLANK')
  })

  test.each([
    ['an instruction it does not know', 0x00f00000, '', '6d00'],
    ['another class', 0x80e20000, '00', '6e00'],
    ['an application it has not', 0x00a4040c, 'a000000001', '6a82'],
    ['a file it has not', 0x00a4020c, '0101', '6a82'],
    ['reading without a file', 0x00b00000, '', '6986'],
    ['writing without a file', 0x00d60000, '00', '6986'],
    ['a file without a size', 0x00e00000, '6302', '6a80'],
    ['an object it does not keep', 0x00da0099, '00', '6a88'],
    ['a key that is none', 0x00da0063, '810101', '6a80'],
    ['being personalised before anything is written', 0x00dadeaf, '', '6985'],
    ['being locked before it is personalised', 0x00dadead, '', '6985'],
    ['a challenge of the wrong length', 0x00840000, '', '6700'],
    ['PACE before it has a secret', 0x0022c1a4, '830101', '6985'],
    ['a protected command without a session', 0x0cb00000, '8e080000000000000000', '6882'],
  ])('refuses %s', async (_, header, data, expected) => {
    expect(await sendHex(header, data, header === 0x00840000 ? 4 : 0)).toBe(expected)
  })

  test('makes a file once, and takes as many as fit into its memory', async () => {
    expect(await sendHex(0x00e00000, '630408000101')).toBe('9000')
    expect(await sendHex(0x00e00000, '630408000101')).toBe('6a89')
    expect(await sendHex(0x00e00000, '6304fc000102')).toBe('6a84')
    expect(await sendHex(0x00e00000, '630470000102')).toBe('9000')
    expect(await sendHex(0x00a4020c, '0101')).toBe('9000')
    expect(await sendHex(0x00d607ff, '0102')).toBe('6a84')
    expect(await sendHex(0x00d60801, '01')).toBe('6b00')
    expect(await sendHex(0x00d68000, '01')).toBe('6a86')
  })

  test('shows nobody what is written before it guards it', async () => {
    await sendHex(0x00e00000, '630400040101')
    await sendHex(0x00a4020c, '0101')
    expect(await sendHex(0x00d60000, '01020304')).toBe('9000')
    expect(await sendHex(0x00b00000, '', 4)).toBe('6982')
  })

  test('makes its own key and gives only the public half', async () => {
    const answer = await sendHex(0x00478000, 'a40380010c', 256)
    expect(answer).toMatch(/^7f49438641(?:04)[0-9a-f]{128}9000$/)
    expect(await sendHex(0x00478000, 'a403800163', 256)).toBe('6a80')
  })
})

describe('a personalised chip', () => {
  beforeEach(personalised)

  test.each([
    [0x00e00000, '630400040105'],
    [0x00d60000, '00'],
    [0x00da0062, '0401410401410401 41'.replace(' ', '')],
    [0x00478000, 'a40380010c'],
    [0x00dadeaf, ''],
  ])('takes no more writing by %i', async (header, data) => {
    expect(await sendHex(header, data)).toBe('6985')
  })

  test('still shows fingers to whoever has the CAN, and once locked to nobody without certificate', async () => {
    const before = await opened()
    expect((await before.send(command(0x00a4020c, fromHex('0103')))).status).toBe(0x9000)
    await before.close(true)
    channel = powerUp(chip)
    await send(ldsApplet.select)
    expect(await send(ldsApplet.locked)).toBe('9000')
    expect(await send(ldsApplet.locked)).toBe('6985')
    const after = await opened()
    expect((await after.send(command(0x00a4020c, fromHex('0103')))).status).toBe(0x6982)
    expect((await after.send(command(0x00b08300, undefined, 4))).status).toBe(0x6982)
  })

  test('ends a session when a plain command comes into it, or a damaged one', async () => {
    await opened()
    expect(await sendHex(0x00b08100, '', 4)).toBe('6987')
    expect(await sendHex(0x00b08100, '', 4)).toBe('6982')
    await opened()
    expect(await sendHex(0x0cb08100, '9701048e080000000000000000', 256)).toBe('6988')
    expect(await sendHex(0x0cb08100, '9701048e080000000000000000', 256)).toBe('6882')
  })

  test('forgets a session without power, and no file', async () => {
    await opened()
    chip.powerOff()
    await expect(channel.transmit(fromHex('00a4040c'))).rejects.toThrow(ChipLost)
    channel = powerUp(chip)
    await send(ldsApplet.select)
    expect(await sendHex(0x00b08100, '', 4)).toBe('6982')
  })

  test('remembers wrong tries of the CAN through a power cut, and forgets them once it is opened', async () => {
    const wrong = { kind: 'CAN', text: '000000' } as const
    for (const left of [9, 8]) {
      const work = openWithPace(powerUp(chip), wrong, random)
      await expect(work).rejects.toMatchObject({ facts: { triesLeft: left } })
    }
    await opened()
    await expect(openWithPace(powerUp(chip), wrong, random)).rejects.toMatchObject({
      facts: { triesLeft: 9 },
    })
  })
})

describe('the memory', () => {
  test('keeps what was burned before the power went, and nothing of what came after', () => {
    for (let cut = 0; cut < 8; cut++) {
      const memory = new ChipMemory()
      memory.create('file', 8)
      memory.write('file', 0, fromHex('1111111111111111'))
      memory.cutAt = memory.burned + cut
      const write = () => memory.write('file', 0, fromHex('2222222222222222'))
      expect(write).toThrow(PowerCut)
      expect(toHex(memory.read('file'))).toBe('22'.repeat(cut) + '11'.repeat(8 - cut))
    }
  })

  test('is the same after it was on a disk', () => {
    const memory = new ChipMemory()
    memory.put('a', fromHex('0102'))
    memory.put('b', fromHex(''))
    const again = ChipMemory.fromJSON(JSON.parse(JSON.stringify(memory)))
    expect(JSON.stringify(again)).toBe(JSON.stringify(memory))
    expect(again.free).toBe(memory.free)
  })
})
