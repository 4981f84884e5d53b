import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import { applicationLifecycle } from '../../core/lifecycle/application.ts'
import { nextState } from '../../core/lifecycle/machine.ts'
import { type MovableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import type { Transaction } from '../kernel/db.ts'
import { startStage } from '../kernel/stages.ts'
import { remakePriority } from '../production/spoil-print-job.ts'

const remaking: ApplicationFlag = 'REMAKING'

interface RemadeFile extends MovableApplication {
  readonly flags: readonly string[]
  readonly priority: number
}

interface Remake {
  readonly file: RemadeFile
  readonly actor: Actor
  /** Columns that change with it. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** A file whose card is no more goes back to where its card is planned; one that ended meanwhile needs none. */
export async function planAgain(tx: Transaction, app: App, { file, actor, data }: Remake): Promise<void> {
  if (nextState(applicationLifecycle, file.status, 'remake') === undefined) return
  const flags = [...new Set([...file.flags, remaking])]
  const priority = Math.max(file.priority, remakePriority)
  await moveApplication(tx, app, file, { event: 'remake', actor, data: { ...data, flags, priority } })
  await startStage(tx, app, { stage: 'plan-print-job', applicationId: file.id })
}
