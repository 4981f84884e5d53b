/** Faces: what the networks make of invented people, and what a look costs. `node tests/bench/faces.ts [people]`; docs/face.md. */
import { descriptorDistance, recognitionInput } from '../../core/biometrics/compare-faces.ts'
import { faceGeometry } from '../../core/biometrics/face-geometry.ts'
import { faceLandmarks } from '../../core/biometrics/face-landmarks.ts'
import { type FaceMeasures, measureFace } from '../../core/biometrics/face-measures.ts'
import { findFaces } from '../../core/biometrics/find-faces.ts'
import { judgeFace } from '../../core/biometrics/judge-face.ts'
import { portraitSvg } from '../../core/synthetic/portrait.ts'
import { drawnFace } from '../../core/synthetic/portrait-face.ts'
import { anotherTake, type PortraitTake } from '../../core/synthetic/portrait-take.ts'
import { seededRandom } from '../../core/synthetic/random.ts'
import { loadFaceNetworks, loadRecognition, startRuntime } from '../../server/biometrics/face-networks.ts'
import { readFaceImage } from '../../server/biometrics/read-face-image.ts'
import { jpegOf } from '../support/portraits.ts'

const people = Number(process.argv[2] ?? 200)
const megabytes = () => Math.round(process.memoryUsage().rss / 1e6)
const spread = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  return Object.fromEntries(
    [0, 1, 5, 50, 95, 99, 100].map((percent) => {
      const value = sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? 0
      return [percent, Math.round(value * 1000) / 1000]
    }),
  )
}

const before = megabytes()
const began = performance.now()
await startRuntime()
const networks = await loadFaceNetworks()
const loaded = { ms: Math.round(performance.now() - began), mb: megabytes() - before }
const again = performance.now()
const recognise = await loadRecognition()
const recognition = { ms: Math.round(performance.now() - again) }

const cpu = { looks: 0, milliseconds: 0, described: 0, descriptors: 0 }
const processor = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

async function look(seed: number, take: PortraitTake) {
  const person = { ageYears: (seed * 7) % 95, sex: seed % 2 === 0 ? 'FEMALE' : 'MALE' } as const
  const jpeg = await jpegOf(portraitSvg(seed, person, take))
  const start = processor()
  const image = await readFaceImage(jpeg)
  const faces = await findFaces(image, networks.detector)
  const [face] = faces
  const landmarks = face ? await faceLandmarks(image, face, networks) : null
  if (!landmarks) return null
  const measures = measureFace({ image, faces, landmarks })
  const middle = processor()
  const descriptor = await recognise(recognitionInput(image, faceGeometry(landmarks)))
  cpu.looks++
  cpu.milliseconds += middle - start
  cpu.descriptors++
  cpu.described += processor() - middle
  const drawn = drawnFace(seededRandom(`portrait/${seed}`), person)
  return {
    ...judgeFace(measures),
    measures,
    descriptor,
    error: measures.eyeDistance / drawn.eyeDistance - 1,
    person,
  }
}

type Look = NonNullable<Awaited<ReturnType<typeof look>>>
const seen: { readonly first: Look; readonly second: Look }[] = []
const refused: string[] = []
let notFound = 0
for (let seed = 0; seed < people; seed++) {
  const first = await look(seed, {})
  const second = await look(seed, anotherTake(`bench ${seed}`))
  if (!first || !second) {
    notFound++
    continue
  }
  for (const one of [first, second]) if (!one.accepted) refused.push(one.hints.join('+'))
  seen.push({ first, second })
}

const own = seen.map(({ first, second }) => descriptorDistance(first.descriptor, second.descriptor))
const pairs = seen.flatMap(({ first }, i) =>
  seen.flatMap(({ second }, j) => (i === j ? [] : [{ first, second }])),
)
const others = pairs.map(({ first, second }) => descriptorDistance(first.descriptor, second.descriptor))
const alike = pairs
  .filter(({ first, second }) => {
    return (
      first.person.sex === second.person.sex && Math.abs(first.person.ageYears - second.person.ageYears) < 10
    )
  })
  .map(({ first, second }) => descriptorDistance(first.descriptor, second.descriptor))
const share = (values: readonly number[], limit: number) =>
  values.filter((value) => value <= limit).length / values.length
const names = Object.keys(seen[0]!.first.measures) as (keyof FaceMeasures)[]
const thresholds = Array.from({ length: 120 }, (_, step) => step / 200)
const equal = thresholds.reduce((best, at) => {
  const worse = (threshold: number) => Math.max(1 - share(own, threshold), share(others, threshold))
  return worse(at) < worse(best) ? at : best
})

console.log(
  JSON.stringify(
    {
      people,
      load: loaded,
      recognition,
      rss_mb: { before, after: megabytes() },
      look_cpu_ms: Math.round(cpu.milliseconds / cpu.looks),
      descriptor_cpu_ms: Math.round(cpu.described / cpu.descriptors),
      not_found: notFound,
      refused,
      eye_distance_error: spread(seen.map(({ first }) => first.error)),
      measures: Object.fromEntries(
        names.map((name) => [name, spread(seen.map(({ first }) => first.measures[name]))]),
      ),
      same_person: spread(own),
      other_person: spread(others),
      other_person_same_sex_and_age: spread(alike),
      same_below_0_45: share(own, 0.45),
      other_below_0_45: share(others, 0.45),
      other_below_0_6: share(others, 0.6),
      equal_error: { threshold: equal, rate: Math.max(1 - share(own, equal), share(others, equal)) },
    },
    null,
    1,
  ),
)
