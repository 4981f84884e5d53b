import { type CalendarDate, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { addWorkingDays } from '../../core/dates/working-days.ts'
import { statutoryDeadline } from '../../core/enrollment/deadlines.ts'
import { type ApplicationFlag, flagIf } from '../../core/enrollment/flags.ts'
import { type PacketManifest, portraitFile } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { captureRequirements, missingFrom } from '../../core/enrollment/requirements.ts'
import { DomainError } from '../../core/errors.ts'
import { dateOf } from '../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../kernel/db.ts'
import { NotYet, type StageRun, startNextStage } from '../kernel/stages.ts'
import { unitsNow } from '../kernel/units.ts'
import { copyRemoteRecord } from '../registry/copy-remote-record.ts'
import {
  PossiblyRegistered,
  type RegistryRecord,
  RegistryUnreachable,
  type ResidentRegistry,
} from '../registry/resident-registry.ts'
import { capturedSamples, DeskTemplateRefused, replaceSamples } from './captured-samples.ts'
import { gradeShortfalls } from './capture-grade.ts'
import { detailsFault, feeFlags } from './check-details.ts'
import { checkEvidence, type CheckedEvidence, EvidenceRefused } from './check-evidence.ts'
import { decidingUnitOf } from './deciding-unit.ts'
import { detailsColumns } from './details-columns.ts'
import { consumeBooking } from './appointments/consume-booking.ts'
import { feeOfPacket } from './fees/fee-of-request.ts'
import { keepEvidence, storeEvidence, withEvidence } from './keep-evidence.ts'
import { withKeptParts } from './kept-parts.ts'
import { claimedCorrection, lodgeClaims } from './lodge-claims.ts'
import { authoritative, matchesRegister } from './match-register.ts'
import { moveApplication } from './move-application.ts'
import { usePreRegistration } from './pre-registration/use-pre-registration.ts'
import { hasNewerFile, putAside } from './newer-packet.ts'
import { paperFiles, paperRows } from './paper-evidence.ts'
import { type OpenedContent, type PacketContent, readPacket } from './open-packet.ts'
import type { WithPackets } from './receive-packet.ts'
import { admitWithoutPacket } from './requests/admit-without-packet.ts'
import { actsFor } from './requests/standing.ts'
import { type Arrived, openedPacket, refusedPacket, sealedAtOf } from './settle-packet.ts'

/** What opening and admitting a packet needs beyond the app itself. */
export type AdmissionApp = WithPackets & { readonly registry: ResidentRegistry }

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
  if (application.packetSha256 === null) return admitWithoutPacket(app, run, application)
  const packet = await app.db.packet.findUniqueOrThrow({ where: { sha256: application.packetSha256 ?? '' } })
  const sealed = await app.packets.get(packet.sha256)
  if (!sealed) throw new Error('packet bytes are missing')
  const movable = {
    ...application,
    packet: { key: packet.sha256, status: packet.status, version: packet.version },
  }
  let content: PacketContent | null = null
  let evidence: CheckedEvidence | null = null
  try {
    const fresh = await readPacket(sealed, {
      ...app.packetTrust,
      expected: {
        applicationCode: application.code,
        centre: application.centreCode,
        machine: packet.machineId,
      },
      receivedAt: packet.receivedAt.getTime(),
      longestOfflineDays: app.env.longestOfflineDays,
    })
    content = fresh
    if (await putAside(app, run, { movable, manifest: fresh.manifest })) return
    evidence = await confirmEvidence(app, fresh)
    content = await withKeptParts(app, application.returnedFor, fresh)
    const shortfalls = await gradeShortfalls(app, content.manifest, evidence)
    if (app.env.strictEnrollment && shortfalls.length > 0)
      throw new NotAdmitted({ reasons: shortfalls, refused: false })
    const record = await identify(app, run, content.manifest)
    const { captures } = evidence
    const samples = await withEvidence(app, movable.id, { samples: readSamples(content), captures })
    const portraitSha256 = await storeImages(app, content)
    const flags = [...evidence.flags, ...shortfalls]
    await admit(app, run, { movable, content, record, portraitSha256, samples, evidence, flags })
  } catch (error) {
    if (error instanceof RegistryUnreachable) {
      await flagUnreachable(app, run.applicationId)
      throw new NotYet('REGISTRY_UNREACHABLE')
    }
    if (!(error instanceof DomainError) || ourFaults.has(error.code)) throw error
    await decline(app, run, { movable, error, manifest: content?.manifest ?? null, evidence })
  }
}

/** The file is not to blame: the stage is tried again and then waits for an administrator. */
const ourFaults: ReadonlySet<string> = new Set([
  'NOT_YET',
  'KEY_MISSING',
  'KEY_STORE_UNUSABLE',
  'NUMBER_RANGE_EXHAUSTED',
])

