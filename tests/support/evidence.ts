/** What a kiosk signs of its captures and writes down of its officers' acts, for packets of tests; and how it can be tampered with. */
import { createHash } from 'node:crypto'
import { signEvidenceLine } from '../../core/cms/evidence-line.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import {
  type ActionRecord,
  type CaptureRecord,
  type DeviceIdentity,
  joinLines,
  meetsEnrollmentGrade,
} from '../../core/enrollment/evidence.ts'
import { type ClaimedCapture, claimedCaptures } from '../../core/enrollment/evidence-chain.ts'
import { actionsFile, capturesFile, type PacketManifest } from '../../core/enrollment/packet.ts'
import type { ServerApp } from '../../server/graphql/context.ts'

/** The kiosk that signs. */
interface Recorder {
  readonly kiosk: { readonly actor: { readonly id: string }; readonly identity: SigningIdentity }
}

/** Changes of the evidence: of the records before they are linked and signed, or of the lines afterwards. */
export interface EvidenceChanges {
  readonly records?: (records: readonly CaptureRecord[]) => readonly CaptureRecord[]
  readonly lines?: (lines: readonly string[]) => readonly string[]
  readonly actions?: (lines: readonly string[]) => readonly string[]
  /** Who signs instead of the kiosk. */
  readonly signer?: SigningIdentity
  /** The files are left out. */
  readonly missing?: boolean
}

/** The scanner and the camera of a kiosk: no two kiosks have the same. */
export function devicesAt(machineId: string) {
  const serial = machineId.replaceAll('-', '').slice(-12)
  return {
    scanner: deviceOf('FINGERPRINT', `MQ-${serial}`),
    camera: deviceOf('CAMERA', `MA-${serial}`),
  }
}

const deviceOf = (kind: DeviceIdentity['kind'], serial: string): DeviceIdentity => ({
  kind,
  model: 'Máy mô phỏng',
  serial,
  firmware: '1.0',
})

/** The devices of a kiosk as they stand when an administrator has certified them. */
export async function registerDevices(app: ServerApp, machineId: string): Promise<void> {
  const at = new Date(app.clock())
  const { scanner, camera } = devicesAt(machineId)
  const registered = { machineId, status: 'ACTIVE', reportedAt: at, seenAt: at }
  await app.db.device.createMany({
    data: [
      { ...scanner, ...registered, capabilities: { dpi: 500, bitDepth: 8 } },
      { ...camera, ...registered, capabilities: {} },
    ],
  })
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

function recordOfCapture(desk: Recorder, manifest: PacketManifest, captured: ClaimedCapture): CaptureRecord {
  const { scanner, camera } = devicesAt(desk.kiosk.actor.id)
  const fromFinger = captured.kind === 'FINGER' || captured.kind === 'SLAP'
  const bitDepth = captured.bitDepth ?? (fromFinger ? 8 : null)
  return {
    version: 1,
    transaction: manifest.session ?? '',
    applicationCode: manifest.applicationCode,
    centre: manifest.centre,
    machine: manifest.machine,
    sequence: 1,
    kind: captured.kind,
    position: captured.position,
    impression: 1,
    device: fromFinger ? scanner : camera,
    dpi: captured.dpi,
    bitDepth,
    capturedAt: manifest.begunAt,
    sha256: captured.sha256,
    derivedFrom: null,
    enrolls: fromFinger ? meetsEnrollmentGrade({ dpi: captured.dpi ?? 0, bitDepth: bitDepth ?? 0 }) : null,
    previous: null,
  }
}

/** One record a second from the beginning of the session; where a test shortens the session, all at its end. */
function timed(records: readonly CaptureRecord[], { begunAt, sealedAt }: PacketManifest): CaptureRecord[] {
  return records.map((record, i) => ({
    ...record,
    sequence: i + 1,
    capturedAt: new Date(Math.min(Date.parse(begunAt) + 1000 * i, Date.parse(sealedAt))).toISOString(),
  }))
}

async function linkedLines(
  records: readonly CaptureRecord[],
  { privateKey }: SigningIdentity,
): Promise<readonly string[]> {
  const lines: string[] = []
  for (const record of records) {
    const before = lines.at(-1)
    const previous = before === undefined ? null : hashOf(before)
    lines.push(await signEvidenceLine({ ...record, previous }, privateKey))
  }
  return lines
}

function actionLines({
  session,
  begunAt,
  sealedAt,
  operator,
  supervisor,
}: PacketManifest): readonly string[] {
  const done: readonly Pick<ActionRecord, 'officer' | 'role' | 'action' | 'subject' | 'at'>[] = [
    { officer: operator, role: 'OPERATOR', action: 'BEGUN', subject: 'FOUND', at: begunAt },
    { officer: operator, role: 'OPERATOR', action: 'MOVED', subject: 'SIGNED', at: sealedAt },
    { officer: supervisor, role: 'SUPERVISOR', action: 'MOVED', subject: 'SEALED', at: sealedAt },
  ]
  return done.reduce<string[]>((lines, { at, ...action }, i) => {
    const before = lines.at(-1)
    const previous = before === undefined ? null : hashOf(before)
    const named = { version: 1, transaction: session, sequence: i + 1, at, ...action, previous }
    return [...lines, JSON.stringify(named)]
  }, [])
}

/** The two files for a packet whose captures are named with their hashes already. */
export async function evidenceOf(
  desk: Recorder,
  manifest: PacketManifest,
  changes: EvidenceChanges = {},
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (changes.missing) return new Map()
  const same = <Value>(value: Value) => value
  const { records = same, lines = same, actions = same, signer = desk.kiosk.identity } = changes
  const honest = claimedCaptures(manifest).map((captured) => recordOfCapture(desk, manifest, captured))
  const captures = lines(await linkedLines(records(timed(honest, manifest)), signer))
  const encode = (file: readonly string[]) => new TextEncoder().encode(joinLines(file))
  return new Map([
    [capturesFile, encode(captures)],
    [actionsFile, encode(actions(actionLines(manifest)))],
  ])
}
