import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CardChannel } from '../../../card-printer-driver/chip/card-channel.ts'
import type { ChipContents } from '../../../card-printer-driver/chip/chip-contents.ts'
import { personaliseChip } from '../../../card-printer-driver/chip/personalise.ts'
import { ldsApplet } from '../../../card-printer-driver/chip/personalisation-profile.ts'
import { ChipNotWritten } from '../../../card-printer-driver/chip/personalisation-refusals.ts'
import { ChipLost } from '../../../card-printer-driver/chip/refusals.ts'
import type { ChipSource } from '../../../card-printer-driver/chip/write-blank.ts'
import { EmulatedChip } from '../../../card-printer-driver/emulators/chip/chip.ts'
import { powerUp } from '../../../card-printer-driver/emulators/chip/emulated-channel.ts'
import type { ChipFaults } from '../../../card-printer-driver/emulators/chip/faults.ts'
import { stateOf } from '../../../card-printer-driver/emulators/chip/life-cycle.ts'
import { chipProfiles } from '../../../core/card/chip-profile.ts'
import { chipKeyPair, random, sampleContents, type SampleChip } from './chip-contents.ts'

let sample: SampleChip
/** Without fingers: less to write where it is written hundreds of times. */
let small: SampleChip
beforeAll(async () => {
  ;[sample, small] = await Promise.all([sampleContents(), sampleContents({ fingers: false })])
})

const injected = (contents: ChipContents): ChipSource => ({
  keys: 'INJECTED',
  chipSerial: contents.chipSerial,
  contents,
})

interface Reader {
  /** Which chip lies there at the n-th power-up, and with what faults. */
  readonly at?: (powerUp: number) => EmulatedChip
  readonly faults?: (powerUp: number) => ChipFaults
  readonly watch?: (chip: EmulatedChip, command: Uint8Array) => void
}

/** Writes a chip in a reader that may misbehave. */
async function personalise(chip: EmulatedChip, source: ChipSource, reader: Reader = {}) {
  let powerUps = 0
  let isTaken = false
  const connect = async (): Promise<CardChannel> => {
    // As an exclusive connection of PC/SC: whoever holds the chip must have given it back.
    if (isTaken) throw new Error('the chip is held already')
    powerUps += 1
    const there = reader.at?.(powerUps) ?? chip
    if (reader.faults) there.faults = reader.faults(powerUps)
    const channel = powerUp(there)
    isTaken = true
    const close = async () => {
      isTaken = false
      await channel.close()
    }
    const transmit = async (command: Uint8Array) => {
      const answer = await channel.transmit(command)
      reader.watch?.(there, command)
      return answer
    }
    return { ...channel, transmit, close }
  }
  const presented = { connect, release: async () => undefined }
  return personaliseChip({ chip: presented, profile: ldsApplet, source, transportKey: null, random })
}

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error: unknown) => {
      if (!(error instanceof ChipNotWritten)) throw error
      return `${error.code} ${error.outcome}`
    },
  )

const hashOf = (contents: ChipContents) =>
  createHash('sha256')
    .update(contents.image.get('SOD') ?? new Uint8Array(0))
    .digest('hex')

