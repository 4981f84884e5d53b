import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { concatBytes, toHex } from '../../../core/bytes.ts'
import { confirmation, type Instruction, instructions } from '../../../enrollment-kiosk/devices/ef01/instructions.ts'
import { type Answer, type Link, openLink } from '../../../enrollment-kiosk/devices/ef01/link.ts'
import { encodePacket, packetKind, PacketReader } from '../../../enrollment-kiosk/devices/ef01/packet.ts'
import { readSystemParameters } from '../../../enrollment-kiosk/devices/ef01/parameters.ts'
import { after } from '../../../enrollment-kiosk/transport/after.ts'
import { openSerial, type SerialChannel } from '../../../enrollment-kiosk/transport/serial.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

const factory = 0xffffffff
const templateBytes = 512

interface Bench {
  readonly emulator: EmulatorProcess
  readonly channel: SerialChannel
  readonly link: Link
  lay(seed: number, impression: number): Promise<unknown>
  lift(): Promise<unknown>
  close(): Promise<void>
}

async function openBench(...args: string[]): Promise<Bench> {
  const emulator = await startEmulator('fingerprint', '--no-pace', ...args)
  const channel = await openSerial({ path: emulator.link, baudRate: 57_600 })
  const link = openLink(channel, { address: factory, baudRate: 57_600, patience: 1, after })
  return {
    emulator,
    channel,
    link,
    lay: (seed, impression) => emulator.control('PUT', '/finger', { seed, finger: 1, impression }),
    lift: () => emulator.control('DELETE', '/finger'),
    async close() {
      await channel.close()
      await emulator.stop()
    },
  }
}

async function run(link: Link, instruction: Instruction, ...parameters: number[]): Promise<number> {
  return (await link.run(instruction, parameters)).confirmation
}

/** Takes the finger into a character buffer. */
async function take(link: Link, buffer: number): Promise<void> {
  expect(await run(link, instructions.genImg)).toBe(confirmation.done)
  expect(await run(link, instructions.img2Tz, buffer)).toBe(confirmation.done)
}

async function enrol(bench: Bench, { seed, page }: { seed: number; page: number }): Promise<void> {
  await bench.lay(seed, 0)
  await take(bench.link, 1)
  await bench.lay(seed, 1)
  await take(bench.link, 2)
  expect(await run(bench.link, instructions.regModel)).toBe(confirmation.done)
  expect(await run(bench.link, instructions.store, 1, page >> 8, page & 255)).toBe(confirmation.done)
}

function hex(answer: Answer): string {
  return toHex(answer.payload)
}

