import { join } from 'node:path'
import { startEmbedded } from '../../prisma/embedded.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { fileBlobs } from '../../server/kernel/blobs.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { readEnv } from '../../server/kernel/env.ts'
import { createLogger } from '../../server/kernel/logger.ts'
import { searchResidents } from '../../server/registry/search-residents.ts'
import { type Bench, type Measure, percentile, rounded } from './measure.ts'
import { ensurePopulation, populationDay } from './registry-population.ts'
import { importMeasures } from './registry-import.ts'
import { measureProgress } from './registry-progress.ts'
import { peopleFor, questions, type QuestionKind, type Sought } from './registry-questions.ts'

const dataDir = join(import.meta.dirname, '../../.data/bench')
/** Of each kind; those who warm up are others. */
const peopleAsked = 500
const warmingUp = 50
/** An officer of Thành phố Hồ Chí Minh: a quarter of the synthetic population is within reach. */
const province = '79'
const officer: Actor = {
  kind: 'officer',
  id: '00000000-0000-4000-8000-000000000079',
  roles: [{ role: 'REGISTRAR', unitCode: province }],
}

/** Look-up and search in a register of a tenth, then of all residents; the databases are kept for the next run. */
export const bench: Bench = {
  name: 'registry',
  async *run(say, { residents }) {
    const small = await measureRegister(Math.round(residents / 10), say)
    const large = await measureRegister(residents, say)
    yield* summary(small, large)
    yield* measureProgress(say, { forms: residents, openApp: searchingApp })
    yield* importMeasures(say, { large: `registry_${residents}` })
  },
}

/** Milliseconds of each question, by kind. */
type Times = ReadonlyMap<QuestionKind, readonly number[]>

async function measureRegister(residents: number, say: (what: string) => void): Promise<Times> {
  say(`a register of ${residents}`)
  // More room for the log of changes: a load of millions would checkpoint every few seconds.
  const settings = { max_wal_size: '4GB' }
  const server = await startEmbedded({ dataDir, database: `registry_${residents}`, settings })
  try {
    await ensurePopulation(server.url, residents, say)
    const { app, close } = searchingApp(server.url)
    try {
      return await askAll(app, say)
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

/** What operations of the registry use; keys and queues belong to a whole installation, which a kept database is not. */
function searchingApp(url: string): { readonly app: App; readonly close: () => Promise<void> } {
  const env = readEnv({ NODE_ENV: 'production', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
  const { db, pool, close } = openDatabase(url, env.database.connections)
  const app: App = {
    env,
    clock: () => Date.parse(`${populationDay}T05:00:00Z`),
    publicUrl: 'http://localhost',
    db,
    pool,
    log: createLogger(env.logLevel),
    blobs: fileBlobs(join(dataDir, 'blobs'), null),
  }
  return { app, close }
}

async function askAll(app: App, say: (what: string) => void): Promise<Times> {
  const times = new Map<QuestionKind, readonly number[]>()
  for (const kind of Object.keys(questions) as QuestionKind[]) {
    const people = await peopleFor(app, kind, { province, count: peopleAsked + warmingUp })
    await ask(app, kind, people.slice(peopleAsked))
    const asked = people.slice(0, peopleAsked)
    const { milliseconds, found } = await ask(app, kind, asked)
    const [half, most, nearlyAll] = [0.5, 0.95, 0.99].map((share) =>
      rounded(percentile(milliseconds, share), 1),
    )
    say(
      `${kind.padEnd(14)} p50 ${half}, p95 ${most}, p99 ${nearlyAll} ms; ${found} of ${asked.length} on the first page`,
    )
    if (found < asked.length * 0.98)
      throw new Error(`registry bench: ${kind} found ${found} of ${asked.length}`)
    times.set(kind, milliseconds)
  }
  return times
}

async function ask(
  app: App,
  kind: QuestionKind,
  people: readonly Sought[],
): Promise<{ readonly milliseconds: readonly number[]; readonly found: number }> {
  const milliseconds: number[] = []
  let found = 0
  for (const person of people) {
    const question = questions[kind].typed(person)
    const began = performance.now()
    const { residents } = await searchResidents(app, officer, question)
    milliseconds.push(performance.now() - began)
    if (residents.some(({ id }) => id === person.id)) found++
  }
  return { milliseconds, found }
}

function* summary(small: Times, large: Times): Generator<Measure, void, void> {
  const worst = (times: Times, kinds: readonly QuestionKind[], share: number) =>
    Math.max(...kinds.map((kind) => percentile(times.get(kind) ?? [], share)))
  const measures = [
    ['lookup_p99_ms', ['number'], 0.99],
    ['search_p95_ms', ['exact', 'unaccented', 'tone placement', 'swapped'], 0.95],
    ['search_slip_p95_ms', ['slip'], 0.95],
  ] as const
  for (const [measure, kinds, share] of measures) {
    const [value, baseline] = [worst(large, kinds, share), worst(small, kinds, share)]
    const ratio = rounded(value / baseline, 2)
    yield { measure, value: rounded(value, 2), unit: 'ms', baseline: rounded(baseline, 2), ratio }
  }
}
