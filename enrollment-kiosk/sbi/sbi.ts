import type { X509Certificate } from 'node:crypto'
import type { KioskConfig } from '../env.ts'
import type { Kiosk } from '../session/kiosk.ts'
import type { Lane } from './lane.ts'

/** What the operations of this interface work with. */
export interface Sbi {
  readonly kiosk: Pick<Kiosk, 'clock' | 'deviceReport' | 'devices' | 'installation'>
  readonly config: NonNullable<KioskConfig['sbi']>
  /** http://127.0.0.1:PORT */
  readonly url: string
  readonly lanes: Readonly<Record<'Finger' | 'Face', Lane>>
  /** Of the authenticating party; null where there is none. */
  readonly party: X509Certificate | null
}
