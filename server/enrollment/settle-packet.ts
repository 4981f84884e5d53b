import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { packetLifecycle } from '../../core/lifecycle/packet.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import type { StageRun } from '../kernel/stages.ts'
import { move } from '../kernel/transition.ts'

/** A file and its packet as a run of admission found them. */
export type Arrived = {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly stepDates: unknown
  readonly receivedAt: Date
  /** Working days that it lay returned. */
  readonly stoppedDays: number
  readonly packet: { readonly key: string; readonly status: string; readonly version: number }
}

/** When the desk sealed the packet. */
export const sealedAtOf = ({ sealedAt }: PacketManifest): Date => instantAt(Date.parse(sealedAt))

export async function openedPacket(
  tx: Transaction,
  app: App,
  at: { run: StageRun; movable: Arrived; sealedAt: Date },
): Promise<void> {
  if (at.movable.packet.status !== 'STORED') return
  const now = app.clock()
  await move(tx, packetLifecycle, at.movable.packet, {
    event: 'open',
    actor: at.run.actor,
    at: now,
    data: { openedAt: instantAt(now), sealedAt: at.sealedAt },
  })
}

export async function refusedPacket(
  tx: Transaction,
  app: App,
  { run, movable, code }: { readonly run: StageRun; readonly movable: Arrived; readonly code: string },
): Promise<void> {
  if (movable.packet.status !== 'STORED') return
  const refusal = { actor: run.actor, at: app.clock(), reason: code, data: { refusalCode: code } }
  await move(tx, packetLifecycle, movable.packet, { event: 'refuse', ...refusal })
}
