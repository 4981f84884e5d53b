/** The whole proof: every victim at every step, then drawn instants, until each state of the journal was hit often enough. */
import {
  type Blow,
  type Chaos,
  chaosOn,
  hitsOf,
  hitTable,
  strike,
  untilDone,
  type Victim,
  victims,
} from './chaos.ts'
import type { Floor } from './floor.ts'
import { type HitState } from './journal-watch.ts'
import { type Reckoning, reckon } from './reckoning.ts'

/** Each state of the journal is hit at least so often. */
export const leastHits = 5

export interface FullPlan {
  readonly states: readonly HitState[]
  readonly instants: number
  readonly seed: number
  readonly say: (what: string) => void
}

export async function runFull(
  floor: Floor,
  { states, instants, seed, say }: FullPlan,
): Promise<{ readonly chaos: Chaos; readonly blows: number; readonly reckoning: Reckoning }> {
  const chaos = chaosOn(floor, seed)
  const boundaries = states.flatMap((at) => victims.map((victim): Blow => ({ victim, at })))
  const drawn = Array.from({ length: instants }, (): Blow => ({ victim: drawnVictim(chaos), at: null }))
  let blows = 0
  const hit = async (blow: Blow) => {
    await strike(chaos, blow)
    blows += 1
    if (blows % 20 === 0) say(`${blows} blows of about ${boundaries.length + instants}`)
    if (blows % 100 === 0) say(`\n${hitTable(chaos.hits)}`)
  }
  for (const blow of [...boundaries, ...drawn]) await hit(blow)
  // What instants and boundaries missed: the driver again, at that very step.
  for (let more = 0; more < 100; more++) {
    const [state] = states.filter((one) => hitsOf(chaos.hits, one) < leastHits)
    if (!state) break
    await hit({ victim: 'driver', at: state })
  }
  say('calm: stations finish, the person settles what is unknown')
  await untilDone(chaos, 300_000)
  return { chaos, blows, reckoning: await reckon(floor) }
}

const drawnVictim = ({ random }: Chaos): Victim => victims[Math.floor(random() * victims.length)] ?? 'driver'
