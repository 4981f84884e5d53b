import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Blow, chaosOn, hitTable, strike, untilDone, type Victim } from './chaos.ts'
import { type Floor, openFloor } from './floor.ts'
import type { HitState } from './journal-watch.ts'
import { reckon } from './reckoning.ts'

let running: TestApp
let floor: Floor
beforeAll(async () => {
  running = await testApp({ now: Date.now() })
  floor = await openFloor({ ...running, cards: 16 })
})
afterAll(async () => {
  await floor.close()
  await running.close()
})

/** The driver at each step that every card takes; the rest at drawn instants. Programs cost seconds to start, lines nothing. */
const steps: readonly HitState[] = ['feeding', 'printing', 'sent', 'printed', 'verified']
const others: readonly Victim[] = [
  ...(['printer', 'power', 'cable', 'network', 'server', 'power', 'cable', 'network'] as const),
  ...(['printer', 'power', 'cable', 'network', 'server', 'power', 'cable'] as const),
]
const blows: readonly Blow[] = [
  ...steps.map((at): Blow => ({ victim: 'driver', at })),
  ...others.map((victim): Blow => ({ victim, at: null })),
]

test('twenty kills and cuts over a batch: one good card a job or an explained one spoiled, and the blanks agree', async () => {
  const chaos = chaosOn(floor, 20_261_122)
  for (const blow of blows) await strike(chaos, blow)
  await untilDone(chaos, 100_000)
  console.log(hitTable(chaos.hits))
  const reckoning = await reckon(floor)
  expect(reckoning.faults).toEqual([])
  expect(reckoning.good + reckoning.givenUp).toBe(reckoning.applications)
  const met = steps.filter((step) => chaos.hits[step].driver > 0)
  expect(met.length).toBeGreaterThan(1)
})
