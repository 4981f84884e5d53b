import { expect, test } from 'vitest'
import { CommandAlreadyDone, openCommandMemory, type CommandAnswer } from './command-memory.ts'

const answer = (status: number): CommandAnswer => ({ status, type: null, body: new Uint8Array() })
const here = new AbortController().signal
const command = (key: string, seats = 'A', gone = here) => ({ key, seats: () => seats, gone })

test('the same id in flight and afterwards hears the one answer; another id runs anew', async () => {
  const memory = openCommandMemory()
  const finish = Promise.withResolvers<CommandAnswer>()
  let runs = 0
  const work = () => {
    runs += 1
    return finish.promise
  }
  const asked = [memory.once(command('x'), work), memory.once(command('x'), work)]
  finish.resolve(answer(200))
  expect(await Promise.all(asked)).toEqual([answer(200), answer(200)])
  expect(await memory.once(command('x'), work)).toEqual(answer(200))
  expect(runs).toBe(1)
  await memory.once(command('y'), work)
  expect(runs).toBe(2)
})

test('an answer is not given to the officers who come after, and nothing is done again', async () => {
  const memory = openCommandMemory()
  await memory.once(command('x', 'A'), async () => answer(200))
  const again = memory.once(command('x', 'B'), async () => answer(500))
  await expect(again).rejects.toThrow(CommandAlreadyDone)
})

test('the work is told to stop only when every screen that asked has gone', async () => {
  const memory = openCommandMemory()
  const finish = Promise.withResolvers<CommandAnswer>()
  const screens = [new AbortController(), new AbortController()]
  let stopped: AbortSignal | null = null
  const asked = screens.map(({ signal }) =>
    memory.once(command('x', 'A', signal), (gone) => {
      stopped = gone
      return finish.promise
    }),
  )
  const aborted = () => (stopped as AbortSignal | null)?.aborted
  screens[0]?.abort()
  expect(aborted()).toBe(false)
  screens[1]?.abort()
  expect(aborted()).toBe(true)
  finish.resolve(answer(409))
  await Promise.all(asked)
})

test('only the latest few hundred answers are remembered', async () => {
  const memory = openCommandMemory()
  let runs = 0
  const work = async () => {
    runs += 1
    return answer(204)
  }
  for (let i = 0; i < 300; i++) await memory.once(command(`c${i}`), work)
  await memory.once(command('c299'), work)
  expect(runs).toBe(300)
  await memory.once(command('c0'), work)
  expect(runs).toBe(301)
})
