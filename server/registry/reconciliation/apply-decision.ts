import type { CorrectionDiff } from '../../../core/citizen/correction.ts'
import { calendarDateAt, parsePartialDate, yearOf } from '../../../core/dates/calendar-date.ts'
import { changesOf, type Proposal } from '../../../core/reconciliation/decision.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { allotNumber } from '../allot-number.ts'
import { applyCorrection, draftCorrection, submitCorrection } from '../corrections.ts'
import type { RegisteredPerson } from '../read-person.ts'
import type { LockedCase } from './load-case.ts'

export interface ConfirmedDecision {
  readonly found: LockedCase
  readonly proposal: Proposal
  readonly person: RegisteredPerson
  readonly checker: Actor
  readonly at: number
}

export interface AppliedDecision {
  readonly changeId: string
  readonly diff: CorrectionDiff
}

/**
 * A confirmed decision becomes an applied correction with the case's paper as evidence; null where the register stays as
 * it is. Throws StaleVersion where the record is no longer the one that the maker saw.
 */
export async function applyDecision(
  tx: Transaction,
  app: App,
  decision: ConfirmedDecision,
): Promise<AppliedDecision | null> {
  const { found, proposal, person, checker, at } = decision
  if (person.version !== proposal.baseVersion) throw new StaleVersion('resident')
  const { diff, relations } = changesOf(proposal.fields, person.values)
  const touched = Object.keys(diff).length + relations.length > 0 || proposal.confirmsRecord
  if (!touched) return null
  await authorise(app, checker, 'resident.approve-change', person.unitCode)
  const draft = await draftCorrection(tx, correctionOf(decision, diff), at)
  // The maker signed when the decision was proposed.
  const maker: Actor = { kind: 'officer', id: found.makerId ?? '', roles: [] }
  const submitted = await submitCorrection(tx, draft, { actor: maker, at })
  await applyCorrection(tx, submitted, { actor: checker, at, regular: proposal.confirmsRecord })
  for (const relation of relations) await writeRelation(tx, person.id, relation)
  if (proposal.confirmsRecord && person.number === null) await allotFirst(tx, person, { diff, at })
  return { changeId: draft.key, diff }
}

function correctionOf({ found, person }: ConfirmedDecision, diff: CorrectionDiff) {
  return {
    residentId: person.id,
    baseVersion: person.version,
    unitCode: person.unitCode,
    diff,
    makerId: found.makerId ?? '',
    evidenceKind: found.documentKind ?? '',
    evidenceNumber: found.documentNumber,
    evidenceSha256: found.documentSha256,
  }
}

/** The name that stands beside a relation; who that is in the register is found again by the number. */
async function writeRelation(
  tx: Transaction,
  residentId: string,
  { kind, name }: { readonly kind: string; readonly name: string | null },
): Promise<void> {
  await tx.relationship.deleteMany({ where: { residentId, kind, validTo: null } })
  if (name !== null) await tx.relationship.create({ data: { residentId, kind, name } })
}

/** A provisional record may have had no number, for want of the place of birth registration. */
async function allotFirst(
  tx: Transaction,
  { id, values }: RegisteredPerson,
  { diff, at }: { readonly diff: CorrectionDiff; readonly at: number },
): Promise<void> {
  const now = (field: 'birthProvince' | 'birthDate' | 'sex') =>
    diff[field]?.to ?? values[field]?.value ?? null
  const [birthCode, birthDate, sex] = [now('birthProvince'), now('birthDate'), now('sex')]
  if (!birthCode || !birthDate) return
  const number = await allotNumber(tx, {
    residentId: id,
    birthCode,
    sex: sex === 'FEMALE' ? 'FEMALE' : 'MALE',
    birthYear: yearOf(parsePartialDate(birthDate)),
    on: calendarDateAt(at),
  })
  await tx.resident.update({ where: { id }, data: { number } })
}
