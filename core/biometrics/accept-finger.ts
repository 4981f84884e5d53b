import { DomainError } from '../errors.ts'
import type { FingerImage } from './finger-image.ts'
import { measureRidges, type QualityMeasures } from './finger-quality-measures.ts'
import { type MinutiaeTemplate, readRidges, type RidgesRead } from './minutiae.ts'
import { cellSize } from './ridge-flow.ts'

/** Why an image of the right size and resolution is no print to work with. */
export type PrintFault =
  | 'BLANK'
  | 'NO_RIDGES'
  | 'NOT_A_FINGER'
  | 'INVERTED'
  | 'SMALL_AREA'
  | 'TOO_FEW_MINUTIAE'

const advice: Readonly<Record<PrintFault, { readonly vi: string; readonly en: string }>> = {
  BLANK: {
    vi: 'Ảnh trống: chưa có ngón tay trên mặt kính.',
    en: 'The image is blank: no finger on the glass.',
  },
  NO_RIDGES: {
    vi: 'Không thấy đường vân: hãy lau mặt kính và đặt lại ngón tay.',
    en: 'No ridges to be seen: clean the glass and place the finger again.',
  },
  NOT_A_FINGER: {
    vi: 'Ảnh không phải vân tay: hãy đặt ngón tay lên mặt kính.',
    en: 'The image shows no finger: place a finger on the glass.',
  },
  INVERTED: {
    vi: 'Ảnh bị đảo màu: hãy kiểm tra thiết lập của đầu đọc.',
    en: 'The image is a negative: check the scanner’s settings.',
  },
  SMALL_AREA: {
    vi: 'Chỉ thấy một phần nhỏ của ngón tay: hãy đặt ngón vào giữa và ấn phẳng.',
    en: 'Only a small part of the finger is seen: place it in the middle and flat.',
  },
  TOO_FEW_MINUTIAE: {
    vi: 'Ảnh có quá ít đặc điểm vân tay: hãy lăn lại, làm ẩm ngón khô hoặc lau ngón ướt.',
    en: 'The image shows too few features: capture again, moisten a dry finger or wipe a wet one.',
  },
}

export class FingerRefused extends DomainError<'FINGER_REFUSED'> {
  constructor(cause: PrintFault, facts: { readonly minutiae: number; readonly areaMm2: number }) {
    super('FINGER_REFUSED', advice[cause], { cause, ...facts })
  }
}

const blankDeviation = 5 // grey levels over the whole image
const leastArea = 60 // mm²: a fingertip shows 150 to 350
const noArea = 10
const mostArea = 1600 // mm²: a whole rolled finger on paper
/** Text, faces and other pictures have edges but no ridges of one width; the worst real prints have 0.70 and 0.55. */
const leastClarity = 0.67
const leastInBand = 0.5
const fewestMinutiae = 8
const black = 192 // of ink, on which a print in negative stands
const lighter = 30

/**
 * The minutiae of an image that shows a finger well enough to be compared.
 * Throws FingerImageUnusable for its size or resolution, FingerRefused with the cause for what it shows.
 */
export function acceptFinger(image: FingerImage): MinutiaeTemplate {
  const read = readRidges(image)
  return acceptRidges(read, measureRidges(read))
}

/** The same of an image that was read and measured already. */
export function acceptRidges(read: RidgesRead, measures: QualityMeasures): MinutiaeTemplate {
  const fault = printFault(read, measures)
  const { minutiae, areaMm2 } = measures
  if (fault) throw new FingerRefused(fault, { minutiae, areaMm2: Math.round(areaMm2) })
  return read.template
}

/** Why an image is no print to work with; null when it is one. */
export function printFault(read: RidgesRead, measures: QualityMeasures): PrintFault | null {
  const { all, print, ground } = inkLevels(read)
  const { areaMm2, clarity, inBand, minutiae } = measures
  if (all.deviation < blankDeviation) return 'BLANK'
  if (areaMm2 < noArea) return 'NO_RIDGES'
  if (ground > black && print < ground - lighter) return 'INVERTED'
  if (areaMm2 < leastArea) return 'SMALL_AREA'
  if (areaMm2 > mostArea || clarity < leastClarity || inBand < leastInBand) return 'NOT_A_FINGER'
  return minutiae < fewestMinutiae ? 'TOO_FEW_MINUTIAE' : null
}

/** Mean ink in the print and around it, and how much it differs over the image. */
function inkLevels({ ink, mask, columns }: RidgesRead) {
  const sums = [0, 0]
  const counts = [0, 0]
  let squares = 0
  for (let at = 0; at < ink.values.length; at++) {
    const row = Math.floor(at / ink.width / cellSize)
    const column = Math.floor((at % ink.width) / cellSize)
    const inside = column < columns ? (mask[row * columns + column] ?? 0) : 0
    sums[inside]! += ink.values[at]!
    counts[inside]!++
    squares += ink.values[at]! ** 2
  }
  const mean = (sums[0]! + sums[1]!) / ink.values.length
  const deviation = Math.sqrt(Math.max(0, squares / ink.values.length - mean * mean))
  return {
    all: { deviation },
    ground: counts[0] === 0 ? 0 : sums[0]! / counts[0]!,
    print: counts[1] === 0 ? 0 : sums[1]! / counts[1]!,
  }
}
