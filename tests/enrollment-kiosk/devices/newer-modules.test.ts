import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { confirmation, instructions } from '../../../enrollment-kiosk/devices/ef01/instructions.ts'
import { encodePacket, packetKind, PacketReader } from '../../../enrollment-kiosk/devices/ef01/packet.ts'
import { readSystemParameters } from '../../../enrollment-kiosk/devices/ef01/parameters.ts'
import { type Bench, enrol, factory, hex, openBench, run, take } from './module-bench.ts'

describe('an R503 module', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench('--profile', 'r503')
  })
  afterAll(() => bench.close())
  beforeEach(async () => {
    await bench.lift()
    await run(bench.link, instructions.empty)
  })

  test('tells its parameters in exactly 28 bytes', async () => {
    const { channel } = bench
    const heard: number[] = []
    const stop = channel.onData((bytes) => heard.push(...bytes))
    await channel.write(
      encodePacket({ address: factory, kind: packetKind.command, content: Uint8Array.of(0x0f) }),
    )
    await expect.poll(() => heard.length).toBe(28)
    expect(toHex(Uint8Array.from(heard))).toBe('ef01ffffffff070013000000000900c80003ffffffff0002000604f2')
    stop()
  })

  test('enrols by itself, reporting every step, and refuses the same finger a second time', async () => {
    const { channel, lay } = bench
    const answers: string[] = []
    const reader = new PacketReader()
    const stop = channel.onData((bytes) => {
      for (const packet of reader.push(bytes))
        answers.push(packet === 'damaged' ? packet : toHex(packet.content))
    })
    await lay(3, 0)
    const autoEnroll = (...parameters: number[]) =>
      channel.write(
        encodePacket({
          address: factory,
          kind: packetKind.command,
          content: Uint8Array.of(0x31, ...parameters),
        }),
      )
    await autoEnroll(0xc8, 0, 0, 1, 0)
    const captures = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12']
    const steps = [...captures, '0d', '0e', '0f'].map((step) => `00${step}00`)
    await expect.poll(() => answers, { timeout: 5000 }).toEqual(steps)
    answers.length = 0
    await autoEnroll(0xc8, 0, 0, 0, 0)
    await expect.poll(() => answers, { timeout: 5000 }).toEqual(['270d00'])
    stop()
  })

  test('waits for a finger to identify until it is called off', async () => {
    const { link, lay, lift } = bench
    await enrol(bench, { seed: 3, page: 4 })
    await lay(3, 2)
    const found = await link.run(instructions.autoIdentify, [3, 0, 200, 0, 1])
    expect(found.confirmation).toBe(confirmation.done)
    expect(hex(found).slice(0, 6)).toBe('030004')
    await lift()
    const waiting = link.run(
      { ...instructions.autoIdentify, timeout: 300, repeatable: false },
      [3, 0, 200, 0, 1],
    )
    await expect(waiting).rejects.toMatchObject({ code: 'DEVICE_SILENT' })
    expect(await run(link, instructions.cancel)).toBe(confirmation.done)
    await lay(3, 2)
    expect(await run(link, instructions.genImg)).toBe(confirmation.done)
  })

  test('enrols a hundred times without losing step', async () => {
    const { link, lay } = bench
    await lay(3, 0)
    for (let page = 0; page < 100; page++) {
      await take(link, 1)
      await take(link, 2)
      expect(await run(link, instructions.regModel)).toBe(confirmation.done)
      expect(await run(link, instructions.store, 1, 0, page)).toBe(confirmation.done)
    }
    expect(hex(await link.run(instructions.templeteNum))).toBe('0064')
  })
})

test('an AS608 module has three hundred pages and enrols and identifies in one instruction', async () => {
  const bench = await openBench('--profile', 'as608')
  const { link, lay } = bench
  await lay(4, 0)
  expect(readSystemParameters((await link.run(instructions.readSysPara)).payload).capacity).toBe(300)
  expect(hex(await link.run(instructions.enroll))).toBe('0000')
  const found = await link.run(instructions.identify)
  expect(found.confirmation).toBe(confirmation.done)
  expect(hex(found).slice(0, 4)).toBe('0000')
  expect(hex(await link.run(instructions.userGpio, [1, 1]))).toBe('01')
  await bench.close()
})
