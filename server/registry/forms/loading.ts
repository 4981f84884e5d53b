import type { FormValues, PersonRecord } from '../../../core/reconciliation/form-record.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import type { UnitsNow } from '../../kernel/units.ts'

/** A form on its way into the register, with what is asked for once. */
export interface Loading {
  readonly form: Movable & {
    readonly serial: string
    readonly kind: string
    readonly unitCode: string
  }
  readonly answers: FormValues
  readonly record: PersonRecord
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
  readonly units: UnitsNow
}

export interface LoadedForm {
  /** WAITING: the form stays TRANSMITTED until its conflict case is decided. */
  readonly outcome: 'LOADED' | 'WAITING'
  readonly residentId: string | null
  /** The case that it waits for, or that holds what a correction of the record cannot carry. */
  readonly conflictId: string | null
  /** A correction that waits for a checker. */
  readonly changeId: string | null
  /** Phiếu xác minh to the police of a permanent residence elsewhere. */
  readonly inquiryId: string | null
  /** Fields and relations of an existing record that were empty and are now filled. */
  readonly filled: readonly string[]
}

export const waitingFor = (conflictId: string, residentId: string | null): LoadedForm => ({
  outcome: 'WAITING',
  residentId,
  conflictId,
  changeId: null,
  inquiryId: null,
  filled: [],
})

/** The form is in the register: its last state. */
export async function finishForm(tx: Transaction, loading: Loading, residentId: string): Promise<void> {
  const { form, actor, at } = loading
  await move(tx, collectionFormLifecycle, form, { event: 'load', actor, at, data: { residentId } })
}
