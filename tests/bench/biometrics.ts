import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ErrorRates, errorRates } from '../../core/biometrics/error-rates.ts'
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
    if (!existsSync(folder)) say('no ../shared/data/fingerprints: error rates are not measured')
    else {
      for (const set of sets) {
        say(`prints of set ${set}`)
        const read = await readPrints(`${folder}/fvc2002-${set}_B`, { dpi: 500 })
        prints.push(read)
        yield* ratesOf(set.toLowerCase(), read)
      }
    }
    say('speed on one core')
    yield* measureEngine(prints[0])
    yield* measureGallery(prints, say)
  },
}

function* ratesOf(set: string, prints: readonly Print[]): Generator<Measure> {
  const compared = comparePrints(prints)
  yield* told(set, errorRates(compared))
  for (const fingers of [2, 4])
    yield* told(`${set}_${fingers}_fingers`, errorRates(fused(prints, compared, fingers)))
}

function* told(name: string, rates: ErrorRates): Generator<Measure> {
  yield { measure: `eer_${name}`, value: rounded(rates.equal, 5), unit: 'share' }
  yield { measure: `fnmr_1e-2_${name}`, value: rounded(rates.missedAtHundredth, 5), unit: 'share' }
  yield { measure: `fnmr_1e-3_${name}`, value: rounded(rates.missedAtThousandth, 5), unit: 'share' }
  yield { measure: `fnmr_zero_${name}`, value: rounded(rates.missedAtZero, 5), unit: 'share' }
}

/** Persons made of `fingers` neighbouring fingers of a set; a score is the sum over the fingers. */
function fused(prints: readonly Print[], { pairs }: ComparedPrints, fingers: number) {
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
  const result = { genuine: [] as number[], impostor: [] as number[] }
  for (let person = 0; person < names.length; person++) {
    for (let other = person; other < names.length; other++) {
      for (const [i, touch] of touches.entries()) {
        for (const again of person === other ? touches.slice(i + 1) : touches) {
          let sum = 0
          for (let f = 0; f < fingers; f++) sum += scores.get(key(person + f, touch, other + f, again)) ?? 0
          result[person === other ? 'genuine' : 'impostor'].push(sum)
        }
      }
    }
  }
  return result
}
