import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { command, encodeCommand, parseResponse } from '../../../card-printer-driver/chip/apdu.ts'
import { personaliseChip } from '../../../card-printer-driver/chip/personalise.ts'
import { storeDataCard } from '../../../card-printer-driver/chip/store-data-profile.ts'
import type { TransportKey } from '../../../card-printer-driver/chip/scp03.ts'
import { EmulatedChip } from '../../../card-printer-driver/emulators/chip/chip.ts'
import { powerUp } from '../../../card-printer-driver/emulators/chip/emulated-channel.ts'
import { stateOf } from '../../../card-printer-driver/emulators/chip/life-cycle.ts'
import { emrtdApplication } from '../../../core/lds/chip-files.ts'
import { random, sampleContents, type SampleChip } from './chip-contents.ts'

let sample: SampleChip
beforeAll(async () => {
  sample = await sampleContents({ fingers: false })
})

const batchKey = (length: number): TransportKey => ({ master: new Uint8Array(randomBytes(length)) })

function personalise(chip: EmulatedChip, transportKey: TransportKey | null, cutAfterBytes?: number) {
  let powerUps = 0
  const connect = async () => {
    powerUps += 1
    chip.faults = powerUps === 1 ? { cutAfterBytes } : {}
    return powerUp(chip)
  }
  return personaliseChip({
    chip: { connect, release: async () => undefined },
    profile: storeDataCard,
    source: { keys: 'INJECTED', chipSerial: sample.chipSerial, contents: sample },
    transportKey,
    random,
  })
}

describe('a card that is written through SCP03', () => {
  test.each([16, 24, 32])('with a batch key of %d bytes is written, locked and read back', async (length) => {
    const transportKey = batchKey(length)
    const chip = new EmulatedChip(sample.chipSerial, { transportKey })
    expect((await personalise(chip, transportKey)).sodSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(stateOf(chip.memory)).toBe('LOCKED')
  })

  test.each([
    ['another batch’s key', batchKey(16)],
    ['no key', null],
  ])('takes nothing from a station with %s', async (_, key) => {
    const chip = new EmulatedChip(sample.chipSerial, { transportKey: batchKey(16) })
    await expect(personalise(chip, key)).rejects.toMatchObject({
      code: 'CHIP_TRANSPORT_REFUSED',
      outcome: 'untouched',
    })
    expect(chip.memory.burned).toBe(0)
  })

  test('has a key of its own: what opens one chip of a batch opens no other', async () => {
    const transportKey = batchKey(16)
    const written = new EmulatedChip(sample.chipSerial, { transportKey })
    const other = new EmulatedChip('ANOTHER000000001', { transportKey })
    const answers = [written, other].map((chip) => {
      const channel = powerUp(chip)
      return channel.transmit(encodeCommand(command(0x80500000, new Uint8Array(8), 256)))
    })
    const [first, second] = await Promise.all(answers)
    expect(first?.slice(0, 10)).not.toEqual(second?.slice(0, 10))
  })

  test('refuses the open applet’s commands, and its own outside the channel', async () => {
    const chip = new EmulatedChip(sample.chipSerial, { transportKey: batchKey(16) })
    const channel = powerUp(chip)
    const status = async (...words: Parameters<typeof command>) =>
      parseResponse(await channel.transmit(encodeCommand(command(...words))))?.status
    expect(await status(0x00a4040c, emrtdApplication)).toBe(0x9000)
    expect(await status(0x00e00000, Uint8Array.of(0x63, 4, 0, 8, 1, 1))).toBe(0x6982)
    expect(await status(0x00dadeaf)).toBe(0x6982)
    expect(await status(0x80e28800, Uint8Array.of(0x7f, 0x01, 0))).toBe(0x6982)
    expect(chip.memory.burned).toBe(0)
  })

  test('comes through a power cut at a sample of its bytes', async () => {
    const transportKey = batchKey(16)
    const whole = new EmulatedChip(sample.chipSerial, { transportKey })
    await personalise(whole, transportKey)
    const total = whole.memory.burned
    for (const cut of [0, 1, 40, ...Array.from({ length: 5 }, (_, i) => Math.floor((total * (i + 1)) / 6))]) {
      const chip = new EmulatedChip(sample.chipSerial, { transportKey })
      await personalise(chip, transportKey, cut)
      expect(stateOf(chip.memory), `cut at ${cut}`).toBe('LOCKED')
    }
  })
})
