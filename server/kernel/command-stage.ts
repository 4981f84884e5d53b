import { DomainError } from '../../core/errors.ts'
import { nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { stageLifecycle } from '../../core/lifecycle/stage.ts'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import { audit } from './audit.ts'
import type { Transaction } from './db.ts'
import { NotFound } from './errors.ts'
import { recordId } from './record-id.ts'
import { startStage } from './stages.ts'

/** A file was begun anew so often that more of it looks like a loop. */
class RestartsUsedUp extends DomainError<'RESTARTS_USED_UP'> {
  constructor(restarts: number) {
    super(
      'RESTARTS_USED_UP',
      {
        vi: `Hồ sơ đã được chạy lại ${restarts} lần. Hãy xem nguyên nhân; nếu vẫn chạy lại, phải xác nhận và ghi lý do.`,
        en: `The file was begun anew ${restarts} times. Look for the cause; to go on all the same, confirm it and say why.`,
      },
      { restarts },
    )
  }
}

/** Counts one more restart. Throws RestartsUsedUp where the file had all that it may without a word more. */
async function countRestart(
  tx: Transaction,
  app: App,
  { stage, applicationId, anyway }: { stage: string; applicationId: string; anyway: boolean },
): Promise<void> {
  const { _sum } = await tx.applicationStage.aggregate({
    where: { applicationId },
    _sum: { restarts: true },
  })
  const restarts = _sum.restarts ?? 0
  if (restarts >= app.env.stageRestarts && !anyway) throw new RestartsUsedUp(restarts)
  await tx.applicationStage.update({
    where: { applicationId_stage: { applicationId, stage } },
    data: { restarts: { increment: 1 } },
  })
}

type StageCommand = 'pause' | 'resume' | 'restart' | 'cancel'

/** An administrator's hand on one file's stage: pause, resume, restart from here, or take it out of the pipeline. */
export async function commandStage(
  app: App,
  actor: Actor,
  command: {
    readonly stage: string
    readonly applicationId: string
    readonly event: StageCommand
    readonly reason: string
    /** Restarts the file though it had all its restarts. */
    readonly anyway?: boolean
  },
): Promise<void> {
  const at = { stage: command.stage, applicationId: recordId(command.applicationId, 'application') }
  await app.db.$transaction(async (tx) => {
    const row = await tx.applicationStage.findUnique({ where: { applicationId_stage: at } })
    if (!row) throw new NotFound('stage')
    const to = nextState(stageLifecycle, row.status, command.event)
    if (!to) throw new TransitionRefused('stage', row.status, command.event)
    const anyway = command.anyway ?? false
    if (command.event === 'restart') await countRestart(tx, app, { ...at, anyway })
    if (to === 'PENDING') await startStage(tx, app, at)
    else
      await tx.applicationStage.update({
        where: { applicationId_stage: at },
        data: { status: to, version: { increment: 1 } },
      })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: `stage.${command.event}`,
      subjectKind: 'application',
      subjectId: command.applicationId,
      details: { stage: command.stage, reason: command.reason, ...(anyway && { anyway }) },
    })
  })
}
