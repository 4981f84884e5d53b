import {
  type CorrectableFieldName,
  type CorrectionEvidence,
  correctionOf,
} from '../../core/citizen/correction.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { isUniqueViolation } from '../kernel/db.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { ChangeUnderWay, draftCorrection } from './corrections.ts'
import { loadResident } from './registry-resident.ts'

export interface ChangeProposal {
  readonly residentId: string
  /** The version that the officer looked at: a later one refuses the proposal. */
  readonly baseVersion: number
  readonly wanted: Readonly<Partial<Record<CorrectableFieldName, string | null | undefined>>>
  readonly evidenceKind: CorrectionEvidence
  readonly evidenceNumber: string | null
}

/** Drafts a correction as a difference against the record that the officer saw, with its paper. Answers its id. */
export async function proposeChange(app: App, actor: Actor, proposal: ChangeProposal): Promise<string> {
  const at = app.clock()
  const made = app.db.$transaction(async (tx) => {
    const resident = await loadResident(tx, app, proposal.residentId)
    await authorise(app, actor, 'resident.correct', resident.unitCode)
    if (resident.version !== proposal.baseVersion) throw new StaleVersion('resident')
    const diff = correctionOf(resident.record, proposal.wanted)
    const correction = {
      residentId: resident.id,
      baseVersion: resident.version,
      diff,
      evidenceKind: proposal.evidenceKind,
      evidenceNumber: proposal.evidenceNumber,
      unitCode: resident.unitCode,
      makerId: actor.id ?? '',
    }
    const { key } = await draftCorrection(tx, correction, at)
    const details = { fields: Object.keys(diff).join(' '), evidence: proposal.evidenceKind }
    await audit(tx, {
      actor,
      at,
      action: 'resident.propose-change',
      subjectKind: 'resident',
      subjectId: resident.id,
      details,
    })
    return key
  })
  return made.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ChangeUnderWay() : error
  })
}
