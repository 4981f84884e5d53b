import type { TaskList } from 'graphile-worker'
import { screenApplication } from '../adjudication/screen-application.ts'
import { admitApplication } from '../enrollment/admit-application.ts'
import type { ServerApp } from '../graphql/context.ts'
import { endFilesByLaw } from '../issuance/end-files-by-law.ts'
import type { Jobs } from '../kernel/jobs.ts'
import { recoverStages, runStage, type Stage } from '../kernel/stages.ts'
import { issuerCertificates, recipientKeys, revokedAmong } from '../pki/issuing.ts'
import { forgetAssertions } from '../pki/sign-in-machine.ts'
import { planPrintJob } from '../production/plan-print-job.ts'
import { recoverPrintJobs } from '../production/recover-print-jobs.ts'

/** The pipeline: each stage is data and one operation. Routes between them are written by the operations themselves. */
export async function stagesOf(app: ServerApp): Promise<readonly Stage[]> {
  const packetTrust = {
    recipientKeys: recipientKeys(app),
    issuers: await issuerCertificates(app),
    revokedAmong: (serials: readonly string[]) => revokedAmong(app, serials),
  }
  const admission = { ...app, packetTrust }
  return [
    {
      name: 'admit-application',
      timeoutMs: 60_000,
      maxAttempts: 8,
      run: (run) => admitApplication(admission, run),
    },
    {
      name: 'screen-application',
      timeoutMs: 30_000,
      maxAttempts: 8,
      run: (run) => screenApplication(app, run),
    },
    { name: 'plan-print-job', timeoutMs: 30_000, maxAttempts: 8, run: (run) => planPrintJob(app, run) },
  ]
}

/** What the queue may wake, by name. */
export async function tasksOf(app: ServerApp): Promise<TaskList> {
  const stages = await stagesOf(app)
  return {
    'run-stage': async (payload) => {
      const { stage: name, applicationId } = payload as Jobs['run-stage']
      const stage = stages.find((known) => known.name === name)
      if (!stage) throw new Error(`no stage ${name}`)
      await runStage(app, stage, applicationId)
    },
    'recover-stages': async () => void (await recoverStages(app, stages)),
    'recover-print-jobs': async () => void (await recoverPrintJobs(app)),
    'forget-assertions': () => forgetAssertions(app),
    'end-files-by-law': (payload) => endFilesByLaw(app, payload as Jobs['end-files-by-law']),
  } satisfies Record<keyof Jobs, TaskList[string]>
}
