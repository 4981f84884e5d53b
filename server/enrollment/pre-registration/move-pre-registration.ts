import { preRegistrationLifecycle } from '../../../core/lifecycle/appointment.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import type { PreRegistration } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'

interface PreRegistrationMove {
  readonly event: EventsOf<typeof preRegistrationLifecycle>
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
  readonly data?: Readonly<Record<string, unknown>>
}

/** Moves what a citizen filled in. The audit is the mover's own: in one transaction it speaks of one subject. */
export function movePreRegistration(
  tx: Transaction,
  { id, status, version }: Pick<PreRegistration, 'id' | 'status' | 'version'>,
  moving: PreRegistrationMove,
): Promise<Movable> {
  return move(tx, preRegistrationLifecycle, { key: id, status, version }, moving)
}
