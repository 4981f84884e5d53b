import type { CaptureEvent, CaptureState } from '../../../core/lifecycle/capture.ts'
import type { Bilingual } from '../../../core/errors.ts'

export const paneIds = ['find', 'compare', 'details', 'biometrics', 'review'] as const
export type PaneId = (typeof paneIds)[number]

export const paneTitles: Readonly<Record<PaneId, Bilingual>> = {
  find: { vi: 'Tìm', en: 'Find' },
  compare: { vi: 'Đối chiếu', en: 'Compare' },
  details: { vi: 'Tờ khai', en: 'Details' },
  biometrics: { vi: 'Sinh trắc', en: 'Biometrics' },
  review: { vi: 'Xem lại và ký', en: 'Review and sign' },
}

/** Where the work of a file stands. */
const paneOfState: Readonly<Record<CaptureState, PaneId>> = {
  IDENTIFYING: 'find',
  COMPARING: 'compare',
  DETAILS: 'details',
  CAPTURING: 'biometrics',
  REVIEWING: 'review',
  SIGNED: 'review',
  SEALED: 'review',
  PARKED: 'compare',
  ABANDONED: 'find',
}

export const paneOf = (state: CaptureState): PaneId => paneOfState[state]

export const isPaneId = (text: string | undefined): text is PaneId => paneIds.some((pane) => pane === text)

type Working = 'IDENTIFYING' | 'COMPARING' | 'DETAILS' | 'CAPTURING' | 'REVIEWING'

/** The events that lead back from a state to an earlier pane; nothing that was entered or captured is lost by them. */
const waysBack: Readonly<Partial<Record<Working, Partial<Record<PaneId, readonly CaptureEvent[]>>>>> = {
  COMPARING: { find: ['change'] },
  DETAILS: { compare: ['back'] },
  CAPTURING: { details: ['back'], compare: ['back', 'back'] },
  REVIEWING: { biometrics: ['recapture'], details: ['amend'], compare: ['amend', 'back'] },
}

export function wayBack(state: CaptureState, pane: PaneId): readonly CaptureEvent[] | null {
  if (paneOf(state) === pane) return []
  return waysBack[state as Working]?.[pane] ?? null
}