describe('a ZFM module', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterAll(() => bench.close())
  beforeEach(async () => {
    await bench.lift()
    await run(bench.link, instructions.empty)
  })

  test('matches two impressions of a finger, and not those of two fingers', async () => {
    const { link, lay } = bench
    await lay(1, 0)
    await take(link, 1)
    await lay(1, 1)
    await take(link, 2)
    expect(await run(link, instructions.match)).toBe(confirmation.done)
    await lay(2, 0)
    await take(link, 2)
    expect(await run(link, instructions.match)).toBe(confirmation.noMatch)
    expect(await run(link, instructions.regModel)).toBe(confirmation.fingersDiffer)
  })

  test('finds an enrolled finger by another impression, and no other finger', async () => {
    const { link, lay } = bench
    await enrol(bench, { seed: 1, page: 7 })
    await lay(1, 2)
    await take(link, 1)
    const hit = await link.run(instructions.search, [1, 0, 0, 0, 200])
    expect(hit.confirmation).toBe(confirmation.done)
    expect(hit.payload.slice(0, 2)).toEqual(Uint8Array.of(0, 7))
    const elsewhere = await link.run(instructions.search, [1, 0, 8, 0, 200])
    expect(elsewhere.confirmation).toBe(confirmation.notFound)
    await lay(2, 0)
    await take(link, 1)
    const miss = await link.run(instructions.highSpeedSearch, [1, 0, 0, 0, 200])
    expect(miss).toEqual({ confirmation: confirmation.notFound, payload: new Uint8Array(4) })
  })

  test('counts, lists, loads and deletes templates', async () => {
    const { link } = bench
    await enrol(bench, { seed: 1, page: 9 })
    expect(hex(await link.run(instructions.templeteNum))).toBe('0001')
    expect(hex(await link.run(instructions.readIndexTable, [0]))).toBe(`0002${'00'.repeat(30)}`)
    expect(await run(link, instructions.loadChar, 2, 0, 9)).toBe(confirmation.done)
    expect(await run(link, instructions.loadChar, 2, 0, 8)).toBe(confirmation.templateUnreadable)
    expect(await run(link, instructions.loadChar, 2, 0xff, 0)).toBe(confirmation.pageOutOfRange)
    expect(await run(link, instructions.deletChar, 0, 9, 0, 1)).toBe(confirmation.done)
    expect(hex(await link.run(instructions.templeteNum))).toBe('0000')
  })

  test('gives a template out and takes it back byte for byte', async () => {
    const { link, lay } = bench
    await lay(1, 0)
    await take(link, 1)
    const upload = { parameters: [1], lengths: [templateBytes] }
    const template = (await link.receive(instructions.upChar, upload)).payload
    await link.send(instructions.downChar, [2], { bytes: template, packetSize: 128 })
    expect(await run(link, instructions.match)).toBe(confirmation.done)
    const back = await link.receive(instructions.upChar, { parameters: [2], lengths: [templateBytes] })
    expect(back.payload).toEqual(template)
  })

  test('takes a picture in and gives it back, in packets of every size', async () => {
    const { link } = bench
    const picture = Uint8Array.from({ length: 36_864 }, (_, i) => (i * 31 + (i >> 7)) & 255)
    for (const [code, packetSize] of [32, 64, 256, 128].entries()) {
      const sizeCode = [0, 1, 3, 2][code]!
      expect(await run(link, instructions.setSysPara, 6, sizeCode)).toBe(confirmation.done)
      await link.send(instructions.downImage, [], { bytes: picture, packetSize })
      const answer = await link.receive(instructions.upImage, { parameters: [], lengths: [picture.length] })
      expect(answer.payload).toEqual(picture)
    }
  })

  test('has no features without a picture, and none in an empty one', async () => {
    const { link } = bench
    expect(await run(link, instructions.softRst)).toBe(confirmation.done)
    expect(await run(link, instructions.genImg)).toBe(confirmation.noFinger)
    expect(await run(link, instructions.img2Tz, 1)).toBe(confirmation.noImage)
    expect(await run(link, instructions.upImage)).toBe(confirmation.imageUploadFailed)
    expect(await run(link, instructions.upChar, 1)).toBe(confirmation.uploadFailed)
    const white = new Uint8Array(36_864).fill(0xff)
    await link.send(instructions.downImage, [], { bytes: white, packetSize: 128 })
    expect(await run(link, instructions.img2Tz, 1)).toBe(confirmation.tooFewFeatures)
  })

  test('keeps its notepad and refuses pages and registers it does not have', async () => {
    const { link } = bench
    const page = Array.from({ length: 32 }, (_, i) => i)
    expect(await run(link, instructions.writeNotepad, 3, ...page)).toBe(confirmation.done)
    expect((await link.run(instructions.readNotepad, [3])).payload).toEqual(Uint8Array.from(page))
    expect(await run(link, instructions.readNotepad, 16)).toBe(confirmation.badNotepadPage)
    expect(await run(link, instructions.setSysPara, 7, 1)).toBe(confirmation.badRegister)
    expect(await run(link, instructions.setSysPara, 5, 9)).toBe(confirmation.badRegisterValue)
    expect(await run(link, instructions.burnCode, 1)).toBe(confirmation.unsupported)
    expect(await run(link, instructions.autoEnroll, 0, 0, 0, 0, 0)).toBe(confirmation.unsupported)
    expect(await run(link, instructions.getEcho)).toBe(confirmation.echo)
  })

  test('locks everything behind its password', async () => {
    const { link } = bench
    expect(await run(link, instructions.setPwd, 0, 0, 0, 9)).toBe(confirmation.done)
    await run(link, instructions.softRst)
    expect(await run(link, instructions.genImg)).toBe(confirmation.passwordNeeded)
    expect(await run(link, instructions.vfyPwd, 0, 0, 0, 8)).toBe(confirmation.wrongPassword)
    expect(await run(link, instructions.genImg)).toBe(confirmation.passwordNeeded)
    expect(await run(link, instructions.vfyPwd, 0, 0, 0, 9)).toBe(confirmation.done)
    expect(await run(link, instructions.genImg)).toBe(confirmation.noFinger)
    expect(await run(link, instructions.setPwd, 0, 0, 0, 0)).toBe(confirmation.done)
  })

  test('answers a change of address from the new one, and then hears only that', async () => {
    const { channel, link } = bench
    expect(await run(link, instructions.setAdder, 0, 0, 0, 1)).toBe(confirmation.done)
    const moved = openLink(channel, { address: 1, baudRate: 57_600, patience: 1, after })
    const parameters = readSystemParameters((await moved.run(instructions.readSysPara)).payload)
    expect(parameters.address).toBe(1)
    await expect(link.run({ ...instructions.handShake, timeout: 100, repeatable: false })).rejects.toMatchObject({
      code: 'DEVICE_SILENT',
    })
    await moved.run(instructions.setAdder, [0xff, 0xff, 0xff, 0xff])
    moved.detach()
    expect(await run(link, instructions.handShake)).toBe(confirmation.done)
  })

  test('answers each of several commands that came in one piece, in single bytes, or damaged', async () => {
    const { channel } = bench
    const command = (...content: number[]) =>
      encodePacket({ address: factory, kind: packetKind.command, content: Uint8Array.from(content) })
    const damaged = command(0x1d)
    damaged[damaged.length - 1]! ^= 1
    const reader = new PacketReader()
    const codes: number[] = []
    const stop = channel.onData((bytes) => {
      for (const packet of reader.push(bytes)) codes.push(packet === 'damaged' ? -1 : packet.content[0]!)
    })
    await channel.write(concatBytes(Uint8Array.of(0x55), command(0x40), damaged, command(0x53)))
    for (const byte of command(0x01)) await channel.write(Uint8Array.of(byte))
    await expect.poll(() => codes).toEqual([0x00, 0x01, 0x55, 0x02])
    stop()
  })

  test('says that it has started after a reset', async () => {
    const { channel, link } = bench
    const heard: number[] = []
    const stop = channel.onData((bytes) => heard.push(...bytes))
    await run(link, instructions.softRst)
    await expect.poll(() => heard.at(-1)).toBe(0x55)
    stop()
  })
})

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
    await channel.write(encodePacket({ address: factory, kind: packetKind.command, content: Uint8Array.of(0x0f) }))
    await expect.poll(() => heard.length).toBe(28)
    expect(toHex(Uint8Array.from(heard))).toBe('ef01ffffffff07001300' + '0000000900c80003ffffffff00020006' + '04f2')
    stop()
  })

  test('enrols by itself, reporting every step, and refuses the same finger a second time', async () => {
    const { channel, lay } = bench
    const answers: string[] = []
    const reader = new PacketReader()
    const stop = channel.onData((bytes) => {
      for (const packet of reader.push(bytes)) answers.push(packet === 'damaged' ? packet : toHex(packet.content))
    })
    await lay(3, 0)
    const autoEnroll = (...parameters: number[]) =>
      channel.write(
        encodePacket({ address: factory, kind: packetKind.command, content: Uint8Array.of(0x31, ...parameters) }),
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
    const waiting = link.run({ ...instructions.autoIdentify, timeout: 300, repeatable: false }, [3, 0, 200, 0, 1])
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
