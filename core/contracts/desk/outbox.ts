/**
 *   GET    /outbox?state=…&after=…      {@link OutboxPage}, 50 at a time, in the order of sealing
 *   POST   /outbox/send                 tries now
 *   POST   /outbox/export               { codes: string[] | 'ALL', directory }: packets to a removable medium → { exported: number }
 *   POST   /outbox/import               { directory }: packets that another kiosk exported, to be sent from here
 *   POST   /outbox/{sha256}/reopen      a refused packet's session is reviewed again
 */
import type { OutboxState } from '../../lifecycle/outbox.ts'

export interface OutboxView {
  readonly applicationCode: string
  readonly sha256: string
  readonly bytes: number
  /** Bytes that the server has confirmed to hold. */
  readonly sent: number
  readonly state: OutboxState
  readonly sealedAt: string
  readonly reason: { readonly code: string; readonly vi: string; readonly en: string } | null
  readonly receivedAt: string | null
  readonly exportedAt: string | null
  /** Brought here from another kiosk. */
  readonly foreign: boolean
}

export interface OutboxPage {
  readonly packets: readonly OutboxView[]
  readonly next: string | null
  readonly counts: Readonly<Record<OutboxState, number>>
  readonly nextAttemptAt: string | null
}
