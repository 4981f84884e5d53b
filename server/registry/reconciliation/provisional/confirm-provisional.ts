import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authorise } from '../../../kernel/authorise.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { readPerson, type RegisteredPerson } from '../../read-person.ts'
import { openCase } from '../open-case.ts'
import { type DecisionDocumentInput, type ProposedDecision, proposeInCase } from '../propose-decision.ts'
import { NotProvisional } from './follow-up-provisional.ts'

export interface ProvisionalConfirmation extends DecisionDocumentInput, Pick<ProposedDecision, 'fields'> {
  readonly residentId: string
  readonly baseVersion: number
}

/**
 * The papers have come: proposes, with the document, that a provisional record is regular from now on. Another officer
 * confirms or refuses it as the decision of a conflict case. Answers the case's id.
 */
export async function confirmProvisional(
  app: App,
  actor: Actor,
  input: ProvisionalConfirmation,
): Promise<string> {
  const at = app.clock()
  await unitsNow(app)
  return app.db.$transaction(async (tx) => {
    const person = await readPerson(tx, input.residentId, calendarDateAt(at))
    await authorise(app, actor, 'conflict.propose', person.unitCode)
    if (!person.provisional) throw new NotProvisional()
    const id = await caseOf(tx, person, { actor, at })
    const decision: ProposedDecision = { ...input, id, outcome: 'SAME_PERSON', confirmsRecord: true }
    await proposeInCase(tx, app, { actor, input: decision })
    return id
  })
}

/** The case in which the papers have been looked for, or a new one. */
async function caseOf(
  tx: Transaction,
  person: RegisteredPerson,
  { actor, at }: { readonly actor: Actor; readonly at: number },
): Promise<string> {
  const open = await tx.conflictCase.findFirst({
    where: { residentId: person.id, kinds: { has: 'PROVISIONAL' }, status: { not: 'RESOLVED' } },
    select: { id: true },
  })
  if (open) return open.id
  const opened = {
    origin: 'OFFICER' as const,
    unitCode: person.unitCode,
    kinds: ['PROVISIONAL'] as const,
    residentId: person.id,
    openedById: actor.id,
    values: { REGISTER: person.values },
  }
  return openCase(tx, opened, at)
}
