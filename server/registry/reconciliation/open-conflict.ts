import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { conflictKinds, type ConflictKind } from '../../../core/reconciliation/sources.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'
import { readPerson } from '../read-person.ts'
import { openCase } from './open-case.ts'

/** A case needs a reason. */
export class IllegalCase extends DomainError<'ILLEGAL_CASE'> {
  constructor() {
    super('ILLEGAL_CASE', {
      vi: 'Hãy chọn ít nhất một loại sai lệch.',
      en: 'Choose at least one kind of conflict.',
    })
  }
}

export interface OpenedConflict {
  readonly residentId: string
  readonly kinds: readonly ConflictKind[]
  readonly dueOn: CalendarDate | null
}

/** An officer opens a case about a person of the unit: papers disagree, or a neighbour says so. Answers its id. */
export async function openConflict(
  app: App,
  actor: Actor,
  { residentId, kinds, dueOn }: OpenedConflict,
): Promise<string> {
  const at = app.clock()
  await unitsNow(app)
  return app.db.$transaction(async (tx) => {
    const person = await readPerson(tx, residentId, calendarDateAt(at))
    await authorise(app, actor, 'conflict.propose', person.unitCode)
    const chosen = [...new Set(kinds)].filter((kind) => Object.hasOwn(conflictKinds, kind))
    if (chosen.length === 0) throw new IllegalCase()
    const id = await openCase(
      tx,
      {
        origin: 'OFFICER',
        unitCode: person.unitCode,
        kinds: chosen,
        residentId: person.id,
        openedById: actor.id,
        dueOn,
        values: { REGISTER: person.values },
      },
      at,
    )
    const details = { kinds: chosen.join(' ') }
    await audit(tx, {
      actor,
      at,
      action: 'conflict.open',
      subjectKind: 'conflict case',
      subjectId: id,
      details,
    })
    return id
  })
}
