import type { ReturnedContent } from '../../../core/contracts/kiosk-day.ts'
import { type CitizenNumber, parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { PacketManifest } from '../../../core/enrollment/packet.ts'
import { stillGood } from '../../../core/enrollment/resubmission.ts'
import type { ReturnedFor } from '../../../core/enrollment/returned-parts.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import type { Blobs } from '../../kernel/blobs.ts'
import { NotFound } from '../../kernel/errors.ts'
import { RegistryUnreachable, type ResidentRegistry } from '../../registry/resident-registry.ts'
import { earlierContent } from '../kept-parts.ts'
import type { PacketTrust } from '../open-packet.ts'
import { subjectOf } from './booked-subjects.ts'
import { askingKiosk } from './own-centre.ts'
import { returnedNotices } from './returned-notices.ts'

type ReturningApp = App & {
  readonly packets: Blobs
  readonly packetTrust: PacketTrust
  readonly registry: ResidentRegistry
}

/** The day until which the applicant was expected has passed. */
export class ReturnDeadlinePassed extends DomainError<'RETURN_DEADLINE_PASSED'> {
  constructor() {
    super('RETURN_DEADLINE_PASSED', {
      vi: 'Đã quá hạn bổ sung hồ sơ này. Rút hồ sơ cũ rồi lập hồ sơ mới; không thu phí lần nữa.',
      en: 'The time to complete this file has passed. Withdraw it and begin a new one; no second fee is due.',
    })
  }
}

/**
 * What a kiosk shows of a file that came back to its centre: everything that was written down, and which captures are good.
 * Pictures and templates stay here, sealed: the next packet refers to them. A view of personal data, hence audited.
 */
export async function returnedContent(
  app: ReturningApp,
  actor: Actor,
  { code }: { readonly code: string },
): Promise<ReturnedContent> {
  const { centreCode } = askingKiosk(actor)
  const [notice] = await returnedNotices(app, { centreCode, code })
  if (!notice) throw new NotFound('application')
  const at = app.clock()
  if (notice.returnedFor.deadlineOn < calendarDateAt(at)) throw new ReturnDeadlinePassed()
  const application = await app.db.application.findUniqueOrThrow({
    where: { code },
    include: { centre: true },
  })
  const { packetSha256 } = application
  const manifest = await readableManifest(app, { applicationCode: code, sha256: packetSha256 ?? '' })
  const number = application.number ?? manifest?.registry?.number ?? manifest?.claimedNumber ?? null
  const subject = { subjectKind: 'application', subjectId: application.id }
  await audit(app.db, { actor, at, action: 'kiosk.returned', ...subject })
  return {
    code,
    returned: notice,
    phone: application.centre.phone,
    packet: manifest ? packetSha256 : null,
    content: manifest && contentOf(manifest, notice.returnedFor),
    number: number === null ? null : parseCitizenNumber(number),
    birthDate: application.birthDate,
    registry: number === null ? null : await registered(app, actor, parseCitizenNumber(number)),
  }
}

/** A packet that cannot be opened any more says nothing: everything is done again. */
async function readableManifest(
  app: ReturningApp,
  packet: { readonly applicationCode: string; readonly sha256: string },
): Promise<PacketManifest | null> {
  try {
    return (await earlierContent(app, packet))?.manifest ?? null
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

function contentOf(manifest: PacketManifest, faults: ReturnedFor): ReturnedContent['content'] {
  const { kind, reason, channel, person, representative, hasCollectionForm, contact } = manifest
  const { delivery, fee, surrendered, marks, claims, group } = manifest
  return {
    kind,
    reason,
    channel,
    person,
    representative,
    hasCollectionForm,
    contact,
    delivery,
    fee,
    surrendered,
    marks,
    claims,
    group,
    good: stillGood(manifest, faults),
  }
}

async function registered(app: ReturningApp, actor: Actor, number: CitizenNumber) {
  try {
    const record = await app.registry.find(number, { actor, purpose: 'ENROLLMENT_DESK' })
    return record?.inForce ? subjectOf(record, app.clock()) : null
  } catch (error) {
    if (error instanceof RegistryUnreachable) return null
    throw error
  }
}