describe('a chip', () => {
  test.each(Object.values(chipProfiles).filter(({ keyOrigin }) => keyOrigin === 'INJECTED'))(
    'of profile $name is written, locked, and read back through PACE and BAC',
    async (profile) => {
      const contents = await sampleContents({ profile })
      const chip = new EmulatedChip(contents.chipSerial)
      expect(await personalise(chip, injected(contents))).toEqual({ sodSha256: hashOf(contents) })
      expect(stateOf(chip.memory)).toBe('LOCKED')
    },
  )

  test('that makes its own keys gets files that were signed for them', async () => {
    const chip = new EmulatedChip(sample.chipSerial)
    const source: ChipSource = {
      keys: 'ON_CHIP',
      chipSerial: sample.chipSerial,
      curves: { ACTIVE_AUTHENTICATION: 'P-256', CHIP_AUTHENTICATION: 'brainpoolP256r1' },
      contentsFor: ({ points }) =>
        sample.signedFor({
          activeAuthentication: points.ACTIVE_AUTHENTICATION,
          chipAuthentication: points.CHIP_AUTHENTICATION,
        }),
    }
    expect(await outcomeOf(personalise(chip, source))).toBe('written')
    const late: ChipSource = { ...source, contentsFor: async () => null }
    const waiting = new EmulatedChip(sample.chipSerial)
    expect(await outcomeOf(personalise(waiting, late))).toBe('CHIP_FILES_LATE spoiled')
  })

  test('of another number is left as it is', async () => {
    const chip = new EmulatedChip('ANOTHER000000001')
    expect(await outcomeOf(personalise(chip, injected(small)))).toBe('CHIP_IS_ANOTHER untouched')
    expect(chip.memory.burned).toBe(0)
  })

  test('that was written before is not written again, and counts as spoiled', async () => {
    const chip = new EmulatedChip(small.chipSerial)
    await personalise(chip, injected(small))
    const { burned } = chip.memory
    expect(await outcomeOf(personalise(chip, injected(small)))).toBe('CHIP_NOT_BLANK spoiled')
    expect(chip.memory.burned).toBe(burned)
  })

  test('that is too small for its files is found out before a byte is written', async () => {
    const chip = new EmulatedChip(small.chipSerial)
    const image = new Map([
      ...small.image,
      ...(['DG5', 'DG7', 'DG11'] as const).map((name) => [name, new Uint8Array(20_000)] as const),
    ])
    expect(await outcomeOf(personalise(chip, injected({ ...small, image })))).toBe('CHIP_TOO_SMALL untouched')
    expect(stateOf(chip.memory)).toBe('BLANK')
  })

  test('that is too small for files signed for its own keys is spoiled: it is no blank any more', async () => {
    const chip = new EmulatedChip(small.chipSerial)
    const image = new Map([...small.image, ['DG7', new Uint8Array(40_000)] as const])
    const source: ChipSource = {
      keys: 'ON_CHIP',
      chipSerial: sample.chipSerial,
      curves: { ACTIVE_AUTHENTICATION: 'P-256', CHIP_AUTHENTICATION: 'brainpoolP256r1' },
      contentsFor: async () => ({ ...small, image, keys: null }),
    }
    expect(await outcomeOf(personalise(chip, source))).toBe('CHIP_TOO_SMALL spoiled')
  })

  test.each(['ACTIVE_AUTHENTICATION', 'CHIP_AUTHENTICATION'] as const)(
    'with a key for %s that its files do not name is never locked',
    async (use) => {
      const chip = new EmulatedChip(small.chipSerial)
      const { keys } = small
      if (!keys) throw new Error('keys are injected')
      const other = chipKeyPair(keys[use].curve).secret
      const work = personalise(chip, injected({ ...small, keys: { ...keys, [use]: other } }))
      expect(await outcomeOf(work)).toBe('CHIP_KEYS_DIFFER spoiled')
      expect(stateOf(chip.memory)).toBe('PERSONALISED')
    },
  )

  test.each(['application:0103', 'application:010d', 'application:011d', 'master:011c'])(
    'with one bit wrong in %s is never taken for good',
    async (area) => {
      const chip = new EmulatedChip(sample.chipSerial)
      const flip = ({ memory }: EmulatedChip, command: Uint8Array) => {
        const cell = memory.read(area)
        // Right after 00DADEAF; the last byte, so that the file can still be read to its end.
        if (command[2] === 0xde && command[3] === 0xaf) cell[cell.length - 1] = (cell.at(-1) ?? 0) ^ 1
      }
      const outcome = await outcomeOf(personalise(chip, injected(sample), { watch: flip }))
      expect(outcome).toMatch(/^CHIP_(?:DIFFERS|READ_BACK_FAILED) spoiled$/)
      expect(stateOf(chip.memory)).toBe('PERSONALISED')
    },
  )

  test('that another one takes the place of while it is written needs somebody to look', async () => {
    const chip = new EmulatedChip(small.chipSerial)
    const other = new EmulatedChip('ANOTHER000000001')
    const work = personalise(chip, injected(small), {
      at: (n) => (n === 1 ? chip : other),
      faults: (n) => (n === 1 ? { cutAfterBytes: 9000 } : {}),
    })
    expect(await outcomeOf(work)).toBe('CHIP_IS_ANOTHER unknown')
    expect(other.memory.burned).toBe(0)
  })

  test.each([
    ['a status word', { wrongAnswer: 'STATUS' }, 'CHIP_REFUSED spoiled'],
    ['nothing, as it was pulled', { pulled: true }, 'CHIP_LOST spoiled'],
  ] as const)('that answers %s in the middle of writing is spoiled', async (_, fault, expected) => {
    const chip = new EmulatedChip(small.chipSerial)
    const spoil = (there: EmulatedChip) => {
      if (there.memory.burned > 9000) there.faults = fault
    }
    expect(await outcomeOf(personalise(chip, injected(small), { watch: spoil }))).toBe(expected)
    expect(stateOf(chip.memory)).toBe('PERSONALISING')
  })

  test('that was lost while it was being opened is given back and opened anew', async () => {
    const chip = new EmulatedChip(small.chipSerial)
    // The second power-up opens it by PACE to read it back.
    const faults = (n: number): ChipFaults => (n === 2 ? { cutAfterCommands: 4 } : {})
    expect(await outcomeOf(personalise(chip, injected(small), { faults }))).toBe('written')
  })

  test('is read back again where an answer was damaged on its way', async () => {
    const chip = new EmulatedChip(small.chipSerial)
    let reads = 0
    const damage = (there: EmulatedChip, [cla, ins]: Uint8Array) => {
      if (cla !== 0x0c || ins !== 0xb0) return
      reads += 1
      if (reads === 3) there.faults = { wrongAnswer: 'CODE' }
    }
    expect(await outcomeOf(personalise(chip, injected(small), { watch: damage }))).toBe('written')
  })
})

