import { renderImpression, synthesiseFinger } from '../../core/synthetic/finger.ts'
import { extractMinutiae } from '../../core/biometrics/minutiae.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import type { Print } from '../../server/biometrics/evaluate-prints.ts'
import { type MatcherPool, startMatcherPool } from '../../server/biometrics/matcher-pool.ts'
import { inventedFingers } from '../support/fingers.ts'
import { type Measure, median, rounded } from './measure.ts'

const positions = [1, 2, 3, 4] as const
const threads = 2

interface Wanted {
  readonly referenceId: string
  readonly enrolled: readonly EnrolledFinger[]
  readonly probe: readonly EnrolledFinger[]
}

/** Persons of four fingers of one set: enrolled with one impression, looked for with another. */
function fromPrints(prints: readonly Print[]): Wanted[] {
  const fingers = [...new Set(prints.map(({ finger }) => finger))]
  const touches = [...new Set(prints.map(({ impression }) => impression))]
  const of = (person: number, touch: number) =>
    positions.flatMap((position, i) => {
      const finger = fingers[(person * positions.length + i) % fingers.length]
      const print = prints.find((one) => one.finger === finger && one.impression === touches[touch])
      return print ? [{ position, template: print.template }] : []
    })
  return [0, 1].map((person) => ({
    referenceId: `${person}`,
    enrolled: of(person, 0),
    probe: of(person, person + 2),
  }))
}

/** The same from invented images, where there are no prints to measure with. */
function fromDrawings(): Wanted[] {
  const touch = (person: number, impression: number) =>
    positions.map((position) => {
      const finger = synthesiseFinger(person * 10 + position)
      return {
        position,
        template: extractMinutiae(renderImpression(finger, impression, { width: 388, height: 374 })),
      }
    })
  return [0, 1, 2, 3].map((person) => ({
    referenceId: `${person}`,
    enrolled: touch(person, 0),
    probe: touch(person, 1),
  }))
}

/** Searches of 10.000 and 100.000 invented persons, real ones among them, and insertion meanwhile. */
export async function* measureGallery(
  sets: readonly (readonly Print[])[],
  say: (what: string) => void,
): AsyncGenerator<Measure> {
  const wanted = sets.length > 0 ? sets.flatMap(fromPrints) : fromDrawings()
  const people = wanted.map((one, i) => ({ ...one, referenceId: `wanted ${i}` }))
  const pool = startMatcherPool({ threads })
  try {
    for (const { referenceId, enrolled } of people) pool.insert(referenceId, enrolled)
    for (const size of [10_000, 100_000]) {
      say(`inserting ${size} persons`)
      for (let i = pool.size; i < size; i++) pool.insert(`invented ${i}`, inventedFingers(i))
      yield* measureSearch(pool, people, say)
    }
    const fingers = pool.size * positions.length
    yield { measure: 'bytes_per_finger', value: Math.round(pool.bytes / fingers), unit: 'bytes' }
    yield* measureInsertion(pool, people[0]!.probe)
  } finally {
    await pool.close()
  }
}

async function* measureSearch(
  pool: MatcherPool,
  people: readonly Wanted[],
  say: (what: string) => void,
): AsyncGenerator<Measure> {
  const name = `search_${pool.size / 1000}k`
  const times: number[] = []
  const busy: number[] = []
  let found = 0
  say(`${people.length} searches of ${pool.size} persons`)
  for (const { probe, referenceId } of [people[0]!, ...people]) {
    const began = performance.now()
    const cpu = process.cpuUsage()
    const [first] = await pool.search(probe, { limit: 10 })
    times.push((performance.now() - began) / 1000)
    const { user, system } = process.cpuUsage(cpu)
    busy.push((user + system) / 1e6)
    if (first?.referenceId === referenceId) found++
  }
  // The first search warms the threads up and is not counted.
  yield { measure: `${name}_s`, value: rounded(median(times.slice(1)), 2), unit: 's' }
  yield { measure: `${name}_cpu_s`, value: rounded(median(busy.slice(1)), 2), unit: 's' }
  yield { measure: `${name}_found_first`, value: rounded(found / (people.length + 1)), unit: 'share' }
}

async function* measureInsertion(
  pool: MatcherPool,
  probe: readonly EnrolledFinger[],
): AsyncGenerator<Measure> {
  const newcomers = Array.from({ length: 2000 }, (_, i) => inventedFingers(`newcomer ${i}`))
  const running = pool.search(probe, { limit: 1 })
  const began = performance.now()
  for (const [i, fingers] of newcomers.entries()) pool.insert(`newcomer ${i}`, fingers)
  const perSecond = (1000 * newcomers.length) / (performance.now() - began)
  await running
  yield { measure: 'insert_per_s', value: Math.round(perSecond), unit: '/s' }
}
