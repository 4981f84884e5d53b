import { nextStage, type PipelineStage, type PipelineStep } from '../../core/enrollment/pipeline.ts'
import { TransitionRefused } from '../../core/lifecycle/machine.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from './actor.ts'
import { systemActor } from './actor.ts'
import type { App } from './app.ts'
import { instantAt } from './clock.ts'
import type { Transaction } from './db.ts'
import { enqueue } from './jobs.ts'

/**
 * A step could not be taken for now, through no fault of the file: tried again later, without end and with a flag. Where the
 * stage knows when to look again it says so, and the run is not counted as an attempt: it waited for an answer, nothing went wrong.
 */
export class NotYet extends DomainError<'NOT_YET'> {
  readonly againInMs: number | null
  constructor(cause: string, againInMs: number | null = null) {
    super(
      'NOT_YET',
      { vi: 'Chưa thực hiện được, hệ thống sẽ tự thử lại.', en: 'Not possible yet; it is tried again.' },
      { cause },
    )
    this.againInMs = againInMs
  }
}

/** The stage's work took longer than the stage allows. */
class StageTimedOut extends DomainError<'TIMEOUT'> {
  constructor() {
    super('TIMEOUT', { vi: 'Bước xử lý quá thời gian cho phép.', en: 'The stage took longer than it may.' })
  }
}

/** What a stage's work gets: the file, and `finish`, to be called inside the transaction that changes the file. */
export interface StageRun {
  readonly applicationId: string
  readonly actor: Actor
  readonly signal: AbortSignal
  finish(tx: Transaction): Promise<void>
}

/** One stage of the pipeline: data, and one operation. */
export interface Stage {
  readonly name: PipelineStage
  readonly timeoutMs: number
  readonly maxAttempts: number
  readonly run: (run: StageRun) => Promise<void>
}

/** Delay before the n-th further attempt: 2 s, 4 s … at most 10 minutes. */
export function backoffMs(attempts: number): number {
  return Math.min(600_000, 1000 * 2 ** attempts)
}

const stageKey = (stage: string, applicationId: string) => `${stage}:${applicationId}`

/** Routes a file to a stage inside the caller's transaction: its row, and a job to wake the runner, now or after a while. */
export async function startStage(
  tx: Transaction,
  app: App,
  { dueInMs = 0, ...at }: { stage: string; applicationId: string; dueInMs?: number },
): Promise<void> {
  const runAt = app.clock() + dueInMs
  await tx.$executeRaw`
    INSERT INTO "ApplicationStage" AS s ("applicationId", "stage", "status", "availableAt")
    VALUES (${at.applicationId}::uuid, ${at.stage}, 'PENDING', ${instantAt(runAt)})
    ON CONFLICT ("applicationId", "stage") DO UPDATE SET "status" = 'PENDING', "attempts" = 0,
      "availableAt" = excluded."availableAt", "startedAt" = NULL, "finishedAt" = NULL, "errorCode" = NULL,
      "version" = s."version" + 1`
  const key = stageKey(at.stage, at.applicationId)
  await enqueue(tx, 'run-stage', at, dueInMs > 0 ? { key, runAt } : { key })
}

/** Routes a file onward from a step, by its tags; nothing happens where the road ends. */
export async function startNextStage(
  tx: Transaction,
  app: App,
  from: {
    readonly after: PipelineStep
    readonly applicationId: string
    readonly tags: readonly string[]
    /** What the next stage waits for wakes it; this is how long that may fail to happen. */
    readonly dueInMs?: number
  },
): Promise<void> {
  const { applicationId, dueInMs = 0 } = from
  const stage = nextStage(from.after, from.tags)
  if (stage) await startStage(tx, app, { stage, applicationId, dueInMs })
}

/** Runs one stage for one file, if it is due and nobody holds it. Called by the queue, as often as the queue likes. */
export async function runStage(app: App, stage: Stage, applicationId: string): Promise<void> {
  const at = { stage: stage.name, applicationId }
  const attempts = await begin(app, at)
  if (attempts === null) return
  try {
    await withTimeout(stage, { applicationId, actor: systemActor, finish: (tx) => finishStage(tx, app, at) })
  } catch (error) {
    await retryOrFail(app, stage, { applicationId, attempts, error })
  }
}

async function begin(
  app: App,
  { stage, applicationId }: { stage: string; applicationId: string },
): Promise<number | null> {
  const now = instantAt(app.clock())
  const begun = await app.db.$queryRaw<{ attempts: number }[]>`
    UPDATE "ApplicationStage" s
    SET "status" = 'RUNNING', "version" = s."version" + 1, "attempts" = s."attempts" + 1, "startedAt" = ${now}
    WHERE s."applicationId" = ${applicationId}::uuid AND s."stage" = ${stage} AND s."status" = 'PENDING'
      AND s."availableAt" <= ${now}
      AND NOT EXISTS (SELECT 1 FROM "StageControl" c WHERE c."stage" = ${stage} AND c."paused")
    RETURNING s."attempts"`
  return begun[0]?.attempts ?? null
}

