import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { statutoryDeadline } from '../../core/dates/working-days.ts'
import { type DeclaredPerson, type PacketManifest, portraitFile } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { captureRequirements, missingFrom } from '../../core/enrollment/requirements.ts'
import { DomainError } from '../../core/errors.ts'
import { matchingKey } from '../../core/text/vietnamese.ts'
import { dateOf } from '../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../kernel/db.ts'
import { NotYet, type StageRun, startNextStage } from '../kernel/stages.ts'
import { copyRemoteRecord } from '../registry/copy-remote-record.ts'
import {
  PossiblyRegistered,
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from '../registry/resident-registry.ts'
import { capturedSamples, DeskTemplateRefused, replaceSamples } from './captured-samples.ts'
import { moveApplication } from './move-application.ts'
import { hasNewerFile, putAside } from './newer-packet.ts'
import { type PacketContent, type PacketQuestion, readPacket } from './open-packet.ts'
import type { WithPackets } from './receive-packet.ts'
import { type Arrived, openedPacket, refusedPacket, sealedAtOf } from './settle-packet.ts'

/** What opening and admitting a packet needs beyond the app itself. */
export type AdmissionApp = WithPackets & {
  readonly registry: ResidentRegistry
  readonly packetTrust: Pick<PacketQuestion, 'recipientKeys' | 'issuers' | 'revokedAmong'>
}

type Verdict = { readonly reasons: readonly ApplicationReason[]; readonly refused: boolean }

/** A file that does not go on: back to the desk, or refused for good. */
class NotAdmitted extends DomainError<'NOT_ADMITTED'> {
  readonly verdict: Verdict
  constructor(verdict: Verdict) {
    super('NOT_ADMITTED', { vi: 'Hồ sơ chưa được chấp nhận.', en: 'The file was not admitted.' })
    this.verdict = verdict
  }
}

const returned = (reason: ApplicationReason) => new NotAdmitted({ reasons: [reason], refused: false })

/**
 * The first stage: opens the packet, checks signatures, manifest and completeness, finds the person in the registry, and
 * admits the file, returns it with a reason, or refuses it. One transaction at the end; nothing of a bad packet is kept.
 */
export async function admitApplication(app: AdmissionApp, run: StageRun): Promise<void> {
  const application = await app.db.application.findUniqueOrThrow({ where: { id: run.applicationId } })
  if (application.status !== 'RECEIVED') return app.db.$transaction((tx) => run.finish(tx))
  const packet = await app.db.packet.findUniqueOrThrow({ where: { sha256: application.packetSha256 ?? '' } })
  const sealed = await app.packets.get(packet.sha256)
  if (!sealed) throw new Error('packet bytes are missing')
  const movable = {
    ...application,
    packet: { key: packet.sha256, status: packet.status, version: packet.version },
  }
  let content: PacketContent | null = null
  try {
    content = await readPacket(sealed, {
      ...app.packetTrust,
      expected: {
        applicationCode: application.code,
        centre: application.centreCode,
        machine: application.machineId,
      },
      receivedAt: packet.receivedAt.getTime(),
      longestOfflineDays: app.env.longestOfflineDays,
    })
    if (await putAside(app, run, { movable, manifest: content.manifest })) return
    const record = await identify(app, run, content.manifest)
    const samples = readSamples(content)
    const portraitSha256 = await storeImages(app, content)
    await admit(app, run, { movable, content, record, portraitSha256, samples })
  } catch (error) {
    if (error instanceof RegistryUnreachable) {
      await flagUnreachable(app, run.applicationId)
      throw new NotYet('REGISTRY_UNREACHABLE')
    }
    if (!(error instanceof DomainError) || ourFaults.has(error.code)) throw error
    await decline(app, run, { movable, error, manifest: content?.manifest ?? null })
  }
}

/** The file is not to blame: the stage is tried again and then waits for an administrator. */
const ourFaults: ReadonlySet<string> = new Set([
  'NOT_YET',
  'KEY_MISSING',
  'KEY_STORE_UNUSABLE',
  'NUMBER_RANGE_EXHAUSTED',
])

/** Completeness first, then the person: by number, or provisionally from form DC01. */
async function identify(app: AdmissionApp, run: StageRun, manifest: PacketManifest): Promise<RegistryRecord> {
  const on = calendarDateAt(Date.parse(manifest.sealedAt))
  if (missingFrom(manifest, on).length > 0) throw returned('INCOMPLETE')
  const number = manifest.registry?.number ?? manifest.claimedNumber
  const why = { actor: run.actor, purpose: 'ADMISSION' } as const
  const record = number === null ? null : await app.registry.find(number, why)
  if (record) return match(record, manifest)
  if (!manifest.hasCollectionForm) throw returned('UNKNOWN_TO_REGISTRY')
  try {
    return await app.registry.registerProvisional(
      { person: manifest.person, reference: manifest.applicationCode },
      why,
    )
  } catch (error) {
    throw error instanceof PossiblyRegistered ? returned('POSSIBLY_REGISTERED') : error
  }
}

/** Printed data must agree with the register; what the citizen says otherwise is a correction with evidence, not an application. */
function match(record: RegistryRecord, manifest: PacketManifest): RegistryRecord {
  if (!record.inForce) throw new NotAdmitted({ reasons: ['NUMBER_NOT_IN_FORCE'], refused: true })
  const { person } = manifest
  const same =
    matchingKey(record.person.name) === matchingKey(person.name) &&
    record.person.birthDate === person.birthDate &&
    record.person.sex === person.sex
  if (!same) throw returned('REGISTRY_MISMATCH')
  return record
}

/** What was captured; a template that cannot be read sends the file back, however its manifest was signed. */
function readSamples(content: PacketContent): ReturnType<typeof capturedSamples> {
  try {
    return capturedSamples(content)
  } catch (error) {
    throw error instanceof DeskTemplateRefused ? returned('TEMPLATE_UNREADABLE') : error
  }
}

/** Images go to the sealed store before the transaction: named by content, they harm nobody if it fails. */
async function storeImages(app: AdmissionApp, { manifest, files }: PacketContent): Promise<string | null> {
  const names = manifest.fingers.flatMap(({ impressions }) => impressions.map(({ file }) => file))
  await Promise.all(names.map((name) => app.blobs.put(files.get(name) ?? new Uint8Array())))
  const portrait = files.get(portraitFile)
  return portrait ? app.blobs.put(portrait) : null
}

interface Admission {
  readonly movable: Arrived
  readonly content: PacketContent
  readonly record: RegistryRecord
  readonly portraitSha256: string | null
  readonly samples: ReturnType<typeof capturedSamples>
}

async function admit(app: AdmissionApp, run: StageRun, admission: Admission): Promise<void> {
  const { movable, content, record, portraitSha256, samples } = admission
  const { manifest } = content
  const sealedAt = sealedAtOf(manifest)
  const receivedOn = calendarDateAt(movable.receivedAt.getTime())
  const deadlineOn = dateOf(statutoryDeadline({ receivedOn, kind: manifest.kind }))
  const flags = flagsOf(manifest, record)
  try {
    await app.db.$transaction(async (tx) => {
      const resident = await localResident(tx, record, app.clock())
      if (await hasNewerFile(tx, { applicationId: movable.id, residentId: resident, sealedAt }))
        throw new NotAdmitted({ reasons: ['NEWER_FILE_EXISTS'], refused: true })
      await openedPacket(tx, app, { run, movable, sealedAt })
      await replaceSamples(tx, movable.id, samples)
      await moveApplication(tx, app, movable, {
        event: 'admit',
        actor: run.actor,
        data: {
          ...manifestColumns(manifest),
          flags,
          residentId: resident,
          number: record.number,
          registryVersion: record.version,
          person: authoritative(record.person, manifest.person),
          portraitSha256,
          deadlineOn,
          promisedOn: deadlineOn,
        },
      })
      await run.finish(tx)
      await startNextStage(tx, app, { after: 'admit-application', applicationId: movable.id, tags: flags })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // The database itself holds "one open card-producing application per resident".
    throw new NotAdmitted({ reasons: ['OPEN_APPLICATION_EXISTS'], refused: true })
  }
}

/** The register's word stands on the card; what it does not know comes from the desk. */
function authoritative(registered: DeclaredPerson, declared: DeclaredPerson): DeclaredPerson {
  const known = Object.entries(registered).filter(([, value]) => value !== null && value !== '')
  return { ...declared, ...Object.fromEntries(known) }
}

function manifestColumns(manifest: PacketManifest) {
  return {
    kind: manifest.kind,
    reason: manifest.reason,
    channel: manifest.channel,
    operatorId: manifest.operator,
    supervisorId: manifest.supervisor,
    birthDate: manifest.person.birthDate,
    representativeNumber: manifest.representative?.number ?? null,
  }
}

function flagsOf(manifest: PacketManifest, record: RegistryRecord): string[] {
  return [
    ...(manifest.registryUnreachable ? ['RECONCILED_LATER'] : []),
    ...(record.provisional ? ['PROVISIONAL_RESIDENT'] : []),
    ...(manifest.fingers.some(({ exception }) => exception) ? ['FINGER_EXCEPTION'] : []),
    ...captureTags(manifest),
  ]
}

/** By this the pipeline routes the file past what it cannot pass. */
function captureTags({ kind, person, fingers, sealedAt }: PacketManifest): string[] {
  const on = calendarDateAt(Date.parse(sealedAt))
  const { ageBand } = captureRequirements({ birthDate: person.birthDate, on, kind })
  if (ageBand === 'UNDER_6') return ['UNDER_6']
  return fingers.every(({ impressions }) => impressions.length === 0) ? ['WITHOUT_FINGERS'] : []
}

/** The register's own row, or our copy of a remote record. */
async function localResident(tx: Transaction, record: RegistryRecord, at: number): Promise<string> {
  const { number } = record
  const entry = await tx.identityNumber.findUnique({ where: { number }, select: { residentId: true } })
  return entry ? entry.residentId : copyRemoteRecord(tx, record, at)
}

async function flagUnreachable(app: AdmissionApp, id: string): Promise<void> {
  await app.db.application.updateMany({
    where: { id, NOT: { flags: { has: 'REGISTRY_UNREACHABLE' } } },
    data: { flags: { push: 'REGISTRY_UNREACHABLE' } },
  })
}

/** Back to the desk, or refused; a packet that could not be opened is marked so with the refusal's own code. */
async function decline(
  app: AdmissionApp,
  run: StageRun,
  failure: {
    readonly movable: Arrived
    readonly error: DomainError
    readonly manifest: PacketManifest | null
  },
): Promise<void> {
  const { movable, error, manifest } = failure
  const verdict: Verdict =
    error instanceof NotAdmitted ? error.verdict : { reasons: ['PACKET_UNREADABLE'], refused: false }
  await app.db.$transaction(async (tx) => {
    if (manifest) await openedPacket(tx, app, { run, movable, sealedAt: sealedAtOf(manifest) })
    else await refusedPacket(tx, app, { run, movable, code: error.code })
    // As it was when this run began: a file that another run has moved meanwhile is not touched.
    await moveApplication(tx, app, movable, {
      event: verdict.refused ? 'refuse' : 'returnToDesk',
      actor: run.actor,
      reasons: verdict.reasons,
      ...(manifest && { data: manifestColumns(manifest) }),
    })
    await run.finish(tx)
  })
}