describe('power that fails', () => {
  /** Bytes burned after each command of a run without faults. */
  async function boundaries(): Promise<readonly number[]> {
    const ends = new Set<number>([0])
    const chip = new EmulatedChip(small.chipSerial)
    await personalise(chip, injected(small), { watch: ({ memory }) => ends.add(memory.burned) })
    return [...ends].toSorted((a, b) => a - b)
  }

  /** Once the power has failed the chip answers no more. */
  const cutForGood = (chip: EmulatedChip, cut: number): Reader => ({
    faults: (n) => (n === 1 ? { cutAfterBytes: cut } : {}),
    at: (n) => {
      if (n > 1 && chip.memory.cutAt === null) throw new ChipLost()
      return chip
    },
  })

  test('at any write, for good, leaves no chip that looks finished, and no begun one that counts as blank', async () => {
    const ends = await boundaries()
    const total = ends.at(-1) ?? 0
    const around = ends.flatMap((end) => [end - 1, end, end + 1]).filter((at) => at >= 0 && at < total)
    const between = Array.from({ length: 100 }, (_, i) => Math.floor((total * (i + 0.5)) / 100))
    expect(ends.length).toBeGreaterThan(60)
    const wrong: string[] = []
    for (const cut of new Set([...around, ...between])) {
      const chip = new EmulatedChip(small.chipSerial)
      const outcome = await outcomeOf(personalise(chip, injected(small), cutForGood(chip, cut)))
      const state = stateOf(chip.memory)
      const expected = state === 'BLANK' ? / unknown$/ : / (?:spoiled|unknown)$/
      if (state === 'LOCKED' || !expected.test(outcome)) wrong.push(`cut at ${cut}: ${outcome}, ${state}`)
    }
    expect(wrong).toEqual([])
    const whole = new EmulatedChip(small.chipSerial)
    expect(await outcomeOf(personalise(whole, injected(small), cutForGood(whole, total)))).toBe('written')
  })

  test('for a moment, at a sample of writes, ends in a good card', async () => {
    const ends = await boundaries()
    const total = ends.at(-1) ?? 0
    const cuts = [
      0,
      1,
      4,
      ...Array.from({ length: 8 }, (_, i) => Math.floor((total * (i + 1)) / 9)),
      total - 2,
    ]
    for (const cut of cuts) {
      const chip = new EmulatedChip(small.chipSerial)
      const faults = (n: number): ChipFaults => (n === 1 ? { cutAfterBytes: cut } : {})
      expect(await outcomeOf(personalise(chip, injected(small), { faults })), `cut at ${cut}`).toBe('written')
      expect(stateOf(chip.memory)).toBe('LOCKED')
    }
  })
})
