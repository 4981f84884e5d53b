import {
  type CorrectableFieldName,
  correctableFields,
  type CorrectionDiff,
  type CorrectionEvidence,
  correctionEvidence,
  correctionOf,
  IllegalCorrection,
  NothingToCorrect,
} from '../../core/citizen/correction.ts'
import { readsTheSame } from '../../core/enrollment/compare-letters.ts'
import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { enqueue } from '../kernel/jobs.ts'
import { ChangeUnderWay, draftCorrection } from '../registry/corrections.ts'
import { loadResident } from '../registry/registry-resident.ts'
import type { RegistryRecord } from '../registry/resident-registry.ts'

type Claim = PacketManifest['claims'][number]

/** What the applicant claims against the register, ready to be lodged. */
interface LodgedClaims {
  readonly diff: CorrectionDiff
  readonly evidenceKind: CorrectionEvidence
  readonly evidenceSha256: string | null
}

const isCorrectable = (field: string): field is CorrectableFieldName =>
  Object.hasOwn(correctableFields, field)

/** Claims that cannot stand in the register as they are written: nothing is lodged, and the approver sees it. */
type Unfit = 'UNFIT'

/**
 * The claims of a file as one correction: a person has one under way at a time. Null where nothing is claimed that a correction
 * may touch, or the register says it by now. Its paper is the first that a claim rests on.
 */
export function claimedCorrection(
  manifest: PacketManifest,
  record: RegistryRecord,
): LodgedClaims | Unfit | null {
  const known = knownTo(record)
  const claims = manifest.claims.filter(
    ({ winner, field, declared }) =>
      winner === 'DECLARED' && isCorrectable(field) && !readsTheSame(known[field], declared),
  )
  if (claims.length === 0) return null
  const wanted = Object.fromEntries(claims.map(({ field, declared }) => [field, declared]))
  try {
    return { diff: correctionOf(known, wanted), ...proofOf(manifest, claims) }
  } catch (error) {
    if (error instanceof NothingToCorrect) return null
    if (error instanceof IllegalCorrection) return 'UNFIT'
    throw error
  }
}

/** The record as corrections see it; what the register does not hold is null. */
function knownTo({ person }: RegistryRecord): Record<CorrectableFieldName, string | null> {
  const held: Readonly<Record<string, string | null>> = person
  const names = Object.keys(correctableFields) as CorrectableFieldName[]
  return Object.fromEntries(names.map((name) => [name, held[name] || null])) as Record<
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

const notLodged = ['CLAIM_PENDING', 'CLAIM_NOT_LODGED'] as const

/**
 * Writes the correction down in the admission's own transaction, as the operator's draft based on the version that the file
 * was matched with; a job hands it to a checker. Answers the flags of the file: CLAIM_NOT_LODGED where another correction is
 * under way or the register is somebody else's.
 */
export async function lodgeClaims(
  tx: Transaction,
  app: App,
  claimed: {
    readonly claims: LodgedClaims | Unfit
    readonly residentId: string
    readonly record: RegistryRecord
    readonly manifest: PacketManifest
  },
): Promise<readonly ApplicationFlag[]> {
  const { claims, residentId, record, manifest } = claimed
  if (claims === 'UNFIT' || app.env.registry.mode !== 'local') return notLodged
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
    if (error instanceof ChangeUnderWay) return notLodged
    throw error
  }
}
