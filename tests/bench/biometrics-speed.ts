import { examineFinger } from '../../core/biometrics/finger-quality.ts'
import { firstLook, fullEffort, matchPacked } from '../../core/biometrics/match-finger.ts'
import { extractMinutiae } from '../../core/biometrics/minutiae.ts'
import { packFinger } from '../../core/biometrics/packed-finger.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { probeFinger } from '../../core/biometrics/probe-finger.ts'
import { verifyHolder } from '../../core/biometrics/verification.ts'
import { renderImpression, synthesiseFinger } from '../../core/synthetic/finger.ts'
import { seededRandom } from '../../core/synthetic/random.ts'
import type { Print } from '../../server/biometrics/evaluate-prints.ts'
import { inventedTemplate } from '../support/fingers.ts'
import { type Measure, median, rounded } from './measure.ts'

/** Milliseconds of processor that this thread uses for some work: other programs on the machine count less. */
function cpuMs(work: () => void): number {
  const began = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1000
}

/** The same arithmetic on every machine, a few milliseconds: what it takes is what this core is worth now. */
function referenceWork(): number {
  const values = new Int32Array(4096)
  let state = 1
  for (let i = 0; i < 4_000_000; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    values[i & 4095]! += values[state & 4095]! + (state >> 16)
  }
  return values[0]!
}

const galleryFingers = 400
const rounds = 12

/** Extraction and matching on one core, each beside the reference work of the same minute. */
export function* measureEngine(prints: readonly Print[] | undefined): Generator<Measure> {
  const reference = () => median(Array.from({ length: 9 }, () => cpuMs(referenceWork)))
  reference()
  const baseline = rounded(reference(), 2)
  yield { measure: 'reference_ms', value: baseline, unit: 'ms' }

  const image = renderImpression(synthesiseFinger(1), 1, { width: 388, height: 374 })
  const times = prints?.map(({ extractMs }) => extractMs) ?? []
  while (times.length < 20) times.push(cpuMs(() => extractMinutiae(image)))
  const extract = median(times)
  yield {
    measure: 'extract_ms',
    value: rounded(extract, 1),
    unit: 'ms',
    baseline,
    ratio: rounded(extract / baseline),
  }

  const hands = [2, 7].map((position) => {
    const touch = (impression: number) =>
      renderImpression(synthesiseFinger(1000 + position), impression, { width: 388, height: 374 })
    return { position: position as FingerPosition, enrolled: extractMinutiae(touch(1)), shown: touch(2) }
  })
  const gallery = hands.map(({ position, enrolled }) => ({ position, template: enrolled }))
  const verify = () => {
    const probes = hands.map(({ position, shown }) => {
      const { template, quality } = examineFinger(shown)
      return { position, template, quality: quality.score }
    })
    if (verifyHolder(probes, gallery, 10).score === 0) throw new Error('two fingers that are not alike')
  }
  verify()
  const verified = median(Array.from({ length: 9 }, () => cpuMs(verify)))
  const verifyRatio = rounded(verified / baseline)
  yield { measure: 'verify_ms', value: rounded(verified, 1), unit: 'ms', baseline, ratio: verifyRatio }

  const random = seededRandom('matching')
  const packed = Array.from({ length: galleryFingers }, () => packFinger(inventedTemplate(random)))
  const templates = prints?.slice(0, 8).map(({ template }) => template) ?? [extractMinutiae(image)]
  const probes = templates.map(probeFinger)
  for (const [measure, effort] of [
    ['match_per_s', fullEffort],
    ['prefilter_per_s', firstLook],
  ] as const) {
    const all = () => {
      for (const probe of probes) for (const candidate of packed) matchPacked(probe, candidate, 0, effort)
    }
    all()
    const perMs = median(Array.from({ length: rounds }, () => (probes.length * packed.length) / cpuMs(all)))
    yield {
      measure,
      value: Math.round(1000 * perMs),
      unit: '/s',
      baseline,
      ratio: rounded(perMs * baseline, 1), // matches in the time of the reference work
    }
  }
}
