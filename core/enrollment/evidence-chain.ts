import type { ActionRecord, CaptureKind, CaptureRecord } from './evidence.ts'
import type { PacketManifest } from './packet.ts'

/** Why a chain is not believed. */
export type EvidenceFault =
  | 'MISSING'
  | 'FORM'
  | 'SIGNATURE'
  | 'SEQUENCE'
  | 'PREVIOUS'
  | 'TRANSACTION'
  | 'APPLICATION'
  | 'CENTRE'
  | 'MACHINE'
  | 'TIME'
  | 'ORIGIN'
  | 'UNRECORDED'
  | 'OFFICERS'

/** A record and the SHA-256 of its line. */
export interface Linked<Entry> {
  readonly record: Entry
  readonly hash: string
}

/** Clocks of a desk are set now and then: so much may a time lie outside its session. */
const clockSkewMs = 5 * 60_000

/** What is wrong with the chain of captures of a packet; null where nothing is. */
export function captureChainFault(
  manifest: PacketManifest,
  chain: readonly Linked<CaptureRecord>[],
): EvidenceFault | null {
  const { applicationCode, centre, machine } = manifest
  const records = chain.map(({ record }) => record)
  if (records.some((record) => record.applicationCode !== applicationCode)) return 'APPLICATION'
  if (records.some((record) => record.centre !== centre)) return 'CENTRE'
  if (records.some((record) => record.machine !== machine)) return 'MACHINE'
  return (
    linkFault(manifest, chain) ??
    timeFault(
      manifest,
      records.map(({ capturedAt }) => capturedAt),
    ) ??
    originFault(records)
  )
}

/** What is wrong with the chain of actions: its links and times, or the two who had to sign did not. */
export function actionChainFault(
  manifest: PacketManifest,
  chain: readonly Linked<ActionRecord>[],
): EvidenceFault | null {
  const fault = linkFault(manifest, chain)
  if (fault) return fault
  const records = chain.map(({ record }) => record)
  const bySigner = (subject: string, officer: string) =>
    records.some((one) => one.action === 'MOVED' && one.subject === subject && one.officer === officer)
  const signed = bySigner('SIGNED', manifest.operator) && bySigner('SEALED', manifest.supervisor)
  return signed
    ? timeFault(
        manifest,
        records.map(({ at }) => at),
      )
    : 'OFFICERS'
}

function linkFault(
  { session }: PacketManifest,
  chain: readonly Linked<CaptureRecord | ActionRecord>[],
): EvidenceFault | null {
  if (chain.some(({ record }) => record.transaction !== session)) return 'TRANSACTION'
  if (chain.some(({ record }, i) => record.sequence !== i + 1)) return 'SEQUENCE'
  const broken = chain.some(({ record }, i) => record.previous !== (chain[i - 1]?.hash ?? null))
  return broken ? 'PREVIOUS' : null
}

/** Within the session, and never backwards. */
function timeFault({ begunAt, sealedAt }: PacketManifest, instants: readonly string[]): EvidenceFault | null {
  const times = instants.map(Date.parse)
  const within = (time: number) =>
    time >= Date.parse(begunAt) - clockSkewMs && time <= Date.parse(sealedAt) + clockSkewMs
  const grows = times.every((time, i) => i === 0 || time >= (times[i - 1] ?? 0))
  return times.every(within) && grows ? null : 'TIME'
}

/** What was made of another capture names one of the same kind, place and device before it. */
function originFault(records: readonly CaptureRecord[]): EvidenceFault | null {
  const lacksOrigin = ({ derivedFrom, ...made }: CaptureRecord) =>
    derivedFrom !== null &&
    !records.some(
      (origin) =>
        origin.sha256 === derivedFrom &&
        origin.sequence < made.sequence &&
        origin.kind === made.kind &&
        origin.position === made.position &&
        origin.device?.serial === made.device?.serial,
    )
  return records.some(lacksOrigin) ? 'ORIGIN' : null
}

/** A biometric capture that the manifest puts into the file. */
export interface ClaimedCapture {
  readonly kind: Extract<CaptureKind, 'FINGER' | 'SLAP' | 'FACE' | 'IRIS'>
  readonly position: number
  readonly sha256: string
  /** Null where the manifest does not say. */
  readonly dpi: number | null
  readonly bitDepth: number | null
}

/** Every biometric capture of a file: each owes a record. */
export function claimedCaptures(manifest: PacketManifest): readonly ClaimedCapture[] {
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  const hashOf = (file: string) => hashes.get(file) ?? ''
  const { fingers, slaps, portrait, iris } = manifest
  return [
    ...fingers.flatMap(({ position, impressions }) =>
      impressions.map(({ file, dpi, bitDepth }) => ({
        kind: 'FINGER' as const,
        position,
        sha256: hashOf(file),
        dpi,
        bitDepth,
      })),
    ),
    ...slaps.map(({ position, file, dpi }) => ({
      kind: 'SLAP' as const,
      position,
      sha256: hashOf(file),
      dpi,
      bitDepth: null,
    })),
    ...(portrait ? [{ kind: 'FACE' as const, ...unmeasured, sha256: hashOf(portrait.file) }] : []),
    ...(iris?.status === 'CAPTURED'
      ? iris.files.map((file) => ({ kind: 'IRIS' as const, ...unmeasured, sha256: hashOf(file) }))
      : []),
  ]
}

const unmeasured = { position: 0, dpi: null, bitDepth: null }

/** The record of a claimed capture; the latest where the same picture was taken in twice. */
export function recordOf(
  claimed: ClaimedCapture,
  chain: readonly Linked<CaptureRecord>[],
): Linked<CaptureRecord> | undefined {
  const agrees = (said: number | null, recorded: number | null) => said === null || said === recorded
  return chain.findLast(
    ({ record }) =>
      record.kind === claimed.kind &&
      record.sha256 === claimed.sha256 &&
      (record.kind === 'IRIS' || record.position === claimed.position) &&
      record.device !== null &&
      agrees(claimed.dpi, record.dpi) &&
      agrees(claimed.bitDepth, record.bitDepth),
  )
}
