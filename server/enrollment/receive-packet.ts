import { createHash } from 'node:crypto'
import type { PacketReceipt } from '../../core/contracts/kiosk-sync.ts'
import {
  type ApplicationCode,
  explainApplicationCode,
  parseApplicationCode,
} from '../../core/enrollment/application-code.ts'
import { intakeStages } from '../../core/enrollment/pipeline.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import type { Blobs } from '../kernel/blobs.ts'
import { instantAt } from '../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../kernel/db.ts'
import { NotAllowed, NotFound } from '../kernel/errors.ts'
import { queueAgeSeconds, startNextStage } from '../kernel/stages.ts'
import { movableApplication, moveApplication } from './move-application.ts'

/** The code was allotted by another machine than the one that sends it. */
export class PacketFromAnotherMachine extends DomainError<'PACKET_FROM_ANOTHER_MACHINE'> {
  constructor() {
    super('PACKET_FROM_ANOTHER_MACHINE', {
      vi: 'Mã hồ sơ không do máy này cấp.',
      en: 'The application code was not allotted by this machine.',
    })
  }
}

/** Another packet of this application was accepted already, and it was not returned for correction. */
export class ApplicationAlreadyReceived extends DomainError<'APPLICATION_ALREADY_RECEIVED'> {
  constructor() {
    super('APPLICATION_ALREADY_RECEIVED', {
      vi: 'Hồ sơ này đã được tiếp nhận với nội dung khác. Không ghi đè.',
      en: 'This application was received already with other content. Nothing was changed.',
    })
  }
}

/** The queue is too long; the kiosk keeps the packet and tries again. */
export class IntakeBusy extends DomainError<'INTAKE_BUSY'> {
  constructor(retryAfterSeconds: number) {
    super(
      'INTAKE_BUSY',
      {
        vi: 'Hệ thống đang bận, hồ sơ sẽ tự gửi lại.',
        en: 'The system is busy; the file is sent again by itself.',
      },
      { retryAfterSeconds },
    )
  }
}

export type WithPackets = App & { readonly packets: Blobs }

/**
 * Accepts a sealed packet: stored and synced to disk before the receipt, opened later by the stage `admit-application`.
 * The same bytes again change nothing and give the same receipt.
 */
export async function receivePacket(
  app: WithPackets,
  actor: Actor,
  input: { readonly applicationCode: string; readonly bytes: Uint8Array },
): Promise<PacketReceipt> {
  demand(actor, 'packet.upload')
  if (actor.kind !== 'machine') throw new NotAllowed()
  const code = parseApplicationCode(input.applicationCode)
  const machine = await app.db.machine.findUnique({ where: { id: actor.id }, include: { centre: true } })
  if (!machine) throw new NotFound('machine')
  const origin = explainApplicationCode(code)
  if (origin.centre !== machine.centreCode || origin.machine !== machine.number)
    throw new PacketFromAnotherMachine()
  const known = await earlierReceipt(app, createHash('sha256').update(input.bytes).digest('hex'))
  if (known && known.applicationCode !== code) throw new ApplicationAlreadyReceived()
  if (known) return known
  if ((await queueAgeSeconds(app, intakeStages())) > app.env.intake.maxQueueSeconds) throw new IntakeBusy(60)
  const sha256 = await app.packets.put(input.bytes)
  try {
    return await app.db.$transaction((tx) =>
      accept(tx, app, { code, sha256, bytes: input.bytes.length, actor, unitCode: machine.centre.unitCode }),
    )
  } catch (error) {
    // Two uploads of the same bytes at once: the first one's receipt stands for both.
    const receipt = isUniqueViolation(error) ? await earlierReceipt(app, sha256) : null
    if (receipt) return receipt
    throw isUniqueViolation(error) ? new ApplicationAlreadyReceived() : error
  }
}

async function earlierReceipt(app: App, sha256: string): Promise<PacketReceipt | null> {
  const packet = await app.db.packet.findUnique({ where: { sha256 } })
  return (
    packet && { sha256, applicationCode: packet.applicationCode, receivedAt: packet.receivedAt.toISOString() }
  )
}

interface Arrival {
  readonly code: ApplicationCode
  readonly sha256: string
  readonly bytes: number
  readonly actor: Extract<Actor, { kind: 'machine' }>
  readonly unitCode: string
}

async function accept(
  tx: Transaction,
  app: App,
  { code, sha256, bytes, actor, unitCode }: Arrival,
): Promise<PacketReceipt> {
  const receivedAt = instantAt(app.clock())
  await tx.packet.create({
    data: {
      sha256,
      applicationCode: code,
      centreCode: actor.centreCode,
      machineId: actor.id,
      bytes,
      receivedAt,
    },
  })
  const applicationId = await expectApplication(tx, app, { code, sha256, actor, unitCode, receivedAt })
  await startNextStage(tx, app, { after: 'receipt', applicationId, tags: [] })
  const details = { sha256, bytes }
  await audit(tx, {
    actor,
    at: app.clock(),
    action: 'packet.receive',
    subjectKind: 'application',
    subjectId: applicationId,
    details,
  })
  return { sha256, applicationCode: code, receivedAt: receivedAt.toISOString() }
}

/** A new row for a new code; a returned file comes in again under its old one. */
async function expectApplication(
  tx: Transaction,
  app: App,
  arrival: Omit<Arrival, 'bytes'> & { readonly receivedAt: Date },
): Promise<string> {
  const { code, sha256, actor, unitCode, receivedAt } = arrival
  const earlier = await tx.application.findUnique({ where: { code }, select: movableApplication })
  if (!earlier) {
    const made = await tx.application.create({
      data: {
        code,
        packetSha256: sha256,
        centreCode: actor.centreCode,
        unitCode,
        machineId: actor.id,
        receivedAt,
      },
      select: { id: true },
    })
    return made.id
  }
  if (earlier.status !== 'RETURNED') throw new ApplicationAlreadyReceived()
  await moveApplication(tx, app, earlier, { event: 'resubmit', actor, data: { packetSha256: sha256 } })
  return earlier.id
}
