import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { conflictLifecycle } from '../../../core/lifecycle/registry.ts'
import {
  changesOf,
  type DecisionOutcome,
  IllegalDecision,
  isDecisionDocument,
  type Proposal,
  readChosen,
} from '../../../core/reconciliation/decision.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'
import { move } from '../../kernel/transition.ts'
import { readPerson, type RegisteredPerson } from '../read-person.ts'
import { requirePaper } from './decision-paper.ts'
import { formWaits, isImported, type LockedCase, lockCase } from './load-case.ts'

export interface DecisionDocumentInput {
  readonly documentKind: string
  readonly documentNumber: string | null
  /** Of the scanned paper, which the same officer has sent. */
  readonly documentSha256: string | null
}

export interface ProposedDecision extends DecisionDocumentInput {
  readonly id: string
  readonly outcome: DecisionOutcome
  /** The person it is; the one that the case was opened about where left out. */
  readonly residentId: string | null
  /** The version of that person's record that the officer saw. */
  readonly baseVersion: number | null
  /** The values that are to stand; a field left out stays as the register has it. */
  readonly fields: readonly { readonly field: string; readonly value: string | null }[]
  readonly confirmsRecord: boolean
}

/** Proposes how a case is decided, with the paper that it rests on. Another officer confirms or refuses. */
export async function proposeDecision(app: App, actor: Actor, input: ProposedDecision): Promise<void> {
  await unitsNow(app)
  await app.db.$transaction((tx) => proposeInCase(tx, app, { actor, input }))
}

/** The same inside a transaction that has just opened the case. */
export async function proposeInCase(
  tx: Transaction,
  app: App,
  { actor, input }: { readonly actor: Actor; readonly input: ProposedDecision },
): Promise<void> {
  const at = app.clock()
  const found = await lockCase(tx, input.id)
  await authorise(app, actor, 'conflict.propose', found.unitCode)
  const proposal = await proposalOf(tx, app, { found, input, actor })
  checkDocument(input)
  if (input.documentSha256 !== null) await requirePaper(app, actor, input.documentSha256)
  const { documentKind, documentNumber, documentSha256 } = input
  const data = { proposal, documentKind, documentNumber, documentSha256, makerId: actor.id }
  await move(tx, conflictLifecycle, found, { event: 'propose', actor, at, data })
  const details = {
    outcome: proposal.outcome,
    fields: Object.keys(proposal.fields).join(' '),
    document: documentKind,
  }
  await audit(tx, {
    actor,
    at,
    action: 'conflict.propose',
    subjectKind: 'conflict case',
    subjectId: found.id,
    details,
  })
}

function checkDocument({ documentKind, documentNumber, documentSha256 }: DecisionDocumentInput): void {
  const numbered = (documentNumber?.trim() ?? '') !== '' && (documentNumber?.length ?? 0) <= 100
  const hashed = documentSha256 === null || /^[0-9a-f]{64}$/.test(documentSha256)
  if (!isDecisionDocument(documentKind) || !numbered || !hashed) throw new IllegalDecision('DOCUMENT')
}

async function proposalOf(
  tx: Transaction,
  app: App,
  {
    found,
    input,
    actor,
  }: { readonly found: LockedCase; readonly input: ProposedDecision; readonly actor: Actor },
): Promise<Proposal> {
  const fields = readChosen(input.fields)
  if (input.outcome !== 'SAME_PERSON') {
    if (!isPossible(found, input) || input.confirmsRecord) throw new IllegalDecision('OUTCOME')
    return { outcome: input.outcome, residentId: null, baseVersion: null, fields, confirmsRecord: false }
  }
  const residentId = input.residentId ?? found.residentId
  if (residentId === null) throw new IllegalDecision('RESIDENT')
  const person = await readPerson(tx, residentId, calendarDateAt(app.clock()))
  if (person.version !== input.baseVersion) throw new StaleVersion('resident')
  if (input.confirmsRecord && !person.provisional) throw new IllegalDecision('RESIDENT')
  if (changesRecord(input, person)) await authorise(app, actor, 'resident.correct', person.unitCode)
  const { baseVersion, confirmsRecord } = input
  return { outcome: input.outcome, residentId: person.id, baseVersion, fields, confirmsRecord }
}

/**
 * Only a DC01 that waits, or a row of a locality's data, can become somebody new; only a form that waits can go back. What
 * a row lacks, the officer who found it out may add.
 */
function isPossible(found: LockedCase, { outcome, fields }: ProposedDecision): boolean {
  if (outcome === 'OTHER_PERSON' && isImported(found)) return true
  const other = outcome === 'FORM_WRONG' || found.form?.kind === 'DC01'
  return other && formWaits(found) && fields.length === 0
}

/** A record changes only at the hands of the unit that keeps it; elsewhere a phiếu xác minh asks for it. */
function changesRecord(input: ProposedDecision, person: RegisteredPerson): boolean {
  const { diff, relations } = changesOf(readChosen(input.fields), person.values)
  return input.confirmsRecord || relations.length > 0 || Object.keys(diff).length > 0
}
