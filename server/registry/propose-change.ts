import {
  type CorrectableFieldName,
  type CorrectionEvidence,
  correctionOf,
} from '../../core/citizen/correction.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { isUniqueViolation } from '../kernel/db.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { loadResident } from './registry-resident.ts'

/** Another correction of this record is under way. */
export class ChangeUnderWay extends DomainError<'CHANGE_UNDER_WAY'> {
  constructor() {
    super('CHANGE_UNDER_WAY', {
      vi: 'Đang có một đề nghị điều chỉnh khác của công dân này chưa giải quyết xong.',
      en: 'Another correction of this person’s record is not settled yet.',
    })
  }
}

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
    const change = await tx.residentChange.create({
      data: {
        residentId: resident.id,
        baseVersion: resident.version,
        diff,
        evidenceKind: proposal.evidenceKind,
        evidenceNumber: proposal.evidenceNumber,
        unitCode: resident.unitCode,
        makerId: actor.id ?? '',
        createdAt: instantAt(at),
      },
    })
    const details = { fields: Object.keys(diff).join(' '), evidence: proposal.evidenceKind }
    await audit(tx, {
      actor,
      at,
      action: 'resident.propose-change',
      subjectKind: 'resident',
      subjectId: resident.id,
      details,
    })
    return change.id
  })
  return made.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ChangeUnderWay() : error
  })
}
