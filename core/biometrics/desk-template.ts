/**
 * The template of one finger as it travels from the desk: an ISO/IEC 19794-2:2005 record with one view. A standard record
 * rather than our own bytes, because packets are kept for as long as files are, and whoever opens one then knows the
 * standard; position, resolution and extent stand in it and can be held against the manifest. At 500 dpi nothing is lost.
 */
import { readMinutiae2005, writeMinutiae2005 } from './records/finger-minutiae-2005.ts'
import { toMinutiaeTemplate, toRecordedMinutiae, workingPerCm } from './records/minutiae-template.ts'
import { MinutiaeRecordRefused } from './records/refusals.ts'
import { type MinutiaeTemplate, mostMinutiae } from './minutiae.ts'
import type { FingerPosition } from './positions.ts'

/** ISO/IEC 19794-2:2005, 7.4.2.3: a finger laid flat on a live scanner. */
const liveScanPlain = 0
const mostPixels = 2000

export interface DeskTemplate {
  readonly position: FingerPosition
  readonly template: MinutiaeTemplate
  /** 0 … 100. */
  readonly quality: number
}

export function writeDeskTemplate({ position, template, quality }: DeskTemplate): Uint8Array<ArrayBuffer> {
  const { width, height } = template
  const minutiae = toRecordedMinutiae(template)
  return writeMinutiae2005({
    certification: 0,
    deviceType: 0,
    width,
    height,
    xPerCm: workingPerCm,
    yPerCm: workingPerCm,
    views: [{ position, viewNumber: 0, impression: liveScanPlain, quality, minutiae, extended: [] }],
  })
}

/**
 * The template of the finger that a record is said to be of. Throws MinutiaeRecordRefused for bytes that are no such
 * record, and for one of another finger, of several, at another resolution, or larger than any scanner.
 */
export function readDeskTemplate(bytes: Uint8Array, position: number): MinutiaeTemplate {
  const { views, ...extent } = readMinutiae2005(bytes)
  const refuse = (field: string) => new MinutiaeRecordRefused({ fault: 'value', field, offset: null })
  const [view] = views
  if (!view || views.length > 1) throw refuse('views')
  if (view.position !== position) throw refuse('position')
  if (extent.xPerCm !== workingPerCm || extent.yPerCm !== workingPerCm) throw refuse('xPerCm')
  if (extent.width > mostPixels || extent.height > mostPixels) throw refuse('width')
  if (view.minutiae.length === 0 || view.minutiae.length > mostMinutiae) throw refuse('minutiae')
  return toMinutiaeTemplate({ ...extent, minutiae: view.minutiae })
}
