import { needsDecision, type ResidenceEvidence } from '../../../core/residence/declarations.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import {
  applyDeclaration,
  DeclarationUnderWay,
  enterDeclaration,
  planFor,
  readDeclaration,
  unitFor,
} from './declarations.ts'
import { loadSubject } from './subject.ts'

export interface ResidenceDeclarationInput {
  readonly residentId: string
  /** The version that the officer looked at: a later one refuses the declaration. */
  readonly baseVersion: number
  /** A declaration of core/residence/declarations.ts, not yet checked. */
  readonly declaration: unknown
  readonly evidenceKind: ResidenceEvidence
  readonly evidenceNumber: string | null
}

/**
 * Takes down what is declared about a person's residence, relatives or household, with its paper. It applies at once, or
 * waits for another officer where the law wants a decision. Answers the declaration's id. A registration is declared where
 * the person comes to live, everything else where they are registered.
 */
export async function declareResidence(
  app: App,
  actor: Actor,
  input: ResidenceDeclarationInput,
): Promise<string> {
  const at = app.clock()
  const declared = readDeclaration(input.declaration)
  const { evidenceKind, evidenceNumber } = input
  const done = app.db.$transaction(async (tx) => {
    const subject = await loadSubject(tx, app, input.residentId)
    // Asked before the record is looked into, so that a refusal tells nothing about somebody else's.
    const unit = await unitFor(tx, subject, declared)
    await authorise(app, actor, 'residence.declare', unit)
    const plan = await planFor(tx, subject, declared)
    if (subject.version !== input.baseVersion) throw new StaleVersion('resident')
    const makerId = actor.id ?? ''
    const { diff } = plan
    const entry = {
      subject,
      declared,
      unit,
      diff,
      origin: 'OFFICER',
      evidenceKind,
      evidenceNumber,
      makerId,
      at,
    } as const
    const row = await enterDeclaration(tx, entry)
    if (!needsDecision(declared)) {
      await applyDeclaration(tx, row, { subject, plan, actor, at })
      return row.id
    }
    await audit(tx, {
      actor,
      at,
      action: 'residence.declare',
      subjectKind: 'resident',
      subjectId: subject.id,
      details: { declaration: row.id, kind: declared.kind, evidence: evidenceKind },
    })
    return row.id
  })
  return done.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new DeclarationUnderWay() : error
  })
}
