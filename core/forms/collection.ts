import type { Action } from '../access/actions.ts'
import type { collectionFormLifecycle } from '../lifecycle/collection-form.ts'
import type { EventsOf } from '../lifecycle/machine.ts'

export type FormEvent = EventsOf<typeof collectionFormLifecycle>

/** The steps that an officer signs for one by one or in a stack; transfers, keys, transmission and loading have operations of their own. */
export const signedSteps = {
  declare: 'form.collect',
  check: 'form.collect',
  match: 'form.collect',
  authenticate: 'form.collect',
  collect: 'form.collect',
  scan: 'form.key',
} as const satisfies Partial<Record<FormEvent, Action>>
export type SignedStep = keyof typeof signedSteps

/** Why a form goes back to its citizen or collector. */
export const sendBackReasons = ['MISSING', 'ILLEGAL', 'CONTRADICTION', 'ILLEGIBLE', 'NOT_SIGNED'] as const
export type SendBackReason = (typeof sendBackReasons)[number]

/** Scanned and transmitted within 45 days of receipt (directive of the Ministry of Public Security, 2018). */
export const scanningDays = 45

/** Fields that two persons key without seeing each other's entry; a difference goes to a third. */
export const doubleKeyedFields = ['name', 'birthDate', 'number'] as const
