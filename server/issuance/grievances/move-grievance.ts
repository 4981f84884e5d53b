import { grievanceLifecycle } from '../../../core/lifecycle/grievance.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import type { Grievance } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

export interface GrievanceMove {
  readonly event: EventsOf<typeof grievanceLifecycle>
  readonly actor: Actor
  readonly data?: Readonly<Record<string, unknown>>
  readonly details?: Readonly<Record<string, string | number>>
}

/** Moves a ticket by one event and records it in the audit. */
export async function moveGrievance(
  tx: Transaction,
  app: App,
  grievance: Pick<Grievance, 'id' | 'status' | 'version'>,
  { event, actor, data, details }: GrievanceMove,
): Promise<Pick<Grievance, 'id' | 'status' | 'version'>> {
  const at = app.clock()
  const record = { key: grievance.id, status: grievance.status, version: grievance.version }
  const moved = await move(tx, grievanceLifecycle, record, { event, actor, at, ...(data && { data }) })
  const subject = { subjectKind: 'grievance', subjectId: grievance.id, ...(details && { details }) }
  await audit(tx, { actor, at, action: `grievance.${event}`, ...subject })
  return { id: grievance.id, status: moved.status, version: moved.version }
}

/** Throws NotFound for an unknown id as for what is none. */
export async function grievanceOf(tx: Transaction, id: string): Promise<Grievance> {
  const found = await tx.grievance.findUnique({ where: { id: recordId(id, 'grievance') } })
  if (!found) throw new NotFound('grievance')
  return found
}
