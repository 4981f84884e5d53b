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
import { NotAllowed } from '../kernel/errors.ts'
import { queueAgeSeconds, startNextStage } from '../kernel/stages.ts'
import { movableApplication, moveApplication } from './move-application.ts'
import { PacketManifestForeign, type PacketTrust, readPacket } from './open-packet.ts'
import { serverAllotter } from './requests/allot-code.ts'

/** The code was allotted at another centre than that of the machine which sends it, or by a machine that is not certified. */
export class PacketFromAnotherMachine extends DomainError<'PACKET_FROM_ANOTHER_MACHINE'> {
  constructor() {
    super('PACKET_FROM_ANOTHER_MACHINE', {
      vi: 'Mã hồ sơ không do máy của điểm thu nhận này cấp.',
      en: 'The application code was not allotted by a machine of this centre.',
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

/** What taking in packets needs beyond the app itself. */
export type WithPackets = App & {
  readonly packets: Blobs
  readonly receipts: { sign(receipt: Omit<PacketReceipt, 'jws'>): Promise<string> }
  readonly packetTrust: PacketTrust
}

/** Who brings a packet, and whose it is: the sender carries it where another machine of its centre made it. */
export interface Sender {
  readonly actor: Extract<Actor, { kind: 'machine' }>
  readonly code: ApplicationCode
  /** The machine that allotted the code. */
  readonly machineId: string
  readonly unitCode: string
}

/** Throws NotAllowed, SignInNeeded, IllegalApplicationCode, {@link PacketFromAnotherMachine}. */
export async function admitSender(app: App, actor: Actor, applicationCode: string): Promise<Sender> {
  demand(actor, 'packet.upload')
  if (actor.kind !== 'machine') throw new NotAllowed()
  const code = parseApplicationCode(applicationCode)
  const { centre, machine: number } = explainApplicationCode(code)
  if (centre !== actor.centreCode) throw new PacketFromAnotherMachine()
  if (number === serverAllotter) return captureOfFiled(app, actor, code)
  const allotter = await app.db.machine.findUnique({
    where: { centreCode_kind_number: { centreCode: centre, kind: 'KIOSK', number } },
    include: { centre: true },
  })
  if (!allotter?.certificate) throw new PacketFromAnotherMachine()
  return { actor, code, machineId: allotter.id, unitCode: allotter.centre.unitCode }
}

/** A file that began at the server and came back: whichever kiosk of its centre captures it, none had a part in its code. */
async function captureOfFiled(app: App, actor: Sender['actor'], code: ApplicationCode): Promise<Sender> {
  const file = await app.db.application.findUnique({ where: { code }, select: { unitCode: true } })
  if (!file) throw new PacketFromAnotherMachine()
  return { actor, code, machineId: actor.id, unitCode: file.unitCode }
}

/**
 * Accepts a sealed packet: stored and synced to disk before the receipt, opened later by the stage `admit-application`.
 * The same bytes again change nothing and give a receipt for the same. One that is carried for another machine is opened at
 * the door, so that nobody takes up a code that is not theirs.
 */
export async function receivePacket(
  app: WithPackets,
  actor: Actor,
  input: { readonly applicationCode: string; readonly bytes: Uint8Array },
): Promise<PacketReceipt> {
  const sender = await admitSender(app, actor, input.applicationCode)
  const { code } = sender
  const known = await earlierReceipt(app, {
    code,
    sha256: createHash('sha256').update(input.bytes).digest('hex'),
  })
  if (known) return known
  await demandRoom(app)
  const machineId = await sealerOf(app, sender, input.bytes)
  const sha256 = await app.packets.put(input.bytes)
  try {
    const accepted = await app.db.$transaction((tx) =>
      accept(tx, app, { ...sender, machineId, sha256, bytes: input.bytes.length }),
    )
    return await receiptOf(app, accepted)
  } catch (error) {
    // Two uploads of the same bytes at once: the first one's receipt stands for both.
    const receipt = isUniqueViolation(error) ? await earlierReceipt(app, { code, sha256 }) : null
    if (receipt) return receipt
    throw isUniqueViolation(error) ? new ApplicationAlreadyReceived() : error
  }
}

/** Throws {@link IntakeBusy}. */
export async function demandRoom(app: App): Promise<void> {
  if ((await queueAgeSeconds(app, intakeStages())) > app.env.intake.maxQueueSeconds) throw new IntakeBusy(60)
}

/** The receipt for a packet that is stored. Throws {@link ApplicationAlreadyReceived} where the bytes came under another code. */
export async function earlierReceipt(
  app: WithPackets,
  { code, sha256 }: { readonly code: ApplicationCode; readonly sha256: string },
): Promise<PacketReceipt | null> {
  const packet = await app.db.packet.findUnique({ where: { sha256 } })
  if (packet && packet.applicationCode !== code) throw new ApplicationAlreadyReceived()
  return packet && receiptOf(app, packet)
}

/** The server's signed word for a stored packet. */
export async function receiptOf(
  app: Pick<WithPackets, 'receipts'>,
  packet: { readonly sha256: string; readonly applicationCode: string; readonly receivedAt: Date },
): Promise<PacketReceipt> {
  const { sha256, applicationCode } = packet
  const receipt = { sha256, applicationCode, receivedAt: packet.receivedAt.toISOString() }
  return { ...receipt, jws: await app.receipts.sign(receipt) }
}

/**
 * The machine that sealed the packet: the one that allotted its code or, of a file that came back, the one of its centre at
 * which it was put right.
 */
async function sealerOf(app: WithPackets, sender: Sender, sealed: Uint8Array): Promise<string> {
  const { actor, code, machineId } = sender
  if (machineId === actor.id) return machineId
  try {
    await checkCarried(app, sender, sealed)
    return machineId
  } catch (error) {
    if (!(error instanceof PacketManifestForeign)) throw error
    const file = await app.db.application.findUnique({ where: { code }, select: { status: true } })
    if (file?.status !== 'RETURNED') throw error
    await checkCarried(app, { ...sender, machineId: actor.id }, sealed)
    return actor.id
  }
}

/** Throws what `readPacket` throws: sealed and signed as its own machine would send it. */
async function checkCarried(app: WithPackets, sender: Sender, sealed: Uint8Array): Promise<void> {
  await readPacket(sealed, {
    ...app.packetTrust,
    expected: { applicationCode: sender.code, centre: sender.actor.centreCode, machine: sender.machineId },
    receivedAt: app.clock(),
    longestOfflineDays: app.env.longestOfflineDays,
  })
}

type Arrival = Sender & { readonly sha256: string; readonly bytes: number }

async function accept(
  tx: Transaction,
  app: App,
  { code, sha256, bytes, actor, machineId, unitCode }: Arrival,
): Promise<{ sha256: string; applicationCode: string; receivedAt: Date }> {
  const receivedAt = instantAt(app.clock())
  await tx.packet.create({
    data: { sha256, applicationCode: code, centreCode: actor.centreCode, machineId, bytes, receivedAt },
  })
  const arrival = { code, sha256, actor, machineId, unitCode, receivedAt }
  const applicationId = await expectApplication(tx, app, arrival)
  await startNextStage(tx, app, { after: 'receipt', applicationId, tags: [] })
  await audit(tx, {
    actor,
    at: app.clock(),
    action: 'packet.receive',
    subjectKind: 'application',
    subjectId: applicationId,
    // The actor is who brought it; whose it is stands here where that is another.
    details: { sha256, bytes, ...(machineId !== actor.id && { carriedFor: machineId }) },
  })
  return { sha256, applicationCode: code, receivedAt }
}

/** A new row for a new code; a returned file comes in again under its old one. */
async function expectApplication(
  tx: Transaction,
  app: App,
  arrival: Omit<Arrival, 'bytes'> & { readonly receivedAt: Date },
): Promise<string> {
  const { code, sha256, actor, machineId, unitCode, receivedAt } = arrival
  const earlier = await tx.application.findUnique({ where: { code }, select: movableApplication })
  if (!earlier) {
    const { centreCode } = actor
    const made = await tx.application.create({
      data: { code, packetSha256: sha256, centreCode, unitCode, machineId, receivedAt },
      select: { id: true },
    })
    return made.id
  }
  if (earlier.status !== 'RETURNED') throw new ApplicationAlreadyReceived()
  await moveApplication(tx, app, earlier, { event: 'resubmit', actor, data: { packetSha256: sha256 } })
  return earlier.id
}
