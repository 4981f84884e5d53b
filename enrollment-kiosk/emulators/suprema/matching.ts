/** What the module makes of fingers: ISO/IEC 19794-2 records by the project's own extractor, answers by its matcher. */
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { fullEffort, matchPacked } from '../../../core/biometrics/match-finger.ts'
import { extractMinutiae, type MinutiaeTemplate } from '../../../core/biometrics/minutiae.ts'
import { matchThreshold } from '../../../core/biometrics/minutiae-match.ts'
import { packFinger } from '../../../core/biometrics/packed-finger.ts'
import { probeFinger } from '../../../core/biometrics/probe-finger.ts'
import { readMinutiae2005, writeMinutiae2005 } from '../../../core/biometrics/records/finger-minutiae-2005.ts'
import {
  toMinutiaeTemplate,
  toRecordedMinutiae,
  workingPerCm,
} from '../../../core/biometrics/records/minutiae-template.ts'
import { MinutiaeRecordRefused } from '../../../core/biometrics/records/refusals.ts'
import type { SupremaModule } from './module.ts'

/** Fewer minutiae than this say too little of a finger. */
const fewestMinutiae = 8
/** The module does not know which finger it sees (ISO/IEC 19794-2:2005, table 4). */
const unknownFinger = 0

/** A record of the finger; null when there is too little of it. */
export function templateOf(image: FingerImage): Uint8Array | null {
  const template = extractMinutiae(image)
  if (template.x.length < fewestMinutiae) return null
  const minutiae = toRecordedMinutiae(template)
  return writeMinutiae2005({
    certification: 0,
    deviceType: 0,
    width: template.width,
    height: template.height,
    xPerCm: workingPerCm,
    yPerCm: workingPerCm,
    views: [{ position: unknownFinger, viewNumber: 0, impression: 0, quality: 80, minutiae, extended: [] }],
  })
}

/** Null for bytes that are no record. */
function read(bytes: Uint8Array): MinutiaeTemplate | null {
  try {
    const { views, ...extent } = readMinutiae2005(bytes)
    return toMinutiaeTemplate({ ...extent, minutiae: views[0]?.minutiae ?? [] })
  } catch (reason) {
    if (reason instanceof MinutiaeRecordRefused) return null
    throw reason
  }
}

export const isTemplate = (bytes: Uint8Array) => read(bytes) !== null

/** Whether two records are of one finger. */
export function isSameFinger(one: Uint8Array, other: Uint8Array): boolean {
  const [a, b] = [read(one), read(other)]
  return (
    a !== null && b !== null && matchPacked(probeFinger(a), packFinger(b), 0, fullEffort) >= matchThreshold
  )
}

/** The user whose finger this is. */
export function identify({ users }: SupremaModule, template: Uint8Array): number | null {
  for (const [user, templates] of users) {
    if (templates.some((known) => isSameFinger(template, known))) return user
  }
  return null
}
