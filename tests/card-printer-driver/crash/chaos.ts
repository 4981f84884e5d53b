/** Kills and cuts, at every step of the journal and at drawn instants. */
import { drawnFrom } from '../../enrollment-kiosk/outbox/cutting-proxy.ts'
import type { Floor } from './floor.ts'
import { hitStates, type HitState, openSteps, stepReached } from './journal-watch.ts'
import { settleLost } from './person.ts'
import type { Post } from './post.ts'

export const victims = ['driver', 'printer', 'server', 'power', 'cable', 'network'] as const
export type Victim = (typeof victims)[number]

/** One blow: who is hit, and when. `at` null: at a drawn instant. */
export interface Blow {
  readonly victim: Victim
  readonly at: HitState | null
}

export type Hits = Readonly<Record<HitState, Record<Victim, number>>>

export const noHits = (): Hits =>
  Object.fromEntries(
    hitStates.map((state) => [state, Object.fromEntries(victims.map((victim) => [victim, 0]))]),
  ) as Hits

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export interface Chaos {
  readonly floor: Floor
  readonly hits: Hits
  readonly random: () => number
  /** When a job was first seen lost. */
  readonly seen: Map<string, number>
}

export const chaosOn = (floor: Floor, seed: number): Chaos => ({
  floor,
  hits: noHits(),
  random: drawnFrom(seed),
  seen: new Map(),
})

/** Which steps an ordinary card does not take, and what brings one to them. */
const provoking: Partial<Record<HitState, 'reject' | 'return'>> = {
  rejecting: 'reject',
  rejected: 'reject',
  returning: 'return',
  returned: 'return',
}

/** How long a boundary is waited for before the blow falls anyhow, and the longest that an instant is drawn. */
const boundaryPatience = 3000
const longestInstant = 600
const longestOutage = 500

/** There is always work: so many jobs wait, or some more are planned. */
const leastWaiting = 4

/** Strikes, notes where the cards were, and puts everything right again. False where the wanted step was not met. */
export async function strike(chaos: Chaos, { victim, at }: Blow): Promise<boolean> {
  const { floor, random } = chaos
  const post = floor.posts[random() < 0.5 ? 0 : 1]
  if (!post) return false
  const waiting = await floor.app.db.printJob.count({ where: { status: 'PLANNED' } })
  if (waiting < leastWaiting) await floor.plan(leastWaiting)
  const provoked = at === null ? undefined : provoking[at]
  const met =
    at === null
      ? pause(random() * longestInstant).then(() => true)
      : stepReached(post.directory, at, boundaryPatience)
  if (provoked) await provoke(post, provoked)
  const isMet = await met
  const end = blows[victim](floor, post)
  await end.struck
  await countHits(chaos, victim, victim === 'server' || victim === 'network' ? floor.posts : [post])
  if (provoked) await post.fault({}).catch(() => undefined)
  await pause(random() * longestOutage)
  await end.mend()
  await settleLost(floor, chaos.seen)
  return isMet
}

/** A fault that a station would see before it feeds comes between feeding and printing. */
async function provoke(post: Post, what: 'reject' | 'return'): Promise<void> {
  if (what === 'return') await stepReached(post.directory, 'fed', boundaryPatience / 2)
  await post.fault(post.provocations[what]).catch(() => undefined)
}

interface Blown {
  readonly struck: Promise<unknown>
  mend(): Promise<unknown>
}

const blows: Readonly<Record<Victim, (floor: Floor, post: Post) => Blown>> = {
  driver: (_, { station }) => ({ struck: station.kill(), mend: () => station.start() }),
  printer: (_, post) => ({
    struck: post.printer.kill(),
    async mend() {
      await post.printer.start()
      await post.fault({})
    },
  }),
  server: ({ server }) => ({ struck: server.kill(), mend: () => server.start() }),
  power: (_, post) => ({ struck: post.fault({ off: true }), mend: () => post.fault({}) }),
  cable: (_, { printerLine }) => cut(printerLine),
  network: ({ serverLine }) => cut(serverLine),
}

function cut(line: Post['printerLine']): Blown {
  line.goDown()
  return {
    struck: Promise.resolve(),
    mend: async () => {
      line.budget = () => null
    },
  }
}

async function countHits({ hits }: Chaos, victim: Victim, posts: readonly Post[]): Promise<void> {
  const steps = (await Promise.all(posts.map(({ directory }) => openSteps(directory)))).flat()
  for (const step of steps.length > 0 ? steps : (['idle'] as const)) hits[step][victim] += 1
}

/** Calm at the end: until every job is stacked or spoiled, with the person at work. Throws when it does not come to that. */
export async function untilDone({ floor, seen }: Chaos, patience: number): Promise<void> {
  const until = performance.now() + patience
  for (;;) {
    await settleLost(floor, seen)
    const open = await floor.app.db.printJob.groupBy({
      by: ['status'],
      where: { status: { notIn: ['STACKED', 'SPOILED'] } },
      _count: true,
    })
    const unsettled = (await Promise.all(floor.posts.map(({ directory }) => openSteps(directory)))).flat()
    if (open.length === 0 && unsettled.length === 0) return
    if (performance.now() > until) {
      const said = floor.posts.flatMap(({ station }) => station.said.slice(-6))
      throw new Error(`not done: ${JSON.stringify(open)} ${unsettled.join()}\n${said.join('\n')}`)
    }
    await pause(200)
  }
}

export const hitsOf = (hits: Hits, state: HitState) =>
  Object.values(hits[state]).reduce((sum, count) => sum + count, 0)

/** The table that the run prints. */
export function hitTable(hits: Hits): string {
  const row = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(10) + cells.map((cell) => String(cell).padStart(8)).join('')
  return [
    row('', [...victims, 'all']),
    ...hitStates.map((state) =>
      row(state, [...victims.map((victim) => hits[state][victim]), hitsOf(hits, state)]),
    ),
  ].join('\n')
}