async function finishStage(
  tx: Transaction,
  app: App,
  at: { stage: string; applicationId: string },
): Promise<void> {
  const finished = await tx.applicationStage.updateMany({
    where: { ...at, status: { notIn: ['PAUSED', 'CANCELLED'] } },
    data: { status: 'DONE', version: { increment: 1 }, finishedAt: instantAt(app.clock()), errorCode: null },
  })
  // An administrator stopped it while it ran: the file stays as it was.
  if (finished.count !== 1) throw new TransitionRefused('stage', 'PAUSED', 'succeed')
}

async function withTimeout(stage: Stage, run: Omit<StageRun, 'signal'>): Promise<void> {
  const abort = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    abort.abort()
    late.reject(new StageTimedOut())
  }, stage.timeoutMs)
  try {
    await Promise.race([stage.run({ ...run, signal: abort.signal }), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function retryOrFail(
  app: App,
  stage: Stage,
  failure: { applicationId: string; attempts: number; error: unknown },
): Promise<void> {
  const { applicationId, attempts, error } = failure
  const at = { stage: stage.name, applicationId }
  const waiting = error instanceof NotYet
  const againInMs = waiting ? error.againInMs : null
  const errorCode =
    error instanceof DomainError ? error.code : error instanceof Error ? error.name : 'UNKNOWN'
  const exhausted = !waiting && attempts >= stage.maxAttempts
  const runAt = app.clock() + (againInMs ?? backoffMs(attempts))
  app.log[exhausted ? 'error' : againInMs === null ? 'warn' : 'debug'](
    { stage: stage.name, applicationId, attempts, errorCode },
    'stage did not succeed',
  )
  await app.db.$transaction(async (tx) => {
    await tx.applicationStage.updateMany({
      where: { ...at, status: 'RUNNING' },
      data: {
        status: exhausted ? 'FAILED' : 'PENDING',
        version: { increment: 1 },
        attempts: againInMs === null ? attempts : attempts - 1,
        availableAt: instantAt(runAt),
        errorCode,
      },
    })
    if (!exhausted) await enqueue(tx, 'run-stage', at, { key: stageKey(stage.name, applicationId), runAt })
  })
}

/**
 * Files whose stage was cut off by a crash, or whose job was lost, go on: the row is the truth, the queue only wakes. A file that
 * took its worker down with it at every attempt is FAILED, lest it goes on doing so.
 */
export async function recoverStages(app: App, stages: readonly Stage[]): Promise<number> {
  let recovered = 0
  for (const stage of stages) {
    const now = app.clock()
    const rows = await app.db.$queryRaw<{ applicationId: string; status: string }[]>`
      UPDATE "ApplicationStage" SET "version" = "version" + 1,
        "status" = CASE WHEN "status" = 'RUNNING' AND "attempts" >= ${stage.maxAttempts} THEN 'FAILED' ELSE 'PENDING' END,
        "errorCode" = CASE "status" WHEN 'RUNNING' THEN 'CUT_OFF' ELSE "errorCode" END,
        -- What waits keeps its age: back-pressure is measured by it.
        "availableAt" = CASE "status" WHEN 'RUNNING' THEN ${instantAt(now)} ELSE "availableAt" END
      WHERE "stage" = ${stage.name} AND (
        ("status" = 'RUNNING' AND "startedAt" < ${instantAt(now - 2 * stage.timeoutMs)})
        OR ("status" = 'PENDING' AND "availableAt" < ${instantAt(now - 30_000)}))
      RETURNING "applicationId", "status"`
    for (const { applicationId, status } of rows) {
      if (status === 'FAILED') {
        app.log.error({ stage: stage.name, applicationId }, 'stage was cut off at every attempt')
        continue
      }
      const at = { stage: stage.name, applicationId }
      await enqueue(app.db, 'run-stage', at, { key: stageKey(stage.name, applicationId) })
    }
    recovered += rows.length
  }
  return recovered
}

/**
 * How long the file that waits longest at any of these stages could have been begun, in seconds: intake slows down before a
 * queue grows without bound, wherever it is.
 */
export async function queueAgeSeconds(app: App, stages: readonly PipelineStage[]): Promise<number> {
  const [oldest] = await app.db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(first."availableAt") AS "at"
    FROM unnest(${stages}::text[]) AS at("stage"),
      LATERAL (SELECT "availableAt" FROM "ApplicationStage" s WHERE s."stage" = at."stage" AND s."status" = 'PENDING'
        ORDER BY "availableAt" LIMIT 1) AS first`
  return oldest?.at ? Math.max(0, (app.clock() - oldest.at.getTime()) / 1000) : 0
}
