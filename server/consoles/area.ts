import type { RouteObject } from 'react-router'
import type { Action } from '../../core/access/actions.ts'
import type { Bilingual } from '../../core/errors.ts'

/** A part of the consoles: its screens under one address, and its entry in the navigation. */
export interface Area {
  /** First part of the address below /console/, and the name of the folder. */
  readonly path: string
  readonly title: Bilingual
  /** Pressed behind `g`; a letter of its own. */
  readonly letter: string
  /** Offered to officers who may do one of these. */
  readonly actions: readonly Action[]
  /** Screens by their address below `path`; each is loaded when it is first opened: `lazy: { Component: … }`. */
  readonly routes: readonly RouteObject[]
}
