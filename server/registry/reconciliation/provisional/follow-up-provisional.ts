import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { changesOf, IllegalDecision, readChosen } from '../../../../core/reconciliation/decision.ts'
import { isReconciledField } from '../../../../core/reconciliation/fields.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { StaleVersion } from '../../../kernel/errors.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { draftCorrection, refuseWhileUnderWay, submitCorrection } from '../../corrections.ts'
import { writeOtherData } from '../../other-data.ts'
import { readPerson, type RegisteredPerson } from '../../read-person.ts'

export class NotProvisional extends DomainError<'NOT_PROVISIONAL'> {
  constructor() {
    super('NOT_PROVISIONAL', {
      vi: 'Hồ sơ này đã là hồ sơ chính thức.',
      en: 'This record is regular already.',
    })
  }
}

export interface FollowUp {
  readonly residentId: string
  readonly baseVersion: number
  /** What was found out, dates as far as they are known: a proposal for a checker. */
  readonly found: readonly { readonly field: string; readonly value: string | null }[]
  /** What was asked for again, and is not known. */
  readonly stillUnknown: readonly string[]
}

/** Somebody looked for the missing papers of a provisional record and writes down what came of it. */
export async function followUpProvisional(
  app: App,
  actor: Actor,
  input: FollowUp,
): Promise<{ readonly changeId: string | null; readonly version: number }> {
  const at = app.clock()
  await unitsNow(app)
  return app.db.$transaction(async (tx) => {
    const person = await readPerson(tx, input.residentId, calendarDateAt(at))
    await authorise(app, actor, 'resident.correct', person.unitCode)
    if (!person.provisional) throw new NotProvisional()
    if (person.version !== input.baseVersion) throw new StaleVersion('resident')
    const version = await writeDown(tx, person, { stillUnknown: input.stillUnknown, on: calendarDateAt(at) })
    const changeId = await propose(tx, { ...person, version }, { found: input.found, actor, at })
    await audit(tx, {
      actor,
      at,
      action: 'resident.follow-up',
      subjectKind: 'resident',
      subjectId: person.id,
      details: {
        found: input.found.map(({ field }) => field).join(' '),
        unknown: input.stillUnknown.join(' '),
        change: changeId,
      },
    })
    return { changeId, version }
  })
}

async function writeDown(
  tx: Transaction,
  { id, version, other }: RegisteredPerson,
  { stillUnknown, on }: { readonly stillUnknown: readonly string[]; readonly on: string },
): Promise<number> {
  if (!stillUnknown.every(isReconciledField)) throw new IllegalDecision('FIELD')
  await refuseWhileUnderWay(tx, id)
  const unknown = [...new Set([...other.unknown, ...stillUnknown])]
  const written = await tx.resident.updateMany({
    where: { id, version },
    data: {
      otherData: writeOtherData({ ...other, unknown, followedUpOn: on }),
      version: { increment: 1 },
    },
  })
  if (written.count !== 1) throw new StaleVersion('resident')
  return version + 1
}

async function propose(
  tx: Transaction,
  person: RegisteredPerson,
  { found, actor, at }: { readonly found: FollowUp['found']; readonly actor: Actor; readonly at: number },
): Promise<string | null> {
  const { diff, relations } = changesOf(readChosen(found), person.values)
  // Names of relatives go through a conflict case, which can hold them.
  if (relations.length > 0) throw new IllegalDecision('FIELD')
  if (Object.keys(diff).length === 0) return null
  const correction = {
    residentId: person.id,
    baseVersion: person.version,
    unitCode: person.unitCode,
    diff,
    makerId: actor.id ?? '',
    evidenceKind: 'VERIFICATION_MINUTES',
    evidenceNumber: null,
  }
  const draft = await draftCorrection(tx, correction, at)
  return (await submitCorrection(tx, draft, { actor, at })).key
}
