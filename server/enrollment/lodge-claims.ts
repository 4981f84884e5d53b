import {
  type CorrectableFieldName,
  correctableFields,
  type CorrectionDiff,
  type CorrectionEvidence,
  correctionEvidence,
  correctionOf,
} from '../../core/citizen/correction.ts'
import { readsTheSame } from '../../core/enrollment/compare-letters.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { enqueue } from '../kernel/jobs.ts'
import { ChangeUnderWay, draftCorrection } from '../registry/corrections.ts'
import { loadResident } from '../registry/registry-resident.ts'
import type { RegistryRecord } from '../registry/resident-registry.ts'

type Claim = PacketManifest['claims'][number]

/** What the applicant claims against the register, ready to be lodged. */
export interface LodgedClaims {
  readonly diff: CorrectionDiff
  readonly evidenceKind: CorrectionEvidence
  readonly evidenceSha256: string | null
}

const isCorrectable = (field: string): field is CorrectableFieldName =>
  Object.hasOwn(correctableFields, field)

/**
 * The claims of a file as one correction: a person has one under way at a time. Null where nothing is claimed that a correction
 * may touch, or the register says it by now. Its paper is the first that a claim rests on.
 */
export function claimedCorrection(manifest: PacketManifest, record: RegistryRecord): LodgedClaims | null {
  const claims = manifest.claims.filter(({ winner, field, declared }) => {
    if (winner !== 'DECLARED' || declared === null || !isCorrectable(field)) return false
    return !readsTheSame(String(record.person[field as keyof typeof record.person] ?? ''), declared)
  })
  const wanted = Object.fromEntries(claims.map(({ field, declared }) => [field, declared]))
  try {
    return claims.length === 0
      ? null
      : { diff: correctionOf(knownTo(record), wanted), ...proofOf(manifest, claims) }
  } catch (error) {
    // What cannot stand in the register is no correction; the file keeps its flag and an officer looks.
    if (error instanceof DomainError) return null
    throw error
  }
}

/** The record as corrections see it; what the register does not hold is null. */
function knownTo({ person }: RegistryRecord): Record<CorrectableFieldName, string | null> {
  const names = Object.keys(correctableFields) as CorrectableFieldName[]
  const values = person as unknown as Partial<Record<CorrectableFieldName, string | null>>
  return Object.fromEntries(names.map((name) => [name, values[name] || null])) as Record<
    CorrectableFieldName,
    string | null
  >
}

function proofOf(manifest: PacketManifest, claims: readonly Claim[]): Omit<LodgedClaims, 'diff'> {
  const resting = claims.find(({ paper }) => paper !== null)
  const paper = manifest.papers.find(({ id }) => id === resting?.paper)
  const file = manifest.files.find(({ name }) => name === paper?.pages[0])
  const kind = correctionEvidence.find((known) => known === paper?.type)
  // A claim that the applicant's word is enough for is their signed request.
  return { evidenceKind: kind ?? (paper ? 'OTHER' : 'FORM_DC02'), evidenceSha256: file?.sha256 ?? null }
}

/**
 * Writes the correction down in the admission's own transaction, as the operator's draft based on the version that the file
 * was matched with; a job hands it to a checker. Answers the flags of the file: CLAIM_NOT_LODGED where another correction is
 * under way or the register is somebody else's.
 */
export async function lodgeClaims(
  tx: Transaction,
  app: App,
  claimed: {
    readonly claims: LodgedClaims
    readonly residentId: string
    readonly record: RegistryRecord
    readonly manifest: PacketManifest
  },
): Promise<readonly string[]> {
  const { claims, residentId, record, manifest } = claimed
  if (app.env.registry.mode !== 'local') return ['CLAIM_PENDING', 'CLAIM_NOT_LODGED']
  try {
    const { unitCode } = await loadResident(tx, app, residentId)
    const draft = await draftCorrection(
      tx,
      {
        residentId,
        baseVersion: record.version,
        unitCode,
        makerId: manifest.operator,
        evidenceNumber: manifest.applicationCode,
        ...claims,
      },
      app.clock(),
    )
    await enqueue(tx, 'submit-claims', { changeId: draft.key })
    return ['CLAIM_PENDING']
  } catch (error) {
    if (error instanceof ChangeUnderWay) return ['CLAIM_PENDING', 'CLAIM_NOT_LODGED']
    throw error
  }
}
