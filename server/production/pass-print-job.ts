import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import { movableApplication, moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'

/** Quality control passes a stacked card: the job is PASSED and its file PRODUCED, in one transaction. */
export async function passPrintJob(app: App, actor: Actor, input: { readonly id: string }) {
  demand(actor, 'print-job.check')
  return app.db.$transaction(async (tx) => {
    const job = await tx.printJob.findUnique({
      where: { id: recordId(input.id, 'print job') },
      include: { application: { select: { ...movableApplication, flags: true } } },
    })
    if (!job) throw new NotFound('print job')
    const passed = await move(
      tx,
      printJobLifecycle,
      { ...job, key: job.id },
      { event: 'pass', actor, at: app.clock() },
    )
    const flags = job.application.flags.filter((flag) => flag !== 'REMAKING')
    await moveApplication(tx, app, job.application, { event: 'make', actor, data: { flags } })
    return passed
  })
}
