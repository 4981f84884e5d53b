import { describe, expect, test } from 'vitest'
import { ChannelClosed, channelPair } from './byte-channel.ts'

describe('a pair of channels', () => {
  test('carries bytes both ways, in order and as a copy', async () => {
    const [near, far] = channelPair()
    const heard: number[] = []
    far.onData((bytes) => heard.push(...bytes))
    const first = Uint8Array.of(1, 2)
    const writing = near.write(first)
    first[0] = 9
    await Promise.all([writing, near.write(Uint8Array.of(3))])
    expect(heard).toEqual([1, 2, 3])
  })

  test('tells each side of a close once, and the far side the reason', async () => {
    const [near, far] = channelPair()
    const reasons: unknown[] = []
    near.onClose((reason) => reasons.push(reason))
    far.onClose((reason) => reasons.push(reason))
    await near.close()
    await near.close()
    await far.close()
    expect(reasons).toEqual([undefined, expect.any(ChannelClosed)])
  })

  test('tells a listener that comes after the close', async () => {
    const [near] = channelPair()
    await near.close()
    let told = false
    near.onClose(() => (told = true))
    expect(told).toBe(true)
  })

  test('refuses to write once closed', async () => {
    const [near, far] = channelPair()
    await near.close()
    await expect(near.write(Uint8Array.of(1))).rejects.toBeInstanceOf(ChannelClosed)
    await expect(far.write(Uint8Array.of(1))).rejects.toBeInstanceOf(ChannelClosed)
  })
})
