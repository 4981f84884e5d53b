/** What the module makes of fingers: honest answers, from the project's own extractor and matcher. */
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { fullEffort, matchPacked } from '../../../core/biometrics/match-finger.ts'
import { extractMinutiae } from '../../../core/biometrics/minutiae.ts'
import { matchThreshold } from '../../../core/biometrics/minutiae-match.ts'
import { packFinger } from '../../../core/biometrics/packed-finger.ts'
import { type ProbeFinger, probeFinger } from '../../../core/biometrics/probe-finger.ts'
import { packTemplate, TemplateUnreadable, unpackTemplate } from '../../../core/biometrics/template-bytes.ts'
import { concatBytes } from '../../../core/bytes.ts'
import type { FingerprintModule } from './module.ts'

/** A feature file (ZFM-20 manual, system resources); a template is several of them side by side, padded with zeros. */
const featureBytes = 256
/** Fewer minutiae than this say too little of a finger. */
const fewestMinutiae = 8
/** Security levels 1..5: how much more than usual must agree. */
const strictness = [0.75, 0.9, 1, 1.2, 1.5] as const

/** The features of a picture, padded to a template's length; null when there are too few. */
export function featuresOf(image: FingerImage, templateBytes: number): Uint8Array | null {
  const minutiae = extractMinutiae(image)
  if (minutiae.x.length < fewestMinutiae) return null
  return padded(packTemplate(minutiae, featureBytes), templateBytes)
}

/** The content cut or filled with zeros to this length. */
export function padded(content: Uint8Array, length: number): Uint8Array {
  const full = new Uint8Array(length)
  full.set(content.subarray(0, length))
  return full
}

interface Capture {
  readonly probe: ProbeFinger
  readonly packed: Uint32Array
}

const known = new WeakMap<Uint8Array, readonly Capture[]>()

/** The captures in a feature file or template; what was not written by this module is none. */
function capturesIn(content: Uint8Array): readonly Capture[] {
  const found = known.get(content) ?? capturesOf(content).map(prepared)
  known.set(content, found)
  return found
}

function prepared(capture: Uint8Array): Capture {
  const template = unpackTemplate(capture)
  return { probe: probeFinger(template), packed: packFinger(template) }
}

function capturesOf(content: Uint8Array): Uint8Array[] {
  const captures: Uint8Array[] = []
  for (let offset = 0; offset < content.length; offset += featureBytes) {
    const capture = content.subarray(offset, offset + featureBytes)
    if (isFeatureFile(capture)) captures.push(capture)
  }
  return captures
}

function isFeatureFile(bytes: Uint8Array): boolean {
  try {
    unpackTemplate(bytes)
    return true
  } catch (reason) {
    if (reason instanceof TemplateUnreadable) return false
    throw reason
  }
}

/** The best score between any two captures. */
export function score(probe: Uint8Array, candidate: Uint8Array): number {
  let best = 0
  for (const a of capturesIn(probe)) {
    for (const b of capturesIn(candidate)) {
      best = Math.max(best, matchPacked(a.probe, b.packed, 0, fullEffort))
    }
  }
  return Math.min(Math.round(best), 0xffff)
}

export function isMatch(points: number, security: number): boolean {
  return points >= matchThreshold * (strictness[security - 1] ?? 1)
}

/** One template of all captures, or null when they are not of one finger. */
export function merge(contents: readonly Uint8Array[], module: FingerprintModule): Uint8Array | null {
  const [first, ...others] = contents
  if (!first || others.length === 0) return null
  const agree = others.every((other) => isMatch(score(first, other), module.flash.security))
  if (!agree) return null
  return padded(
    concatBytes(...contents.flatMap(capturesOf).map((capture) => padded(capture, featureBytes))),
    module.profile.templateBytes,
  )
}

export interface Hit {
  readonly page: number
  readonly score: number
}

/** The best of the library's pages `start` … `start + count − 1` that matches. */
export function search(
  module: FingerprintModule,
  probe: Uint8Array,
  range: { readonly start: number; readonly count: number; readonly security?: number },
): Hit | null {
  let best: Hit | null = null
  for (const [page, candidate] of module.flash.library) {
    if (page < range.start || page >= range.start + range.count) continue
    const points = score(probe, candidate)
    if (isMatch(points, range.security ?? module.flash.security) && points > (best?.score ?? 0)) {
      best = { page, score: points }
    }
  }
  return best
}
