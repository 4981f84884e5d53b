/** How fast the nation is rolled up, and a page of a worklist read, at a tenth of the forms and at all of them. */
import { join } from 'node:path'
import { graphql } from 'graphql'
import { z } from 'zod'
import type { Role } from '../../core/access/actions.ts'
import { provinces } from '../../core/citizen/provinces.ts'
import { seededRandom } from '../../core/synthetic/random.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { schema } from '../../server/graphql/schema.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { formProgress } from '../../server/registry/progress/form-progress.ts'
import { type Measure, percentile, rounded } from './measure.ts'
import { fillCollection, prepareDatabase } from './registry-progress-data.ts'

const dataDir = join(import.meta.dirname, '../../.data/bench')
const rollUps = 40
const pagesOfEach = 60
const warmingUp = 10
const unitsShown = ['2026-01-01', '2024-01-01'] as const

type Say = (what: string) => void
/** Milliseconds. */
interface Times {
  readonly rollUp: readonly number[]
  /** By worklist and officer. */
  readonly pages: ReadonlyMap<string, readonly number[]>
}

/** `openApp` gives what operations of the registry use, over a database. */
export async function* measureProgress(
  say: Say,
  { forms, openApp }: { readonly forms: number; readonly openApp: OpenApp },
): AsyncGenerator<Measure, void, void> {
  const small = await measureCollection(say, { forms: Math.round(forms / 10), openApp })
  const large = await measureCollection(say, { forms, openApp })
  yield measureOf('rollup_ms', percentile(large.rollUp, 0.95), percentile(small.rollUp, 0.95))
  const slowest = ({ pages }: Times) =>
    Math.max(...[...pages.values()].map((times) => percentile(times, 0.95)))
  yield measureOf('worklist_p95_ms', slowest(large), slowest(small))
}

function measureOf(measure: string, value: number, baseline: number): Measure {
  return {
    measure,
    value: rounded(value, 2),
    unit: 'ms',
    baseline: rounded(baseline, 2),
    ratio: rounded(value / baseline, 2),
  }
}

type OpenApp = (url: string) => { readonly app: App; readonly close: () => Promise<void> }

async function measureCollection(
  say: Say,
  { forms, openApp }: { readonly forms: number; readonly openApp: OpenApp },
): Promise<Times> {
  say(`a collection of ${forms} forms`)
  const settings = { max_wal_size: '4GB' }
  const server = await startEmbedded({ dataDir, database: `collection_${forms}`, settings })
  try {
    const filled = await prepareDatabase(server.url, forms, say)
    const { app, close } = openApp(server.url)
    try {
      if (!filled) await fillCollection(app, forms, say)
      return { rollUp: await timeRollUps(app, forms, say), pages: await timePages(app, say) }
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

const everywhere = provinces.map(({ code }) => code)
const officerOf = (roles: readonly Role[], units: readonly string[]): Actor => ({
  kind: 'officer',
  id: '00000000-0000-4000-8000-000000000001',
  roles: roles.flatMap((role) => units.map((unitCode) => ({ role, unitCode }))),
})

/** The whole country in one call, under the units of today and those of before, in turn. */
async function timeRollUps(app: App, forms: number, say: Say): Promise<readonly number[]> {
  const committee = officerOf(['STEERING_COMMITTEE'], everywhere)
  const milliseconds: number[] = []
  for (let nth = -unitsShown.length; nth < rollUps; nth++) {
    const on = unitsShown[Math.abs(nth) % unitsShown.length]
    const began = performance.now()
    const { whole } = await formProgress(app, committee, { kind: 'DC01', on })
    if (nth >= 0) milliseconds.push(performance.now() - began)
    else say(`first roll-up ${rounded(performance.now() - began, 1)} ms`)
    if (whole.counts.issued !== forms)
      throw new Error(`registry bench: rolled up ${whole.counts.issued} of ${forms}`)
  }
  say(
    `roll-up p50 ${rounded(percentile(milliseconds, 0.5), 1)}, p95 ${rounded(percentile(milliseconds, 0.95), 1)} ms`,
  )
  return milliseconds
}

/** Officers with few units, with hundreds, and with all of them. */
const officers = {
  commune: ['50007'],
  province: ['79'],
  nation: everywhere,
} as const

/** Worklists as screens ask for them, and the key that their cursors stand for. */
const worklists = [
  {
    name: 'forms collected',
    field: 'forms',
    args: 'state: COLLECTED',
    key: 'serial',
    table: '"Form"',
    state: 'COLLECTED',
  },
  {
    name: 'forms loaded',
    field: 'forms',
    args: 'state: LOADED',
    key: 'serial',
    table: '"Form"',
    state: 'LOADED',
  },
  {
    name: 'conflicts',
    field: 'conflicts',
    args: 'state: OPEN',
    key: 'id',
    table: '"ConflictCase"',
    state: 'OPEN',
  },
] as const
type Worklist = (typeof worklists)[number]

async function timePages(app: App, say: Say): Promise<Times['pages']> {
  const pages = new Map<string, readonly number[]>()
  for (const list of worklists) {
    for (const [name, units] of Object.entries(officers)) {
      const actor = officerOf(['REGISTRAR'], units)
      const times = await timeList(app, actor, list)
      const [half, most] = [0.5, 0.95].map((share) => rounded(percentile(times, share), 1))
      say(`${list.name}, ${name}: p50 ${half}, p95 ${most} ms`)
      pages.set(`${list.name}, ${name}`, times)
    }
  }
  return pages
}

/** The first page, and pages anywhere down to the end. */
async function timeList(app: App, actor: Actor, list: Worklist): Promise<readonly number[]> {
  const first = await readPage(app, actor, { list, after: null })
  const sample = first.edges[0]
  if (!sample) throw new Error(`registry bench: nothing in ${list.name}`)
  const cursorOf = (key: string) =>
    Buffer.from(Buffer.from(sample.cursor, 'base64').toString().replace(sample.node.key, key)).toString(
      'base64',
    )
  const keys = await someKeys(app, list)
  const milliseconds: number[] = []
  for (const [nth, key] of keys.entries()) {
    const after = nth % 6 === 0 ? null : cursorOf(key)
    const began = performance.now()
    await readPage(app, actor, { list, after })
    if (nth >= warmingUp) milliseconds.push(performance.now() - began)
  }
  return milliseconds
}

/** Keys of the list by chance from all of it; an officer's next page may begin behind a record of another unit. */
async function someKeys(app: App, { key, table, state }: Worklist): Promise<readonly string[]> {
  const { rows } = await app.pool.query<{ key: string }>(
    `select "${key}" as key from ${table} tablesample system (2) repeatable (7) where "status" = $1 limit 20000`,
    [state],
  )
  const random = seededRandom(`${table} ${state}`)
  return Array.from({ length: pagesOfEach + warmingUp }, () => random.pick(rows).key)
}

const pageSchema = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: z.object({ key: z.string() }) })),
})

async function readPage(
  app: App,
  actor: Actor,
  { list, after }: { readonly list: Worklist; readonly after: string | null },
) {
  const source = `query ($after: String) {
    page: ${list.field}(first: 20, after: $after, ${list.args}) { edges { cursor node { key: ${list.key} unitCode } } } }`
  const answer = await graphql({
    schema,
    source,
    variableValues: { after },
    contextValue: { app, actor },
  })
  if (answer.errors) throw new Error(`registry bench: ${answer.errors[0]?.message}`)
  return pageSchema.parse(answer.data?.['page'])
}
