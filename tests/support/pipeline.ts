/** What the worker does, step by step and without waiting. */
import { receivePacket } from '../../server/enrollment/receive-packet.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { stagesOf } from '../../server/jobs/tasks.ts'
import { runStage } from '../../server/kernel/stages.ts'
import { answerSearches } from './abis.ts'
import type { Desk } from './desk.ts'
import { type Applying, type Packet, type PacketChanges, sealedPacket } from './packets.ts'

/** Runs every stage that is due, and what it leads to, until nothing more happens. */
export async function runPipeline(app: ServerApp): Promise<void> {
  const stages = stagesOf(app)
  for (let before = ''; ;) {
    const due = await app.db.applicationStage.findMany({
      where: { status: 'PENDING', availableAt: { lte: new Date(app.clock()) } },
      orderBy: [{ applicationId: 'asc' }, { stage: 'asc' }],
    })
    const state = JSON.stringify(
      due.map(({ applicationId, stage, attempts }) => [applicationId, stage, attempts]),
    )
    // Nothing is due, or what is due is held; but an answer to a search may make more due.
    if ((due.length === 0 || state === before) && (await answerSearches(app)) === 0) return
    before = state
    for (const { stage: name, applicationId } of due) {
      const stage = stages.find((known) => known.name === name)
      if (!stage) throw new RangeError(`no stage ${name}`)
      await runStage(app, stage, applicationId)
    }
  }
}

/** The file as it stands. */
export function fileOf(app: ServerApp, code: string) {
  return app.db.application.findUniqueOrThrow({ where: { code } })
}

/** Sends a packet from its desk and lets the pipeline work; answers the file as it stands then. */
export async function send(desk: Desk, { code, bytes }: Pick<Packet, 'code' | 'bytes'>) {
  await receivePacket(desk.app, desk.kiosk.actor, { applicationCode: code, bytes })
  await runPipeline(desk.app)
  return fileOf(desk.app, code)
}

/** Captures, sends and screens a file. */
export async function apply(desk: Desk, applying: Applying, changes: PacketChanges = {}) {
  return send(desk, await sealedPacket(desk, applying, changes))
}
