import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { concatBytes } from '../../../core/bytes.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import {
  openPseudoTerminal,
  type PseudoTerminal,
} from '../../../enrollment-kiosk/emulators/pseudo-terminal.ts'
import { openSerial, type SerialChannel } from '../../../enrollment-kiosk/transport/serial.ts'

describe('a serial channel', () => {
  let terminal: PseudoTerminal
  let channel: SerialChannel
  beforeEach(async () => {
    terminal = await openPseudoTerminal(57_600)
    channel = await openSerial({ path: terminal.path, baudRate: 57_600 })
  })
  afterEach(async () => {
    await channel.close()
    await terminal.destroy()
  })

  test('carries every byte value both ways unchanged, at every speed', async () => {
    const queue = oneAtATime()
    terminal.onData((bytes) => void queue(() => terminal.write(bytes)))
    for (const baudRate of [57_600, 115_200]) {
      await channel.setBaudRate(baudRate)
      expect(await terminal.clientSpeed()).toBe(baudRate)
      const sent = concatBytes(
        Uint8Array.from({ length: 256 }, (_, i) => i),
        randomBytes(36_608),
      )
      const heard: Uint8Array[] = []
      const stop = channel.onData((bytes) => heard.push(bytes))
      await channel.write(sent)
      await expect.poll(() => heard.reduce((sum, { length }) => sum + length, 0)).toBe(sent.length)
      expect(Buffer.compare(concatBytes(...heard), sent)).toBe(0)
      stop()
    }
  })

  test('may be closed twice, and tells its listeners once, without a reason', async () => {
    const reasons: unknown[] = []
    channel.onClose((reason) => reasons.push(reason))
    await channel.close()
    await channel.close()
    expect(reasons).toEqual([undefined])
    await expect(channel.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
    await expect(channel.setBaudRate(9600)).rejects.toMatchObject({ code: 'CHANNEL_CLOSED' })
  })

  test('tells once of a pulled cable, also in the middle of a write, and may then be closed', async () => {
    const reasons: unknown[] = []
    const closed = new Promise<void>((resolve) => {
      channel.onClose((reason) => {
        reasons.push(reason)
        resolve()
      })
    })
    const writing = channel.write(randomBytes(500_000)).catch((reason: unknown) => reason)
    await terminal.destroy()
    await closed
    expect(await writing).toMatchObject({ code: 'CHANNEL_CLOSED' })
    await channel.close()
    await channel.close()
    expect(reasons).toMatchObject([{ code: 'CHANNEL_CLOSED' }])
  })

  test('loses what nobody reads, without stopping the module', async () => {
    await channel.close()
    await terminal.write(new Uint8Array(100_000))
    channel = await openSerial({ path: terminal.path, baudRate: 57_600 })
    expect(await terminal.clientSpeed()).toBe(57_600)
  })

  test('is free for the next opening once it is closed', async () => {
    await channel.close()
    channel = await openSerial({ path: terminal.path, baudRate: 57_600 })
    const heard: number[] = []
    channel.onData((bytes) => heard.push(...bytes))
    await terminal.write(Uint8Array.of(1, 2, 3))
    await expect.poll(() => heard).toEqual([1, 2, 3])
  })
})
