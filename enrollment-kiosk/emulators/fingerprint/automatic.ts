/** The two instructions of the R503 that wait for fingers themselves and answer several times (GROW R503 manual, 5.4). */
import { confirmation } from '../../devices/ef01/instructions.ts'
import { genImg, img2Tz, regModel, words } from './answers.ts'
import { search } from './matching.ts'
import { type FingerprintModule, freePage } from './module.ts'

/** One of several answers. */
export type Report = (answer: { readonly confirmation: number; readonly payload: Uint8Array }) => void

export interface Automatic {
  readonly parameters: Uint8Array
  readonly report: Report
  /** Set off by Cancel, by any other instruction and by a loss of power; nothing more is reported then. */
  readonly signal: AbortSignal
}

const captures = 6
/** Milliseconds that the module waits for a finger. */
const patience = 10_000
/** Step numbers: pictures and features of the captures in turn, then these. */
const step = { duplicate: 0x0d, merge: 0x0e, stored: 0x0f } as const
/** Literally so: after 09 the steps of the captures go on with 10, 11, 12. */
const captureSteps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0x10, 0x11, 0x12] as const

type Problem = { readonly confirmation: number; readonly step: number } | null

/** id 1 (C8 and more: choose one) | overwrite 1 | duplicates allowed 1 | report steps 1 | finger must be lifted 1. */
export async function autoEnroll(module: FingerprintModule, automatic: Automatic): Promise<void> {
  const { parameters, report, signal } = automatic
  const [wanted = 0xff, overwrite = 0, duplicates = 0, reportSteps = 0] = parameters
  const page = wanted < module.profile.capacity ? wanted : freePage(module)
  const tell = (code: number, at: number, id = 0) => {
    if (!signal.aborted) report({ confirmation: code, payload: Uint8Array.of(at, id) })
  }
  const passed = (at: number) => {
    if (reportSteps) tell(confirmation.done, at)
  }
  if (page === null) return tell(confirmation.libraryFull, 0)
  if (!overwrite && module.flash.library.has(page)) return tell(confirmation.templateEmpty, 0)
  module.buffers.clear()
  const failed = (await capture(module, automatic, passed)) ?? check(module, Boolean(duplicates), passed)
  if (signal.aborted) return
  if (failed) return tell(failed.confirmation, failed.step)
  module.flash.library.set(page, module.buffers.get(1)!)
  tell(confirmation.done, step.stored, page)
}

async function capture(
  module: FingerprintModule,
  { parameters, signal }: Automatic,
  passed: (step: number) => void,
): Promise<Problem> {
  const mustLift = Boolean(parameters[4])
  for (let number = 0; number < captures; number++) {
    const [pictureStep, featureStep] = [captureSteps[2 * number]!, captureSteps[2 * number + 1]!]
    if (mustLift && number > 0) await touching(module, false, signal)
    if (!(await touching(module, true, signal)))
      return { confirmation: confirmation.timedOut, step: pictureStep }
    genImg(module, parameters)
    passed(pictureStep)
    const features = img2Tz(module, Uint8Array.of(number + 1))
    if (features.confirmation !== confirmation.done) {
      return { confirmation: features.confirmation, step: featureStep }
    }
    passed(featureStep)
  }
  return null
}

function check(
  module: FingerprintModule,
  duplicatesAllowed: boolean,
  passed: (step: number) => void,
): Problem {
  const merged = regModel(module, new Uint8Array(0))
  const template = module.buffers.get(1)
  const known = template && search(module, template, { start: 0, count: module.profile.capacity })
  if (merged.confirmation === confirmation.done && known && !duplicatesAllowed) {
    return { confirmation: confirmation.alreadyEnrolled, step: step.duplicate }
  }
  passed(step.duplicate)
  if (merged.confirmation !== confirmation.done) {
    return { confirmation: merged.confirmation, step: step.merge }
  }
  passed(step.merge)
  return null
}

/** grade 1 | first page 1 | number of pages 1 | report steps 1 | wrong fingers allowed 1, 0 for any number. */
export async function autoIdentify(module: FingerprintModule, automatic: Automatic): Promise<void> {
  const { parameters, report, signal } = automatic
  const [security = 3, start = 0, count = 0, reportSteps = 0, allowed = 0] = parameters
  const tell = (code: number, at: number, found: readonly [number, number] = [0, 0]) => {
    if (!signal.aborted) report({ confirmation: code, payload: Uint8Array.of(at, ...words(...found)) })
  }
  if (module.flash.library.size === 0) return tell(confirmation.libraryEmpty, 0)
  for (let wrong = 1; ; wrong++) {
    if (!(await touching(module, true, signal))) return tell(confirmation.timedOut, 1)
    genImg(module, parameters)
    if (reportSteps) tell(confirmation.done, 1)
    const features = img2Tz(module, Uint8Array.of(1))
    if (features.confirmation === confirmation.done) {
      if (reportSteps) tell(confirmation.done, 2)
      const hit = search(module, module.buffers.get(1)!, { start, count, security })
      if (hit) return tell(confirmation.done, 3, [hit.page, hit.score])
    }
    if (wrong === allowed) return tell(confirmation.notFound, 3)
    await touching(module, false, signal)
  }
}

/** Waits until a finger lies there, or none does; false when it takes too long or was called off. */
function touching(module: FingerprintModule, present: boolean, signal: AbortSignal): Promise<boolean> {
  const so = () => (module.finger !== null) === present
  if (signal.aborted) return Promise.resolve(false)
  if (so()) return Promise.resolve(true)
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      module.touched.delete(look)
      signal.removeEventListener('abort', finish)
      resolve(so() && !signal.aborted)
    }
    const look = () => {
      if (so()) finish()
    }
    const timer = setTimeout(finish, patience)
    module.touched.add(look)
    signal.addEventListener('abort', finish)
  })
}
