import { pipelineStages } from '../../core/enrollment/pipeline.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import { audit } from './audit.ts'
import { instantAt } from './clock.ts'
import { NotFound } from './errors.ts'
import { enqueue } from './jobs.ts'

/** Holds or releases a stage for everybody; files wait in their rows. */
export async function holdStage(
  app: App,
  actor: Actor,
  hold: { readonly stage: string; readonly paused: boolean; readonly reason: string },
): Promise<void> {
  if (!pipelineStages.some((stage) => stage === hold.stage)) throw new NotFound('stage')
  const at = app.clock()
  const row = { paused: hold.paused, reason: hold.reason, actorId: actor.id ?? '', since: instantAt(at) }
  await app.db.$transaction(async (tx) => {
    await tx.stageControl.upsert({
      where: { stage: hold.stage },
      create: { stage: hold.stage, ...row },
      update: row,
    })
    if (!hold.paused) await enqueue(tx, 'recover-stages', {}, { key: 'recover-stages' })
    const action = hold.paused ? 'stage.hold' : 'stage.release'
    await audit(tx, {
      actor,
      at,
      action,
      subjectKind: 'stage',
      subjectId: hold.stage,
      details: { reason: hold.reason },
    })
  })
}
