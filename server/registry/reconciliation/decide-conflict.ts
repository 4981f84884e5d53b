import { touchesNumber } from '../../../core/citizen/correction.ts'
import { conflictLifecycle } from '../../../core/lifecycle/registry.ts'
import { type Proposal, proposalSchema, type RefusedProposal } from '../../../core/reconciliation/decision.ts'
import type { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { SamePerson } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { type UnitsNow, unitsNow } from '../../kernel/units.ts'
import { ChangeUnderWay } from '../corrections.ts'
import { applyRows } from '../forms/load-corrections.ts'
import { linkForm, registerFromForm } from '../forms/load-declaration.ts'
import { loadingOf } from '../forms/load-form.ts'
import type { LoadedForm } from '../forms/loading.ts'
import { returnForm } from '../forms/send-back-form.ts'
import { readPerson } from '../read-person.ts'
import { type AppliedDecision, applyDecision } from './apply-decision.ts'
import { formWaits, type LockedCase, lockCase } from './load-case.ts'
import { registerFromRow } from './register-from-row.ts'

export interface SettledConflict {
  readonly residentId: string | null
  readonly changeId: string | null
  /** Sex, birth year or province changed: the number must be looked at (re-establish-number). */
  readonly touchesNumber: boolean
  readonly formOutcome: 'LOADED' | 'SENT_BACK' | null
}

interface Deciding {
  readonly found: LockedCase
  readonly proposal: Proposal
  readonly actor: Actor
  readonly at: number
  readonly units: UnitsNow
}

/**
 * Another officer than the maker confirms a decision. In one transaction the record is corrected against the version that
 * the maker saw, and the form that waited is loaded, becomes a person of its own, or goes back.
 */
export async function confirmDecision(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<SettledConflict> {
  const at = app.clock()
  const units = await unitsNow(app)
  const settled = app.db.$transaction(async (tx) => {
    const found = await lockCase(tx, id)
    await authorise(app, actor, 'conflict.decide', found.unitCode)
    if (found.makerId === actor.id) throw new SamePerson('conflict.decide')
    const data = { checkerId: actor.id, resolvedAt: instantAt(at) }
    await move(tx, conflictLifecycle, found, { event: 'confirm', actor, at, data })
    const deciding = { found, proposal: proposalSchema.parse(found.proposal), actor, at, units }
    const { applied, form, ...made } = await carryOut(tx, app, deciding)
    const residentId = made.residentId ?? form?.residentId ?? deciding.proposal.residentId
    const changeId = applied?.changeId ?? form?.changeId ?? null
    await tx.conflictCase.update({ where: { id: found.id }, data: { residentId, changeId } })
    await audit(tx, {
      actor,
      at,
      action: 'conflict.confirm',
      subjectKind: 'conflict case',
      subjectId: found.id,
      details: { outcome: deciding.proposal.outcome, change: changeId, form: found.formSerial },
    })
    return {
      residentId,
      changeId,
      touchesNumber: applied ? touchesNumber(applied.diff) : false,
      formOutcome: formOutcomeOf(deciding, form),
    }
  })
  return settled.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ChangeUnderWay() : error
  })
}

interface CarriedOut {
  readonly applied: AppliedDecision | null
  readonly form: LoadedForm | null
  /** Somebody new, by a row of a locality's data. */
  readonly residentId?: string
}

async function carryOut(tx: Transaction, app: App, deciding: Deciding): Promise<CarriedOut> {
  const { found, proposal, actor, at, units } = deciding
  const form = formWaits(found) && found.form ? { ...found.form, key: found.form.serial } : null
  if (proposal.outcome === 'FORM_WRONG') {
    if (form) await returnForm(tx, form, { actor, at, reason: 'CONTRADICTION' })
    return { applied: null, form: null }
  }
  // The form was proposed for loading by the maker: corrections that it brings along are the maker's.
  const maker: Actor = { kind: 'officer', id: found.makerId ?? '', roles: [] }
  const loading = form && loadingOf(form, { actor: maker, at, units })
  if (proposal.outcome === 'OTHER_PERSON') {
    if (loading) return { applied: null, form: await registerFromForm(tx, loading) }
    const { residentId } = await registerFromRow(tx, { found, chosen: proposal.fields, units })
    return { applied: null, form: null, residentId }
  }
  const person = await readPerson(tx, proposal.residentId ?? '', units.today)
  const applied = await applyDecision(tx, app, { found, proposal, person, checker: actor, at })
  if (!loading) return { applied, form: null }
  const now = applied ? await readPerson(tx, person.id, units.today) : person
  const loaded =
    loading.form.kind === 'DC02' ? await applyRows(tx, loading, now) : await linkForm(tx, loading, now.id)
  return { applied, form: loaded }
}

function formOutcomeOf(
  { found, proposal }: Deciding,
  form: LoadedForm | null,
): SettledConflict['formOutcome'] {
  if (form) return 'LOADED'
  return proposal.outcome === 'FORM_WRONG' && formWaits(found) ? 'SENT_BACK' : null
}

export const decisionRefusals = [
  'DOCUMENT_MISSING',
  'DOCUMENT_CONTRADICTS',
  'SOURCES_MISSING',
  'WRONG_PERSON',
] as const
export type DecisionRefusal = (typeof decisionRefusals)[number]

/** The checker does not agree: the case is open again. What was proposed stays on record and never fills in the next. */
export async function refuseDecision(
  app: App,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: DecisionRefusal },
): Promise<void> {
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const found = await lockCase(tx, id)
    await authorise(app, actor, 'conflict.decide', found.unitCode)
    if (found.makerId === actor.id) throw new SamePerson('conflict.decide')
    const data = { ...blank, refusals: refusalsWith(found, { reason, checkerId: actor.id ?? '', at }) }
    await move(tx, conflictLifecycle, found, { event: 'refuse', actor, at, reason, data })
    await audit(tx, {
      actor,
      at,
      action: 'conflict.refuse',
      subjectKind: 'conflict case',
      subjectId: found.id,
      details: { reason },
    })
  })
}

const blank = {
  proposal: null,
  documentKind: null,
  documentNumber: null,
  documentSha256: null,
  makerId: null,
}

function refusalsWith(
  found: LockedCase,
  by: { readonly reason: string; readonly checkerId: string; readonly at: number },
): Prisma.InputJsonArray {
  const earlier = Array.isArray(found.refusals) ? found.refusals : []
  const proposal = proposalSchema.safeParse(found.proposal)
  if (!proposal.success) return earlier as Prisma.InputJsonArray
  const refused: RefusedProposal = {
    ...proposal.data,
    documentKind: found.documentKind ?? '',
    documentNumber: found.documentNumber,
    makerId: found.makerId ?? '',
    checkerId: by.checkerId,
    reason: by.reason,
    refusedAt: instantAt(by.at).toISOString(),
  }
  return [...earlier, refused] as Prisma.InputJsonArray
}
