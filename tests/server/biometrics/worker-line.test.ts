import { afterEach, describe, expect, test } from 'vitest'
import { type LineOptions, startWorkerLine, type WorkerLine } from '../../../server/biometrics/worker-line.ts'

type Told = 'answer' | 'die' | 'leave' | 'hang'

const lines: WorkerLine<Told, number>[] = []
const line = (options: Partial<LineOptions> = {}) => {
  const program = new URL('odd-worker.ts', import.meta.url)
  const started = startWorkerLine<Told, number>(program, {
    waiting: 8,
    timeoutMs: 20_000,
    idleMs: 60_000,
    ...options,
  })
  lines.push(started)
  return started
}
afterEach(async () => {
  await Promise.all(lines.splice(0).map((one) => one.close()))
})

describe('a line before a thread', () => {
  test('is worked in its order by one thread', async () => {
    const one = line()
    expect(await Promise.all([one.ask('answer'), one.ask('answer'), one.ask('answer')])).toEqual([1, 2, 3])
  })

  test.each(['die', 'leave'] as const)(
    'fails what its thread ends over (%s), and the next is answered by a new one',
    async (end) => {
      const one = line()
      const asked = [one.ask('answer'), one.ask(end), one.ask('answer')]
      expect(await Promise.allSettled(asked)).toMatchObject([
        { value: 1 },
        { reason: { fault: 'DIED' } },
        { value: 1 },
      ])
    },
  )

  test('fails what takes too long, and the next is answered by a new thread', async () => {
    const one = line({ timeoutMs: 4000 })
    const asked = [one.ask('hang'), one.ask('answer')]
    expect(await Promise.allSettled(asked)).toMatchObject([{ reason: { fault: 'TIMED_OUT' } }, { value: 1 }])
  })

  test('refuses more than may wait, at once', async () => {
    const one = line({ waiting: 2 })
    const asked = [one.ask('answer'), one.ask('answer'), one.ask('answer'), one.ask('answer')]
    expect(await Promise.allSettled(asked)).toMatchObject([
      { value: 1 },
      { value: 2 },
      { value: 3 },
      { reason: { fault: 'BUSY' } },
    ])
  })

  test('lets its thread go when nobody asks, and starts another when somebody does', async () => {
    const one = line({ idleMs: 1 })
    expect(await one.ask('answer')).toBe(1)
    await expect.poll(() => one.ask('answer')).toBe(1)
  })

  test('fails what waits when it is closed, and what is asked afterwards', async () => {
    const one = line()
    const asked = Promise.allSettled([one.ask('hang'), one.ask('answer')])
    await one.close()
    const late = await Promise.allSettled([one.ask('answer')])
    expect([...(await asked), ...late]).toMatchObject([
      { reason: { fault: 'CLOSED' } },
      { reason: { fault: 'CLOSED' } },
      { reason: { fault: 'CLOSED' } },
    ])
  })
})
