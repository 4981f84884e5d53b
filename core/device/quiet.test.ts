import { expect, test } from 'vitest'
import { channelPair } from './byte-channel.ts'
import type { After } from './exchange.ts'
import { untilQuiet } from './quiet.ts'

/** Timers by their length, run when the test says so. */
function handTimers() {
  const running = new Map<number, () => void>()
  const after: After = (milliseconds, run) => {
    running.set(milliseconds, () => run())
    return () => running.delete(milliseconds)
  }
  return { after, running }
}

const quiet = { silence: 50, limit: 1000 }

test('a byte starts the wait for silence anew', async () => {
  const [near, far] = channelPair()
  const { after, running } = handTimers()
  const done = untilQuiet(near, after, quiet)
  const first = running.get(50)
  await far.write(Uint8Array.of(1))
  expect(running.get(50)).toBeDefined()
  expect(running.get(50)).not.toBe(first)
  running.get(50)!()
  await done
  expect(running.size).toBe(0)
})

test('a line that never falls silent, or closes, is not waited for without end', async () => {
  const [near, far] = channelPair()
  const { after, running } = handTimers()
  const noisy = untilQuiet(near, after, quiet)
  running.get(1000)!()
  await noisy
  const closing = untilQuiet(near, after, quiet)
  await far.close()
  await closing
  expect(running.size).toBe(0)
})
