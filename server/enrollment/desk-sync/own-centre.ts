import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotAllowed } from '../../kernel/errors.ts'

export type Machine = Extract<Actor, { kind: 'machine' }>

/** The kiosk that asks: everything it may see is of its own centre. */
export function askingKiosk(actor: Actor): Machine {
  demand(actor, 'kiosk.day')
  if (actor.kind !== 'machine') throw new NotAllowed()
  return actor
}
