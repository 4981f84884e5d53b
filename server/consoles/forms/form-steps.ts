import type { Action } from '../../../core/access/actions.ts'
import { type FormEvent, type SignedStep, signedSteps } from '../../../core/forms/collection.ts'

/** Who takes each step of a form; the signed ones are the core's own table. */
export const eventActions: Readonly<Record<FormEvent, Action>> = {
  ...signedSteps,
  send: 'form.collect',
  receive: 'form.key',
  enter: 'form.key',
  transmit: 'form.key',
  load: 'form.load',
  sendBack: 'form.read',
  void: 'form.collect',
}

export const isSignedStep = (event: string | undefined): event is SignedStep =>
  event !== undefined && Object.hasOwn(signedSteps, event)

export const isFormEvent = (event: string): event is FormEvent => Object.hasOwn(eventActions, event)

/** The screen where a step is taken for many forms at once. */
export function screenOf(event: FormEvent, state: string): string {
  if (isSignedStep(event)) return `/forms/steps/${event}`
  if (event === 'send' || event === 'receive') return '/forms/transfers'
  if (event === 'transmit') return '/forms/transmissions'
  return event === 'enter' ? '/key-entry' : `/forms/state/${state}`
}
