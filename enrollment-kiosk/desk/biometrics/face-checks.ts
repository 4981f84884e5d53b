import { type FaceHint, faceHintTexts } from '../../../core/biometrics/face-hints.ts'
import type { Bilingual } from '../../../core/errors.ts'

/** What is looked at in a portrait, in the words of the people before and behind the camera. */
const checks = [
  { id: 'FACE', label: { vi: 'Một khuôn mặt', en: 'One face' }, hints: ['NO_FACE', 'SEVERAL_FACES'] },
  {
    id: 'DISTANCE',
    label: { vi: 'Khoảng cách, vị trí', en: 'Distance, place' },
    hints: ['TOO_FAR', 'TOO_NEAR', 'OFF_CENTRE'],
  },
  {
    id: 'POSE',
    label: { vi: 'Nhìn thẳng', en: 'Looks straight' },
    hints: ['TURNED', 'CHIN_UP', 'CHIN_DOWN', 'TILTED'],
  },
  {
    id: 'EYES',
    label: { vi: 'Mắt mở, miệng khép', en: 'Eyes open, mouth closed' },
    hints: ['EYES_CLOSED', 'MOUTH_OPEN'],
  },
  {
    id: 'LIGHT',
    label: { vi: 'Ánh sáng, màu', en: 'Light, colour' },
    hints: ['TOO_DARK', 'TOO_BRIGHT', 'FLAT', 'UNEVEN_LIGHT', 'COLOUR'],
  },
  { id: 'SHARPNESS', label: { vi: 'Rõ nét', en: 'Sharp' }, hints: ['BLURRED'] },
  { id: 'BACKGROUND', label: { vi: 'Nền trơn, sáng', en: 'Plain background' }, hints: ['BACKGROUND'] },
] as const satisfies readonly {
  readonly id: string
  readonly label: Bilingual
  readonly hints: readonly FaceHint[]
}[]

export interface FaceCheck {
  readonly id: (typeof checks)[number]['id']
  readonly label: Bilingual
  /** UNKNOWN: hidden behind something that has to be put right first. */
  readonly state: 'GOOD' | 'WRONG' | 'UNKNOWN'
  /** What to do; null where nothing is to be done. */
  readonly advice: Bilingual | null
}

/** With nobody or two people before the camera nothing else can be said. */
const hidesTheRest = new Set<FaceHint>(['NO_FACE', 'SEVERAL_FACES'])

/** Every check with its mark; null: nothing has been seen yet. */
export function faceChecks(hints: readonly FaceHint[] | null): readonly FaceCheck[] {
  const hidden = hints === null || hints.some((hint) => hidesTheRest.has(hint))
  return checks.map(({ id, label, hints: own }) => {
    const found = hints?.find((hint) => (own as readonly FaceHint[]).includes(hint))
    if (found) return { id, label, state: 'WRONG', advice: faceHintTexts[found] }
    return { id, label, state: hidden ? 'UNKNOWN' : 'GOOD', advice: null }
  })
}
