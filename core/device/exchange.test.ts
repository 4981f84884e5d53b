import { describe, expect, test } from 'vitest'
import { ChannelClosed } from './byte-channel.ts'
import { type After, Exchange, NoReply, type Verdict } from './exchange.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** Timers that run when the test says so. */
function handTimers() {
  const running = new Set<() => void>()
  const after: After = (_milliseconds, run) => {
    running.add(run)
    return () => running.delete(run)
  }
  const expire = () => {
    for (const run of running) run()
    running.clear()
  }
  return { after, expire, running }
}

const bytes = Uint8Array.of(1)
const take = (frame: string): Verdict<string> =>
  frame === 'part' ? 'more' : frame === 'old' ? 'stale' : { answer: frame }

describe('an exchange', () => {
  test('takes a reply that arrives while the request is still being written', async () => {
    const { after, running } = handTimers()
    const exchange: Exchange<string> = new Exchange(async () => exchange.accept('quick'), after)
    expect(await exchange.request({ bytes, timeout: 10, take })).toBe('quick')
    await Promise.resolve()
    expect(running.size).toBe(0)
  })

  test('discards what arrives while nobody waits and what belongs to an earlier request', async () => {
    const { after } = handTimers()
    const exchange = new Exchange<string>(async () => {}, after)
    exchange.accept('late')
    const answer = exchange.request({ bytes, timeout: 10, take })
    exchange.accept('old')
    exchange.accept('mine')
    expect(await answer).toBe('mine')
    expect(exchange.discarded).toBe(2)
  })

  test('gives up in time, and the late reply does not reach the next request', async () => {
    const { after, expire } = handTimers()
    const exchange = new Exchange<string>(async () => {}, after)
    const first = exchange.request({ bytes, timeout: 10, take })
    const outcome = first.catch((reason: unknown) => reason)
    await Promise.resolve()
    expire()
    expect(await outcome).toBeInstanceOf(NoReply)
    exchange.accept('late')
    const second = exchange.request({ bytes, timeout: 10, take })
    exchange.accept('second')
    expect(await second).toBe('second')
  })

  test('waits anew after every part of a long answer', async () => {
    const { after, running } = handTimers()
    const exchange = new Exchange<string>(async () => {}, after)
    const answer = exchange.request({ bytes, timeout: 10, take })
    await Promise.resolve()
    const [before] = running
    exchange.accept('part')
    expect(running.size).toBe(1)
    expect([...running][0]).not.toBe(before)
    exchange.accept('whole')
    expect(await answer).toBe('whole')
  })

  test('ends with the reason of a lost channel, a failed write or a refused frame', async () => {
    const { after } = handTimers()
    const open = new Exchange<string>(async () => {}, after)
    const lost = open.request({ bytes, timeout: 10, take })
    open.fail(new ChannelClosed())
    await expect(lost).rejects.toBeInstanceOf(ChannelClosed)

    const broken = new Exchange<string>(() => Promise.reject(new ChannelClosed()), after)
    await expect(broken.request({ bytes, timeout: 10, take })).rejects.toBeInstanceOf(ChannelClosed)

    const refusing = () => {
      throw new RangeError('bad frame')
    }
    const refused = open.request({ bytes, timeout: 10, take: refusing })
    open.accept('any')
    await expect(refused).rejects.toBeInstanceOf(RangeError)
  })
})

test('actions run one at a time, also after one that failed', async () => {
  const queue = oneAtATime()
  const order: string[] = []
  const action = (name: string, fails: boolean) => async () => {
    order.push(`${name} begins`)
    await Promise.resolve()
    order.push(`${name} ends`)
    if (fails) throw new Error(name)
  }
  const first = queue(action('first', true))
  const second = queue(action('second', false))
  await expect(first).rejects.toThrow('first')
  await second
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})
