import type { Bilingual } from '../errors.ts'
import type { FaceHint } from './face-hints.ts'
import type { FaceMeasure, FaceMeasures } from './face-measures.ts'

interface MeasureRow {
  readonly title: Bilingual
  /** From the value as measured to 0 … 100, as ISO/IEC 29794-5:2025 maps it. */
  readonly quality: (value: number) => number
  /** Least and greatest value that a desk takes, and what is said to a smaller and to a greater one. */
  readonly least?: readonly [limit: number, hint: FaceHint]
  readonly most?: readonly [limit: number, hint: FaceHint]
}

interface Curve {
  readonly x0: number
  readonly w: number
  readonly h?: number
  readonly a?: number
  readonly s?: number
}

const logistic = (value: number, x0: number, w: number) => 1 / (1 + Math.exp((x0 - value) / w))
const sigmoid = ({ x0, w, h = 100, a = 0, s = 1 }: Curve) => {
  return (value: number) => h * (a + s * logistic(value, x0, w))
}
const cosine = (angle: number) => 100 * Math.max(0, Math.cos((angle * Math.PI) / 180)) ** 2
/** How far the value may be from what is best. */
const around = (best: number, curve: Curve) => (value: number) => sigmoid(curve)(Math.abs(value - best))

/** The measures, their curves and our limits. docs/face.md says where the limits come from. */
export const faceMeasureRows: Readonly<Record<FaceMeasure, MeasureRow>> = {
  secondFace: {
    title: { vi: 'Một khuôn mặt', en: 'Single face' },
    quality: (share) => 100 * (1 - share),
    most: [0.1, 'SEVERAL_FACES'],
  },
  eyeDistance: {
    title: { vi: 'Khoảng cách hai mắt (điểm ảnh)', en: 'Distance of the eyes (pixels)' },
    quality: sigmoid({ x0: 70, w: 20 }),
    least: [60, 'TOO_FAR'],
  },
  headSize: {
    title: { vi: 'Cỡ đầu trong ảnh', en: 'Size of the head in the picture' },
    quality: around(0.45, { x0: 0, w: 0.05, h: 200, a: 1, s: -1 }),
    least: [0.19, 'TOO_FAR'],
    most: [0.38, 'TOO_NEAR'],
  },
  marginLeft: marginRow('Lề trái', 'Margin on the left', 0.9),
  marginRight: marginRow('Lề phải', 'Margin on the right', 0.9),
  marginAbove: marginRow('Lề trên', 'Margin above', 1.4, 1.2),
  marginBelow: marginRow('Lề dưới', 'Margin below', 1.8, 1.5),
  yaw: {
    title: { vi: 'Góc quay mặt', en: 'Turn of the head' },
    quality: cosine,
    least: [-8, 'TURNED'],
    most: [8, 'TURNED'],
  },
  pitch: {
    title: { vi: 'Góc cúi, ngửa', en: 'Nod of the head' },
    quality: cosine,
    least: [-13, 'CHIN_DOWN'],
    most: [13, 'CHIN_UP'],
  },
  roll: {
    title: { vi: 'Góc nghiêng đầu', en: 'Tilt of the head' },
    quality: cosine,
    least: [-6, 'TILTED'],
    most: [6, 'TILTED'],
  },
  eyesOpen: {
    title: { vi: 'Mắt mở', en: 'Eyes open' },
    quality: sigmoid({ x0: 0.02, w: 0.01 }),
    least: [0.045, 'EYES_CLOSED'],
  },
  mouthOpen: {
    title: { vi: 'Miệng khép', en: 'Mouth closed' },
    quality: sigmoid({ x0: 0.2, w: 0.06, a: 1, s: -1 }),
    most: [0.06, 'MOUTH_OPEN'],
  },
  luminanceMean: {
    title: { vi: 'Độ sáng', en: 'Luminance' },
    quality: (mean) => 100 * logistic(mean, 0.2, 0.05) * (1 - logistic(mean, 0.8, 0.05)),
    least: [0.25, 'TOO_DARK'],
    most: [0.86, 'TOO_BRIGHT'],
  },
  luminanceVariance: {
    title: { vi: 'Tương phản', en: 'Variance of luminance' },
    quality: (variance) => 100 * Math.sin(((60 * variance) / (60 * variance + 1)) * Math.PI),
    least: [0.002, 'FLAT'],
  },
  underExposure: {
    title: { vi: 'Phần thiếu sáng', en: 'Under-exposed share' },
    quality: sigmoid({ x0: 0.92, w: 0.05, h: 120, a: 0.832, s: -1 }),
    most: [0.3, 'TOO_DARK'],
  },
  overExposure: {
    title: { vi: 'Phần thừa sáng', en: 'Over-exposed share' },
    quality: (bright) => 1 / (bright + 0.01),
    most: [0.2, 'TOO_BRIGHT'],
  },
  dynamicRange: {
    title: { vi: 'Dải sáng (bit)', en: 'Dynamic range (bits)' },
    quality: (bits) => 12.5 * bits,
    least: [4.5, 'FLAT'],
  },
  lightUniformity: {
    title: { vi: 'Sáng đều hai bên', en: 'Uniformity of illumination' },
    quality: (alike) => 100 * alike ** 0.3,
    least: [0.1, 'UNEVEN_LIGHT'],
  },
  backgroundGradient: {
    title: { vi: 'Nền đều', en: 'Uniformity of the background' },
    quality: sigmoid({ x0: 10, w: 100, h: 190, a: 1, s: -1 }),
    most: [25, 'BACKGROUND'],
  },
  colourDistance: {
    title: { vi: 'Màu da tự nhiên', en: 'Natural colour' },
    quality: sigmoid({ x0: 0, w: 10, h: 200, a: 1, s: -1 }),
    most: [10, 'COLOUR'],
  },
  fineDetail: {
    title: { vi: 'Độ nét (thước đo riêng)', en: 'Sharpness (our own proxy)' },
    quality: sigmoid({ x0: 0.06, w: 0.03 }),
    least: [0.06, 'BLURRED'],
  },
}

