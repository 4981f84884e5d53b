import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ErrorRates, errorRates } from '../../core/biometrics/error-rates.ts'
import { leastSecondScore, verificationRules } from '../../core/biometrics/verification.ts'
import {
  type ComparedPrints,
  comparePrints,
  type Print,
  readPrints,
} from '../../server/biometrics/evaluate-prints.ts'
import { measureGallery } from './biometrics-gallery.ts'
import { measureEngine } from './biometrics-speed.ts'
import { type Bench, type Measure, rounded } from './measure.ts'

/** Real prints for measuring, beside the repository; without them only speed on invented prints is measured. */
const folder = resolve(import.meta.dirname, '../../../shared/data/fingerprints')
const sets = ['DB1', 'DB2', 'DB4'] as const

/** Error rates of the fingerprint engine, its speed on one core, and the search of a gallery on two. */
export const bench: Bench = {
  name: 'biometrics',
  async *run(say) {
    const prints: Print[][] = []
    const persons: Persons[] = []
    if (!existsSync(folder)) say('no ../shared/data/fingerprints: error rates are not measured')
    else {
      for (const set of sets) {
        say(`prints of set ${set}`)
        const read = await readPrints(`${folder}/fvc2002-${set}_B`, { dpi: 500 })
        prints.push(read)
        const compared = comparePrints(read)
        yield* ratesOf(set.toLowerCase(), read, compared)
        for (const { fingers } of verificationRules) persons.push(personsOf(read, compared, fingers))
      }
      yield* verificationRates(persons)
    }
    say('speed on one core')
    yield* measureEngine(prints[0])
    yield* measureGallery(prints, say)
  },
}

function* ratesOf(set: string, prints: readonly Print[], compared: ComparedPrints): Generator<Measure> {
  yield* told(set, errorRates(compared))
  for (const fingers of [2, 4]) {
    const { genuine, impostor } = personsOf(prints, compared, fingers)
    const sums = { genuine: genuine.map(sumOf), impostor: impostor.map(sumOf) }
    yield* told(`${set}_${fingers}_fingers`, errorRates(sums))
  }
}

const sumOf = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0)

/** What the rules of the hand-over do to holders and strangers of all sets, were their prints all good. */
function* verificationRates(persons: readonly Persons[]): Generator<Measure> {
  for (const { fingers, threshold } of verificationRules) {
    const accepted = (scores: readonly number[]) =>
      sumOf(scores) >= threshold && scores.toSorted((a, b) => b - a)[1]! >= leastSecondScore
    const shareOf = (kind: 'genuine' | 'impostor') => {
      const all = persons.flatMap((some) => (some.fingers === fingers ? some[kind] : []))
      return all.filter(accepted).length / all.length
    }
    yield { measure: `holder_missed_${fingers}`, value: rounded(1 - shareOf('genuine'), 5), unit: 'share' }
    yield { measure: `stranger_accepted_${fingers}`, value: rounded(shareOf('impostor'), 5), unit: 'share' }
  }
}

function* told(name: string, rates: ErrorRates): Generator<Measure> {
  yield { measure: `eer_${name}`, value: rounded(rates.equal, 5), unit: 'share' }
  yield { measure: `fnmr_1e-2_${name}`, value: rounded(rates.missedAtHundredth, 5), unit: 'share' }
  yield { measure: `fnmr_1e-3_${name}`, value: rounded(rates.missedAtThousandth, 5), unit: 'share' }
  yield { measure: `fnmr_zero_${name}`, value: rounded(rates.missedAtZero, 5), unit: 'share' }
}

/** The scores, finger by finger, of a person with themselves on another day, and with somebody else. */
interface Persons {
  readonly fingers: number
  readonly genuine: readonly (readonly number[])[]
  readonly impostor: readonly (readonly number[])[]
}

/** Persons made of `fingers` neighbouring fingers of a set. */
function personsOf(prints: readonly Print[], { pairs }: ComparedPrints, fingers: number): Persons {
  const names = [...new Set(prints.map(({ finger }) => finger))]
  const scores = new Map<string, number>()
  const key = (finger: number, i: string, other: number, j: string) =>
    `${names[finger % names.length]} ${i} ${names[other % names.length]} ${j}`
  for (const { a, b, score } of pairs) {
    const [one, two] = [prints[a]!, prints[b]!]
    scores.set(`${one.finger} ${one.impression} ${two.finger} ${two.impression}`, score)
    scores.set(`${two.finger} ${two.impression} ${one.finger} ${one.impression}`, score)
  }
  const touches = [...new Set(prints.map(({ impression }) => impression))]
  const result = { fingers, genuine: [] as number[][], impostor: [] as number[][] }
  for (let person = 0; person < names.length; person++) {
    for (let other = person; other < names.length; other++) {
      for (const [i, touch] of touches.entries()) {
        for (const again of person === other ? touches.slice(i + 1) : touches) {
          const each = Array.from(
            { length: fingers },
            (_, f) => scores.get(key(person + f, touch, other + f, again)) ?? 0,
          )
          result[person === other ? 'genuine' : 'impostor'].push(each)
        }
      }
    }
  }
  return result
}
