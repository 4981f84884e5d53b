/**
 * A packet may arrive long after one that was made later: a kiosk was offline, or found a packet again that the desk had
 * replaced. What was sealed later always stands.
 */
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { type ApplicationReason, isApplicationReason } from '../../core/enrollment/reasons.ts'
import type { ApplicationState } from '../../core/lifecycle/application.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import type { StageRun } from '../kernel/stages.ts'
import { moveApplication } from './move-application.ts'
import { type Arrived, openedPacket, sealedAtOf } from './settle-packet.ts'

interface Sealed {
  readonly sha256: string
  readonly applicationCode: string
  readonly sealedAt: Date
}

/** The packet of the same file that was sealed after this one and was opened. */
async function newerPacketOf(app: App, { sha256, applicationCode, sealedAt }: Sealed) {
  return app.db.packet.findFirst({
    where: { applicationCode, sha256: { not: sha256 }, sealedAt: { gt: sealedAt } },
    orderBy: { sealedAt: 'desc' },
    select: { sha256: true },
  })
}

/** Files that came to nothing do not stand in the way of an older one. */
const cameToNothing = ['RETURNED', 'REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED'] satisfies ApplicationState[]

/** Whether the person has another file whose packet was sealed after this moment. */
export async function hasNewerFile(
  tx: Transaction,
  file: { readonly applicationId: string; readonly residentId: string; readonly sealedAt: Date },
): Promise<boolean> {
  const newer = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Application" a JOIN "Packet" p ON p."sha256" = a."packetSha256"
    WHERE a."residentId" = ${file.residentId}::uuid AND a."id" <> ${file.applicationId}::uuid
      AND p."sealedAt" > ${file.sealedAt} AND a."status" <> ALL (${cameToNothing})
    LIMIT 1`
  return newer.length > 0
}

/**
 * A packet that was sealed before one of the same file that was opened already changes nothing: the file goes back to where
 * the newer one had brought it, for the same reasons.
 */
export async function putAside(
  app: App,
  run: StageRun,
  { movable, manifest }: { readonly movable: Arrived; readonly manifest: PacketManifest },
): Promise<boolean> {
  const sealedAt = sealedAtOf(manifest)
  const { applicationCode } = manifest
  const newer = await newerPacketOf(app, { sha256: movable.packet.key, applicationCode, sealedAt })
  if (!newer) return false
  await app.db.$transaction(async (tx) => {
    await openedPacket(tx, app, { run, movable, sealedAt })
    await moveApplication(tx, app, movable, {
      event: 'returnToDesk',
      actor: run.actor,
      reasons: await lastReturnReasons(tx, movable.id),
      data: { packetSha256: newer.sha256, ...(await lastFaults(tx, movable.id)) },
    })
    await run.finish(tx)
  })
  return true
}

/** What is to be put right, and until when: coming late changes neither. */
async function lastFaults(tx: Transaction, id: string) {
  const { returnedFor } = await tx.application.findUniqueOrThrow({
    where: { id },
    select: { returnedFor: true },
  })
  return returnedFor === null ? {} : { returnedFor }
}

/** Why the file was returned the last time; its own columns were emptied when it came in again. */
async function lastReturnReasons(
  tx: Transaction,
  applicationId: string,
): Promise<readonly ApplicationReason[]> {
  const last = await tx.transition.findFirst({
    where: { record: 'application', recordId: applicationId, toState: 'RETURNED' },
    orderBy: { version: 'desc' },
    select: { reason: true },
  })
  return (last?.reason ?? '').split(' ').filter(isApplicationReason)
}
