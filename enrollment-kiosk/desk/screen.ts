import type { ComponentType } from 'react'
import type { DeskRole, StationStatus } from '../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../core/errors.ts'

/** A screen of the desk: its address below /#/, and its entry in the navigation. */
export interface DeskScreen {
  /** `outbox`, `devices`: also the name of its folder. */
  readonly path: string
  readonly title: Bilingual
  /** Pressed behind `g`; a letter of its own. */
  readonly letter: string
  /** Whose screen it is: somebody in one of these seats must be there. */
  readonly roles: readonly DeskRole[]
  /** Loaded when the screen is first opened. The page is served by this computer: no network is needed. */
  readonly load: () => Promise<{ readonly Component: ComponentType }>
  /** A number beside the title, as of work that waits. */
  readonly count?: (status: StationStatus) => number
}