/** A file whose captures are not proven goes back, before anything else of it is looked at. */
async function confirmEvidence(app: AdmissionApp, content: OpenedContent): Promise<CheckedEvidence> {
  const evidence = await checkEvidence(app, content)
  await storeEvidence(app, content)
  return evidence
}

/** Completeness first, then the person: by number, or provisionally from form DC01. */
async function identify(app: AdmissionApp, run: StageRun, manifest: PacketManifest): Promise<RegistryRecord> {
  const on = calendarDateAt(Date.parse(manifest.sealedAt))
  if (missingFrom(manifest, on).length > 0) throw returned('INCOMPLETE')
  const number = manifest.registry?.number ?? manifest.claimedNumber
  const why = { actor: run.actor, purpose: 'ADMISSION' } as const
  const record = number === null ? null : await app.registry.find(number, why)
  const fault = detailsFault(manifest, record)
  if (fault) throw returned(fault)
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

/** Who a file is of must be who the register says; what the citizen says otherwise is a claim with its paper. */
function match(record: RegistryRecord, manifest: PacketManifest): RegistryRecord {
  if (!record.inForce) throw new NotAdmitted({ reasons: ['NUMBER_NOT_IN_FORCE'], refused: true })
  if (!matchesRegister(record.person, manifest)) throw returned('REGISTRY_MISMATCH')
  return record
}

/** A returned file is whole when it comes in again, with what was still good: its papers are written down anew. */
async function forgetPapers(tx: Transaction, applicationId: string): Promise<void> {
  await tx.evidence.deleteMany({ where: { applicationId, kind: { notIn: ['CAPTURES', 'ACTIONS'] } } })
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
  const names = [
    ...manifest.fingers.flatMap(({ impressions }) => impressions.map(({ file }) => file)),
    ...manifest.slaps.map(({ file }) => file),
    ...(manifest.iris?.status === 'CAPTURED' ? manifest.iris.files : []),
    ...paperFiles(manifest),
  ]
  await Promise.all(names.map((name) => app.blobs.put(files.get(name) ?? new Uint8Array())))
  const portrait = files.get(portraitFile)
  return portrait ? app.blobs.put(portrait) : null
}

interface Admission {
  readonly movable: Arrived & {
    readonly returnedFor: unknown
    readonly unitCode: string
    readonly fault: string | null
  }
  readonly content: PacketContent
  readonly record: RegistryRecord
  readonly portraitSha256: string | null
  readonly samples: ReturnType<typeof capturedSamples>
  readonly evidence: CheckedEvidence
  /** What the captures fall short of. */
  readonly flags: readonly ApplicationFlag[]
}

async function admit(app: AdmissionApp, run: StageRun, admission: Admission): Promise<void> {
  const { movable, content, record, portraitSha256, samples, evidence } = admission
  const { manifest } = content
  const sealedAt = sealedAtOf(manifest)
  const receivedOn = calendarDateAt(movable.receivedAt.getTime())
  const byLaw = statutoryDeadline({ receivedOn, kind: manifest.kind })
  const deadlineOn = dateOf(addWorkingDays(byLaw, movable.stoppedDays))
  const flags = [...flagsOf(manifest, record), ...admission.flags]
  const claims = claimedCorrection(manifest, record)
  const decided = { kind: manifest.kind, birthDate: record.person.birthDate, on: receivedOn }
  const decidingUnit = decidingUnitOf(await unitsNow(app), movable.unitCode, decided)
  try {
    await app.db.$transaction(async (tx) => {
      const resident = await localResident(tx, record, app.clock())
      await checkPerson(tx, { applicationId: movable.id, residentId: resident, manifest, receivedOn })
      await openedPacket(tx, app, { run, movable, sealedAt })
      await replaceSamples(tx, movable.id, samples)
      const papers = paperRows(manifest)
      if (movable.returnedFor) await forgetPapers(tx, movable.id)
      await keepEvidence(tx, { ...keptOf(app, run, movable), manifest, evidence, papers })
      const lodged = claims
        ? await lodgeClaims(tx, app, { claims, residentId: resident, record, manifest })
        : []
      const used = { applicationId: movable.id, manifest, actor: run.actor, at: app.clock() }
      const booking = await consumeBooking(tx, used)
      const fee = await feeOfPacket(tx, app, { application: movable, manifest, actor: run.actor })
      await usePreRegistration(tx, { ...used, residentId: resident })
      await moveApplication(tx, app, movable, {
        event: 'admit',
        actor: run.actor,
        data: {
          ...detailsColumns(manifest),
          deskSession: manifest.session,
          flags: [...new Set([...flags, ...lodged, ...booking.flags, ...fee.flags])],
          fault: fee.fault,
          decidingUnit,
          ticketId: booking.ticketId,
          residentId: resident,
          number: record.number,
          registryVersion: record.version,
          person: authoritative(record.person, manifest.person),
          portraitSha256,
          deadlineOn,
          // The paper that the desk gave says the law's day; what is expected is told from it on (issuance/promises).
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

/**
 * What only the register and other files tell of the person: a newer file, and an adult for whom somebody else must act (below
 * fourteen the desk has asked, requirements.ts).
 */
async function checkPerson(
  tx: Transaction,
  {
    manifest,
    receivedOn,
    ...file
  }: {
    readonly applicationId: string
    readonly residentId: string
    readonly manifest: PacketManifest
    readonly receivedOn: CalendarDate
  },
): Promise<void> {
  if (await hasNewerFile(tx, { ...file, sealedAt: sealedAtOf(manifest) }))
    throw new NotAdmitted({ reasons: ['NEWER_FILE_EXISTS'], refused: true })
  if (manifest.representative !== null) return
  const { withoutCapacity } = await actsFor(tx, {
    actorId: null,
    residentId: file.residentId,
    on: receivedOn,
  })
  if (withoutCapacity) throw returned('REPRESENTATIVE_NEEDED')
}

const keptOf = (app: AdmissionApp, run: StageRun, movable: Arrived) => ({
  applicationId: movable.id,
  packetSha256: movable.packet.key,
  actor: run.actor,
  at: app.clock(),
})

function flagsOf(manifest: PacketManifest, record: RegistryRecord): ApplicationFlag[] {
  return [
    ...flagIf(manifest.registryUnreachable, 'RECONCILED_LATER'),
    ...flagIf(record.provisional, 'PROVISIONAL_RESIDENT'),
    ...flagIf(
      manifest.fingers.some(({ exception }) => exception !== null),
      'FINGER_EXCEPTION',
    ),
    ...feeFlags(manifest),
    ...captureTags(manifest),
  ]
}

/** By this the pipeline routes the file past what it cannot pass. */
function captureTags({ kind, person, fingers, sealedAt }: PacketManifest): ApplicationFlag[] {
  const on = calendarDateAt(Date.parse(sealedAt))
  const { ageBand } = captureRequirements({ birthDate: person.birthDate, on, kind })
  if (ageBand === 'UNDER_6') return ['UNDER_6']
  return [
    ...flagIf(
      fingers.every(({ impressions }) => impressions.length === 0),
      'WITHOUT_FINGERS',
    ),
  ]
}

/** The register's own row, or our copy of a remote record. */
async function localResident(tx: Transaction, record: RegistryRecord, at: number): Promise<string> {
  const { number } = record
  const entry = await tx.identityNumber.findUnique({ where: { number }, select: { residentId: true } })
  return entry ? entry.residentId : copyRemoteRecord(tx, record, at)
}

const unreachable: ApplicationFlag = 'REGISTRY_UNREACHABLE'

async function flagUnreachable(app: AdmissionApp, id: string): Promise<void> {
  await app.db.application.updateMany({
    where: { id, NOT: { flags: { has: unreachable } } },
    data: { flags: { push: unreachable } },
  })
}

function verdictOf(error: DomainError): Verdict {
  if (error instanceof NotAdmitted) return error.verdict
  if (error instanceof EvidenceRefused) return { reasons: [error.reason], refused: false }
  return { reasons: ['PACKET_UNREADABLE'], refused: false }
}

/** Back to the desk, or refused; a packet that could not be opened is marked so with the refusal's own code. */
async function decline(
  app: AdmissionApp,
  run: StageRun,
  failure: {
    readonly movable: Arrived
    readonly error: DomainError
    readonly manifest: PacketManifest | null
    /** Kept though the file goes back: what comes in again may refer to its captures. */
    readonly evidence: CheckedEvidence | null
  },
): Promise<void> {
  const { movable, error, manifest, evidence } = failure
  const verdict = verdictOf(error)
  await app.db.$transaction(async (tx) => {
    if (manifest) await openedPacket(tx, app, { run, movable, sealedAt: sealedAtOf(manifest) })
    else await refusedPacket(tx, app, { run, movable, code: error.code })
    if (manifest && evidence) await keepEvidence(tx, { ...keptOf(app, run, movable), manifest, evidence })
    // As it was when this run began: a file that another run has moved meanwhile is not touched.
    await moveApplication(tx, app, movable, {
      event: verdict.refused ? 'refuse' : 'returnToDesk',
      actor: run.actor,
      reasons: verdict.reasons,
      ...(manifest && { data: { ...detailsColumns(manifest), person: manifest.person } }),
    })
    await run.finish(tx)
  })
}
