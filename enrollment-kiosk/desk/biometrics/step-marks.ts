import { type FingerPosition, fingerPositions } from '../../../core/biometrics/positions.ts'
import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../core/errors.ts'

/** Where a step or a finger stands: NOW is what is being captured, ABSENT what nobody asks for. */
export type StepState = CaptureStep['state'] | 'NOW' | 'ABSENT'

interface StepMark {
  /** Beside the colour, for eyes that tell none apart. */
  readonly mark: string
  readonly words: Bilingual
}

export const stepMarks: Readonly<Record<StepState, StepMark>> = {
  TODO: { mark: '', words: { vi: 'Chưa thu', en: 'To do' } },
  NOW: { mark: '●', words: { vi: 'Đang thu', en: 'Under way' } },
  DONE: { mark: '✓', words: { vi: 'Đã thu', en: 'Done' } },
  POOR: { mark: '!', words: { vi: 'Chất lượng thấp', en: 'Poor quality' } },
  EXCEPTED: { mark: '⊘', words: { vi: 'Ngoại lệ', en: 'Exception' } },
  UNCONFIRMED: { mark: '?', words: { vi: 'Chờ chỉ huy xác nhận', en: 'Awaits the supervisor' } },
  WAIVED: { mark: '∥', words: { vi: 'Được tạm miễn', en: 'Waived' } },
  ABSENT: { mark: '', words: { vi: 'Không phải thu', en: 'Not asked for' } },
}

/** Fingers of each slap, from left to right on the glass (ANSI/NIST-ITL 1, table 12). */
export const slapFingers: Readonly<Record<13 | 14 | 15, readonly FingerPosition[]>> = {
  13: [2, 3, 4, 5],
  14: [10, 9, 8, 7],
  15: [6, 1],
}

/** The step that the officer is led to: the first that nobody has seen to yet, then one that can be made better. */
export function nextStep(steps: readonly CaptureStep[], after: string | null = null): CaptureStep | null {
  const from = steps.findIndex(({ id }) => id === after) + 1
  const inTurn = [...steps.slice(from), ...steps.slice(0, from)]
  return inTurn.find(({ state }) => state === 'TODO') ?? null
}

/** Every finger as the drawn hands show it: by its own step, else by the slap that it is in. */
export function fingerStates(
  steps: readonly CaptureStep[],
  now: CaptureStep | null,
): ReadonlyMap<FingerPosition, StepState> {
  const stepOf = (position: FingerPosition) =>
    steps.find((step) => step.kind === 'FINGER' && step.position === position) ??
    steps.find((step) => step.kind === 'SLAP' && fingersOf(step).includes(position))
  return new Map(
    fingerPositions.map((position) => {
      const isNow = now !== null && fingersOf(now).includes(position)
      return [position, isNow ? 'NOW' : (stepOf(position)?.state ?? 'ABSENT')]
    }),
  )
}

/** The fingers that a step is about. */
export function fingersOf({
  kind,
  position,
}: Pick<CaptureStep, 'kind' | 'position'>): readonly FingerPosition[] {
  if (position === null) return []
  if (kind === 'SLAP')
    return position === 13 || position === 14 || position === 15 ? slapFingers[position] : []
  const finger = fingerPositions.find((one) => one === position)
  return kind === 'FINGER' && finger !== undefined ? [finger] : []
}
