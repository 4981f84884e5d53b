import { createHash } from 'node:crypto'
import { readEvidenceLine } from '../../core/cms/evidence-line.ts'
import { splitLines } from '../../core/enrollment/evidence.ts'
import { actionsFile, capturesFile, type PacketManifest } from '../../core/enrollment/packet.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { type CheckedEvidence, EvidenceRefused } from './check-evidence.ts'
import type { PacketContent } from './open-packet.ts'
import type { PaperRow } from './paper-evidence.ts'

const evidenceKinds = { [capturesFile]: 'CAPTURES', [actionsFile]: 'ACTIONS' } as const
const evidenceNames = [capturesFile, actionsFile] as const

/** The files themselves go to the sealed store before the transaction: named by content, they harm nobody if it fails. */
export async function storeEvidence(app: App, { files }: Pick<PacketContent, 'files'>): Promise<void> {
  await Promise.all(evidenceNames.map((name) => app.blobs.put(files.get(name) ?? new Uint8Array())))
}

interface Kept {
  readonly applicationId: string
  readonly packetSha256: string
  readonly manifest: PacketManifest
  readonly evidence: CheckedEvidence
  /** Papers, signatures and photos that came with it. */
  readonly papers?: readonly PaperRow[]
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
}

/** Rows for the files, and what the officers did as one entry of the audit: codes with their times, and the chains' heads. */
export async function keepEvidence(tx: Transaction, kept: Kept): Promise<void> {
  const { applicationId, packetSha256, manifest, evidence, papers = [], actor, at } = kept
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  await tx.evidence.createMany({
    data: [
      ...papers.map((paper) => ({ applicationId, ...paper })),
      ...evidenceNames.map((name) => ({
        applicationId,
        kind: evidenceKinds[name],
        // A file that came in again has the chains of each of its packets.
        reference: packetSha256,
        sha256: hashes.get(name) ?? '',
        mediaType: 'application/jsonl',
        capturedAt: instantAt(Date.parse(manifest.sealedAt)),
      })),
    ],
    skipDuplicates: true,
  })
  const { captures, actions } = evidence
  await audit(tx, {
    actor,
    at,
    action: 'application.desk-actions',
    subjectKind: 'application',
    subjectId: applicationId,
    details: {
      session: manifest.session,
      begunAt: manifest.begunAt,
      captures: captures.length,
      capturesHead: captures.at(-1)?.hash ?? null,
      actions: actions.length,
      actionsHead: actions.at(-1)?.hash ?? null,
      done: whatWasDone(manifest, evidence),
    },
  })
}

/** `+35 DETAILS_ENTERED`: seconds since the session began; what the supervisor did is marked. */
function whatWasDone({ begunAt }: PacketManifest, { actions }: CheckedEvidence): string {
  const start = Date.parse(begunAt)
  return actions
    .map(({ record: { at, action, subject, role } }) => {
      const seconds = Math.round((Date.parse(at) - start) / 1000)
      return `+${seconds} ${action}${subject ? `/${subject}` : ''}${role === 'SUPERVISOR' ? ' (S)' : ''}`
    })
    .join(', ')
}

/**
 * The samples with the hashes of their lines. What a packet of a returned file took over from an earlier one has its line in
 * the chain of that one, if that chain was believed. Throws EvidenceRefused where a picture has a line in none.
 */
export async function withEvidence<Sample extends { readonly sha256?: string | null }>(
  app: App,
  applicationId: string,
  { samples, captures }: { readonly samples: readonly Sample[] } & Pick<CheckedEvidence, 'captures'>,
): Promise<readonly (Sample & { readonly evidence: string | null })[]> {
  const lines = new Map(captures.map(({ record, hash }) => [record.sha256, hash]))
  const covered = samples.every(({ sha256 }) => !sha256 || lines.has(sha256))
  const earlier = covered ? new Map<string, string>() : await earlierLines(app, applicationId)
  return samples.map((sample) => {
    const { sha256 } = sample
    const evidence = sha256 ? (lines.get(sha256) ?? earlier.get(sha256) ?? null) : null
    if (sha256 && evidence === null) throw new EvidenceRefused('EVIDENCE_BROKEN', 'UNRECORDED')
    return { ...sample, evidence }
  })
}

async function earlierLines(app: App, applicationId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await app.db.evidence.findMany({
    where: { applicationId, kind: 'CAPTURES' },
    orderBy: { id: 'asc' },
    select: { sha256: true },
  })
  const files = await Promise.all(rows.map(({ sha256 }) => app.blobs.get(sha256)))
  const lines = files.flatMap((file) => (file && splitLines(new TextDecoder().decode(file))) ?? [])
  return new Map(
    lines.flatMap((line) => {
      const record = readEvidenceLine(line)
      return record ? [[record.sha256, createHash('sha256').update(line).digest('hex')]] : []
    }),
  )
}
