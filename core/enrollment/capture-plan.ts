/**
 * What is captured at a desk, in the order of the law, as data: an era's rows, each with its article. What a person's age
 * asks for besides (representative, no biometrics below six) is in requirements.ts.
 */
import { fingerNames, type FingerPosition, fingerPositions } from '../biometrics/positions.ts'
import { type SlapPosition, slapNames, slapPositions } from '../biometrics/slaps.ts'
import type { Bilingual } from '../errors.ts'
import { identityLawFrom } from './eras.ts'
import { type CaptureCase, captureRequirements } from './requirements.ts'

export type CaptureKind = 'MARKS' | 'SLAP' | 'FINGER' | 'FACE' | 'IRIS' | 'SIGNATURE'

export interface PlannedStep {
  readonly id: string
  readonly kind: CaptureKind
  /** Finger position 1 … 10, slap 13 … 15; null where it is neither. */
  readonly position: FingerPosition | SlapPosition | null
  readonly label: Bilingual
  /** Which text asks for it. */
  readonly article: string
}

interface PlanRow {
  readonly kind: CaptureKind
  /** Article to 30/06/2024 and since; null where nothing was or is asked. */
  readonly before: string | null
  readonly since: string | null
}

const slapOrder = 'Thông tư 60/2021/TT-BCA, Điều 5 khoản 3'
const identityLaw = 'Luật Căn cước 26/2023/QH15, Điều 16, Điều 23'

const rows: readonly PlanRow[] = [
  { kind: 'MARKS', before: 'Thông tư 59/2021/TT-BCA, Điều 11', since: identityLaw },
  { kind: 'SLAP', before: slapOrder, since: `${identityLaw}; ${slapOrder}` },
  { kind: 'FINGER', before: slapOrder, since: `${identityLaw}; ${slapOrder}` },
  { kind: 'FACE', before: 'Thông tư 59/2021/TT-BCA, Điều 11', since: identityLaw },
  { kind: 'IRIS', before: null, since: identityLaw },
  { kind: 'SIGNATURE', before: 'Thông tư 59/2021/TT-BCA, Điều 11', since: identityLaw },
]

const titles: Readonly<Record<Exclude<CaptureKind, 'SLAP' | 'FINGER'>, Bilingual>> = {
  MARKS: { vi: 'Đặc điểm nhân dạng', en: 'Identification marks' },
  FACE: { vi: 'Ảnh khuôn mặt', en: 'Portrait' },
  IRIS: { vi: 'Mống mắt', en: 'Iris' },
  SIGNATURE: { vi: 'Chữ ký', en: 'Signature' },
}

export interface PlanCase extends CaptureCase {
  /** Whether the desk has a scanner for four fingers at once; one without it takes single fingers alone. */
  readonly slapScanner: boolean
}

/** The steps of a capture; none below six years. Throws CardNotIssuable where the law of that day gives no card. */
export function capturePlan(file: PlanCase): readonly PlannedStep[] {
  if (captureRequirements(file).fingers === 'none') return []
  return rows.flatMap(({ kind, ...articles }) => {
    const article = file.on >= identityLawFrom ? articles.since : articles.before
    if (article === null || (kind === 'SLAP' && !file.slapScanner)) return []
    return stepsOf(kind).map((step) => ({ ...step, kind, article }))
  })
}

function stepsOf(kind: CaptureKind): readonly Pick<PlannedStep, 'id' | 'position' | 'label'>[] {
  if (kind === 'SLAP') {
    return slapPositions.map((position) => ({ id: `slap-${position}`, position, label: slapNames[position] }))
  }
  if (kind === 'FINGER') {
    return fingerPositions.map((position) => ({
      id: `finger-${position}`,
      position,
      label: fingerNames[position],
    }))
  }
  return [{ id: kind.toLowerCase(), position: null, label: titles[kind] }]
}
