import { pipelineStages } from '../../core/enrollment/pipeline.ts'
import type { Transaction } from './db.ts'

/** Every job and its payload: identifiers only, never a person's data. */
export interface Jobs {
  'run-stage': { readonly stage: string; readonly applicationId: string }
  'recover-stages': Record<string, never>
  'recover-print-jobs': Record<string, never>
  'fold-floor-tally': Record<string, never>
  'recount-floor': Record<string, never>
  'publish-forecast': Record<string, never>
  'keep-promises': Record<string, never>
  'tell-citizens': Record<string, never>
  'remind-citizens': Record<string, never>
  'watch-stations': Record<string, never>
  'forget-assertions': Record<string, never>
  'forget-abis-answers': Record<string, never>
  'load-unit-forms': { readonly loadId: string }
  'remind-inquiries': Record<string, never>
  'fold-form-tally': Record<string, never>
  'snapshot-progress': Record<string, never>
  'alert-overdue': Record<string, never>
  'carry-units': { readonly reorganisationId: string }
  'end-files-by-law': { readonly residentId: string }
  'run-import': { readonly importId: string; readonly work: 'survey' | 'dryRun' | 'load' }
  'read-form-page': { readonly scanId: string }
  'recover-form-scans': Record<string, never>
  'report-form-arrears': Record<string, never>
  'forget-uploads': Record<string, never>
  'flag-overdue-cases': Record<string, never>
  'end-search': { readonly applicationId: string }
  'watch-quality': Record<string, never>
  'miss-appointments': Record<string, never>
  'lapse-returned': Record<string, never>
  'keep-card-pki': Record<string, never>
  'carry-out-recalls': Record<string, never>
  'expire-cards': Record<string, never>
  'give-up-uncollected': Record<string, never>
  'pass-on-eid': Record<string, never>
  'submit-claims': { readonly changeId: string }
  'send-sign-in-code': { readonly challengeId: string }
  'forget-sign-ins': Record<string, never>
  'lapse-pre-registrations': Record<string, never>
  'escalate-grievances': Record<string, never>
}
export type JobName = keyof Jobs

/**
 * Puts a job on the queue inside the caller's transaction: it exists exactly when the change does.
 * `key` merges a job with one of the same key that has not begun; `runAt` (milliseconds) delays it.
 */
export async function enqueue<Name extends JobName>(
  tx: Transaction,
  name: Name,
  payload: Jobs[Name],
  options: { readonly key?: string; readonly runAt?: number } = {},
): Promise<void> {
  const runAt = options.runAt === undefined ? null : options.runAt / 1000
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${name}::text, ${JSON.stringify(payload)}::json, run_at := to_timestamp(${runAt}::double precision),
      job_key := ${options.key ?? null}::text, max_attempts := 25, priority := ${priorityOf(payload)}::int
    )`
}

/**
 * Files that have come far go before those that have just come in: each is done sooner, and what follows the pipeline, people and
 * stations, need not wait for a whole morning's intake. Jobs that are no stage come first of all.
 */
function priorityOf(payload: Jobs[JobName]): number {
  if (!('stage' in payload)) return 0
  const place = pipelineStages.findIndex((stage) => stage === payload.stage)
  return place === -1 ? 0 : pipelineStages.length - place
}
