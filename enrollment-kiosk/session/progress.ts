import type { DeviceKind, DeviceView } from '../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../core/errors.ts'
import type { CaptureState } from '../../core/lifecycle/capture.ts'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'

/** What a screen at the desk hears as it happens; no personal data but in `scan`, which is what somebody holds before the reader. */
export type ProgressEvent =
  | {
      readonly type: 'capture'
      /** Null where an officer gives a finger of their own. */
      readonly session: string | null
      /** AGAIN: what was captured is not good enough; the text says what to do better. */
      readonly step: 'PLACE' | 'HOLD' | 'LIFT' | 'AGAIN' | 'CAPTURED' | 'LOOK'
      /** Finger position (ISO/IEC 19794-2); null for the portrait. */
      readonly position: number | null
      /** 1 or 2. */
      readonly impression: number | null
      /** Of this impression, from 1; null for the portrait. */
      readonly attempt: number | null
      /** 0–100 of this try from LIFT on, of the kept one with CAPTURED; null before, and where it cannot be measured. */
      readonly quality: number | null
      /** What to do better, first things first. */
      readonly hints: readonly Bilingual[]
      readonly text: Bilingual
    }
  | { readonly type: 'session'; readonly session: string; readonly state: CaptureState }
  /** Who sits here has changed. */
  | { readonly type: 'station' }
  /** A lamp changed: to be asked for anew. */
  | { readonly type: 'device'; readonly kind: DeviceKind; readonly state: DeviceView['state'] }
  | { readonly type: 'scan'; readonly text: string }
  /** Numbers or check-ins of today; what a synchronisation brought. */
  | { readonly type: 'day' | 'sync' }
  | {
      readonly type: 'outbox'
      readonly applicationCode: string
      readonly sha256: string
      readonly state: OutboxState
      /** Of the packet, and so much of it as the server has confirmed. */
      readonly bytes: number
      readonly sent: number
    }

export interface ProgressFeed {
  emit(event: ProgressEvent): void
  /** Answers the function that ends the subscription. */
  subscribe(listener: (event: ProgressEvent) => void): () => void
}

export function createProgressFeed(): ProgressFeed {
  const listeners = new Set<(event: ProgressEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