/** The curve gives half marks at `half`; the desk takes what is `least`, for our cameras cannot always be moved. */
function marginRow(vi: string, en: string, half: number, least = half): MeasureRow {
  return { title: { vi, en }, quality: sigmoid({ x0: half, w: 0.1 }), least: [least, 'OFF_CENTRE'] }
}

/** What one hint explains: nothing else is said until it has been followed. */
const explains: readonly (readonly [hint: FaceHint, others: readonly FaceHint[] | 'ALL'])[] = [
  ['SEVERAL_FACES', 'ALL'],
  ['TOO_DARK', ['FLAT', 'COLOUR', 'UNEVEN_LIGHT']],
  ['TOO_BRIGHT', ['FLAT', 'COLOUR', 'UNEVEN_LIGHT']],
  ['TOO_NEAR', ['OFF_CENTRE', 'BACKGROUND']],
  ['TURNED', ['UNEVEN_LIGHT']],
]

export interface FaceJudgement {
  /** Nothing is left to be said. */
  readonly accepted: boolean
  /** Mean of the qualities, 0 … 100: our own figure, for comparing pictures of one person, not a unified score of the standard. */
  readonly score: number
  readonly qualities: Readonly<Record<FaceMeasure, number>>
  readonly hints: readonly FaceHint[]
}

export function judgeFace(measures: FaceMeasures): FaceJudgement {
  const names = Object.keys(faceMeasureRows) as FaceMeasure[]
  const said = new Set(names.flatMap((name) => hintsOf(faceMeasureRows[name], measures[name])))
  const hints = [...said].filter((hint) => !isExplained(hint, said))
  const rated = names.map((name) => [name, rounded(faceMeasureRows[name].quality(measures[name]))] as const)
  return {
    accepted: hints.length === 0,
    score: Math.round(rated.reduce((sum, [, quality]) => sum + quality, 0) / rated.length),
    qualities: Object.fromEntries(rated) as Record<FaceMeasure, number>,
    hints,
  }
}

function isExplained(hint: FaceHint, said: ReadonlySet<FaceHint>): boolean {
  return explains.some(
    ([by, others]) => by !== hint && said.has(by) && (others === 'ALL' || others.includes(hint)),
  )
}

function hintsOf({ least, most }: MeasureRow, value: number): FaceHint[] {
  if (least && value < least[0]) return [least[1]]
  return most && value > most[0] ? [most[1]] : []
}

function rounded(quality: number): number {
  return Math.round(Math.min(100, Math.max(0, quality)))
}
