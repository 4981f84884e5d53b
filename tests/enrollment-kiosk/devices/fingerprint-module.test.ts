import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { concatBytes } from '../../../core/bytes.ts'
import { confirmation, instructions } from '../../../enrollment-kiosk/devices/ef01/instructions.ts'
import { Link } from '../../../enrollment-kiosk/devices/ef01/link.ts'
import { encodePacket, packetKind, PacketReader } from '../../../enrollment-kiosk/devices/ef01/packet.ts'
import { readSystemParameters } from '../../../enrollment-kiosk/devices/ef01/parameters.ts'
import { after } from '../../../enrollment-kiosk/transport/after.ts'
import { type Bench, enrol, factory, hex, openBench, run, take } from './module-bench.ts'

const templateBytes = 512

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
    const moved = new Link(channel, { address: 1, baudRate: 57_600, patience: 1, after })
    const parameters = readSystemParameters((await moved.run(instructions.readSysPara)).payload)
    expect(parameters.address).toBe(1)
    await expect(
      link.run({ ...instructions.handShake, timeout: 100, repeatable: false }),
    ).rejects.toMatchObject({
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
