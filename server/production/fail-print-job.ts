import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { spoilJob } from './spoil-print-job.ts'

export const failClasses = ['PRINT', 'DATA', 'DAMAGE', 'CHIP'] as const
export type FailClass = (typeof failClasses)[number]

/** Quality control refuses a stacked card: spoiled, its card revoked, a remake planned first. */
export async function failPrintJob(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly failClass: FailClass },
) {
  demand(actor, 'print-job.check')
  return app.db.$transaction(async (tx) => {
    const job = await tx.printJob.findUnique({ where: { id: recordId(input.id, 'print job') } })
    if (!job) throw new NotFound('print job')
    return spoilJob(tx, app, { job: { ...job, key: job.id }, actor, event: 'fail', reason: input.failClass })
  })
}
