import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'
import { loadSubject } from '../residence/subject.ts'
import { authorisePerson } from './authorise-person.ts'
import { type HistoryEntry, residentHistory } from './resident-history.ts'
import { type ItemView, itemViews } from './resident-items.ts'
import { type ResidentRecord, residentRecord } from './resident-record.ts'
import { residentRows } from './resident-rows.ts'

export interface ResidentView extends ResidentRecord {
  /** All 26 of Luật Căn cước 2023, article 9. */
  readonly items: readonly ItemView[]
  readonly history: readonly HistoryEntry[]
}

/**
 * One person's whole record, by its id or by a number, in force or cancelled. Reading is kept in the audit; somebody
 * outside the officer's units looks like nobody. Throws NotFound, IllegalCitizenNumber.
 */
export async function readResident(
  app: App,
  actor: Actor,
  asked: { readonly id?: string | null | undefined; readonly number?: string | null | undefined },
): Promise<ResidentView> {
  demand(actor, 'resident.read')
  const { tree } = await unitsNow(app)
  return app.db.$transaction(async (tx) => {
    const id = asked.id ?? (await idWith(tx, asked.number ?? ''))
    const subject = await loadSubject(tx, app, id)
    await authorisePerson(app, actor, 'resident.read', subject).catch((error: unknown) => {
      throw error instanceof NotAllowed ? new NotFound('resident') : error
    })
    const record = residentRecord(await residentRows(tx, subject.id), tree)
    const history = await residentHistory(tx, subject.id)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'resident.read',
      subjectKind: 'resident',
      subjectId: subject.id,
    })
    return { ...record, items: itemViews(record), history }
  })
}

async function idWith(tx: Transaction, number: string): Promise<string> {
  const entry = await tx.identityNumber.findUnique({
    where: { number: parseCitizenNumber(number) },
    select: { residentId: true },
  })
  if (!entry) throw new NotFound('resident')
  return entry.residentId
}
