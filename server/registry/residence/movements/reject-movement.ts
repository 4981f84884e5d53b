import { movementLifecycle } from '../../../../core/lifecycle/registry.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { instantAt } from '../../../kernel/clock.ts'
import { move } from '../../../kernel/transition.ts'
import { loadMovement } from './load-movement.ts'

export const movementRefusals = ['NOT_THAT_PERSON', 'NOT_THERE', 'REPORTED_BEFORE', 'UNKNOWN_PERSON'] as const

/** The report does not stand; the register stays as it is. Never by the officer who took it in. */
export async function rejectMovement(
  app: App,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: (typeof movementRefusals)[number] },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const event = await loadMovement(tx, app, { actor, id })
    const data = { reviewedById: actor.id, reviewedAt: instantAt(at), reason }
    await move(tx, movementLifecycle, event, { event: 'reject', actor, at, reason, data })
    await audit(tx, {
      actor,
      at,
      action: 'movement.reject',
      subjectKind: 'movement',
      subjectId: event.id,
      details: { reason },
    })
  })
}
