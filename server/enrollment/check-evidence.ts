import { createHash } from 'node:crypto'
import { evidenceKey, evidenceSigned, readEvidenceLine } from '../../core/cms/evidence-line.ts'
import {
  type ActionRecord,
  actionRecordSchema,
  type CaptureRecord,
  splitLines,
} from '../../core/enrollment/evidence.ts'
import {
  actionChainFault,
  captureChainFault,
  claimedCaptures,
  type EvidenceFault,
  type Linked,
  recordOf,
} from '../../core/enrollment/evidence-chain.ts'
import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import { actionsFile, capturesFile, type PacketManifest } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'
import { deviceFindings } from './device-findings.ts'
import type { OpenedContent } from './open-packet.ts'

/** What a kiosk says of its captures is not believed, or was taken with something that must not be used. */
export class EvidenceRefused extends DomainError<'EVIDENCE_REFUSED'> {
  readonly reason: ApplicationReason
  constructor(reason: ApplicationReason, fault: EvidenceFault | null = null) {
    super(
      'EVIDENCE_REFUSED',
      {
        vi: 'Không xác nhận được việc thu nhận tại điểm thu nhận.',
        en: 'What the kiosk says of its captures was not confirmed.',
      },
      { reason, fault: fault ?? '' },
    )
    this.reason = reason
  }
}

/** A packet's evidence that was found to be true. */
export interface CheckedEvidence extends Chains {
  /** For the approver. */
  readonly flags: readonly ApplicationFlag[]
}

interface Chains {
  readonly captures: readonly Linked<CaptureRecord>[]
  readonly actions: readonly Linked<ActionRecord>[]
}

/**
 * Holds what the kiosk signed at each capture against the manifest and against the devices that are registered at it. Throws
 * EvidenceRefused with the reason that the desk and the citizen are told.
 */
export async function checkEvidence(app: App, content: OpenedContent): Promise<CheckedEvidence> {
  const { used, ...chains } = await readEvidence(content)
  const { reason, flags } = await deviceFindings(app, content.manifest.machine, used)
  if (reason) throw new EvidenceRefused(reason)
  return { ...chains, flags }
}

/**
 * The chains of a packet and the records of its biometric captures: unbroken, every line by the packet's machine, of this
 * session, file, centre and machine, within its time, and a line for every biometric capture. Throws EvidenceRefused.
 */
export async function readEvidence(
  content: OpenedContent,
): Promise<Chains & { readonly used: readonly CaptureRecord[] }> {
  const { manifest } = content
  const lines = linesOf(content, capturesFile)
  const captures = linked(lines, readEvidenceLine)
  const actions = linked(linesOf(content, actionsFile), readAction)
  refuseOn(captureChainFault(manifest, captures) ?? actionChainFault(manifest, actions))
  const key = await evidenceKey(content.machineCertificate)
  if (!key || !(await evidenceSigned(lines, key))) refuseOn('SIGNATURE')
  return { captures, actions, used: usedCaptures(manifest, captures) }
}

function refuseOn(fault: EvidenceFault | null): void {
  if (fault) throw new EvidenceRefused('EVIDENCE_BROKEN', fault)
}

/** A kiosk that signs no captures names no session. */
function linesOf({ manifest, files }: OpenedContent, name: string): readonly string[] {
  const file = files.get(name)
  if (manifest.session === null || !file) throw new EvidenceRefused('EVIDENCE_BROKEN', 'MISSING')
  const lines = splitLines(Buffer.from(file.buffer, file.byteOffset, file.length).toString())
  if (!lines) throw new EvidenceRefused('EVIDENCE_BROKEN', 'FORM')
  return lines
}

function linked<Entry>(
  lines: readonly string[],
  read: (line: string) => Entry | null,
): readonly Linked<Entry>[] {
  return lines.map((line) => {
    const record = read(line)
    if (!record) throw new EvidenceRefused('EVIDENCE_BROKEN', 'FORM')
    return { record, hash: createHash('sha256').update(line).digest('hex') }
  })
}

function readAction(line: string): ActionRecord | null {
  try {
    return actionRecordSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

function usedCaptures(
  manifest: PacketManifest,
  captures: readonly Linked<CaptureRecord>[],
): readonly CaptureRecord[] {
  return claimedCaptures(manifest).map((claimed) => {
    const found = recordOf(claimed, captures)
    if (!found) throw new EvidenceRefused('EVIDENCE_BROKEN', 'UNRECORDED')
    return found.record
  })
}
