import type { Bilingual } from '../errors.ts'
import type { QualityMeasures } from './finger-quality-measures.ts'

/** What a citizen or an officer can do about a poor print. Sides are those of the image, as the person sees the glass. */
export type QualityHint =
  | 'NO_FINGER'
  | 'DRY'
  | 'WET'
  | 'PRESSED_HARD'
  | 'PRESSED_LIGHT'
  | 'OFF_LEFT'
  | 'OFF_RIGHT'
  | 'OFF_UP'
  | 'OFF_DOWN'
  | 'SMALL_AREA'
  | 'MOVED'

export const qualityHintTexts: Readonly<Record<QualityHint, Bilingual>> = {
  NO_FINGER: { vi: 'Chưa thấy vân tay: đặt lại ngón tay', en: 'No print is seen: place the finger again' },
  DRY: { vi: 'Ngón tay khô: hà hơi vào đầu ngón', en: 'The finger is dry: breathe on the fingertip' },
  WET: { vi: 'Ngón tay ướt: lau khô rồi ấn nhẹ', en: 'The finger is wet: wipe it, press lightly' },
  PRESSED_HARD: { vi: 'Ấn nhẹ hơn', en: 'Press more lightly' },
  PRESSED_LIGHT: { vi: 'Ấn mạnh hơn một chút', en: 'Press a little harder' },
  OFF_LEFT: { vi: 'Lệch trái: dịch ngón tay sang phải', en: 'Too far left: move the finger to the right' },
  OFF_RIGHT: { vi: 'Lệch phải: dịch ngón tay sang trái', en: 'Too far right: move the finger to the left' },
  OFF_UP: { vi: 'Lệch lên trên: kéo ngón tay lại gần', en: 'Too far up: draw the finger back' },
  OFF_DOWN: { vi: 'Lệch xuống dưới: đẩy ngón tay lên', en: 'Too far down: move the finger forward' },
  SMALL_AREA: { vi: 'Đặt phẳng cả đầu ngón tay', en: 'Lay the whole fingertip flat' },
  MOVED: { vi: 'Giữ yên ngón tay', en: 'Hold the finger still' },
}

/** Under this area, mm², an image shows no finger. */
const noPrint = 10

const smallest = 85 // mm²: about a third of a fingertip laid flat
const farOff = 0.25 // halves of the image that the middle of the print is away from its middle
const cutOff = 0.3 // of a side of the image, more than of the other side
const off = (distance: number, cut: number, otherCut: number) => distance > farOff && cut > otherCut + cutOff

/** Each cause and the measures that show it, the one to mend first in front. */
const causes: readonly (readonly [QualityHint, (m: QualityMeasures) => boolean])[] = [
  ['OFF_LEFT', (m) => off(-m.offX, m.cutLeft, m.cutRight)],
  ['OFF_RIGHT', (m) => off(m.offX, m.cutRight, m.cutLeft)],
  ['OFF_UP', (m) => off(-m.offY, m.cutTop, m.cutBottom)],
  ['OFF_DOWN', (m) => off(m.offY, m.cutBottom, m.cutTop)],
  ['MOVED', (m) => (isDark(m) ? m.smear > 0.4 : m.smear > 0.3 || m.washedOut > 0.2)],
  ['WET', (m) => isDark(m) && !isFlattened(m)],
  ['PRESSED_HARD', (m) => isDark(m) && isFlattened(m)],
  ['PRESSED_LIGHT', (m) => m.ridgeInk < 0.25 && m.filledValleys < 0.02],
  ['DRY', (m) => m.brokenRidges > 0.18 && m.filledValleys >= 0.02 && !isDark(m)],
]

const isDark = (m: QualityMeasures) => m.dark > 0.6 && m.valleyInk > 0.3
/** Broad ridges between valleys that are still seen, or as black as ridges get: water makes both grey. */
const isFlattened = (m: QualityMeasures) => m.washedOut <= 0.2 || m.ridgeInk > 0.8

/** The causes that the measures show, the one to mend first in front. */
export function qualityHints(measures: QualityMeasures): QualityHint[] {
  if (measures.areaMm2 < noPrint) return ['NO_FINGER']
  const shown = causes.filter(([, shows]) => shows(measures)).map(([hint]) => hint)
  // A finger beside the glass shows little of itself: moving it mends both.
  const misplaced = shown.some((hint) => hint.startsWith('OFF_'))
  return measures.areaMm2 < smallest && !misplaced ? ['SMALL_AREA', ...shown] : shown
}
