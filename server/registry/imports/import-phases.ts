import type { ImportJob } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { readCounts } from './import-counts.ts'

/** How far a locality's phase has come, of all its imports. */
export interface ImportPhase {
  readonly unitCode: string
  readonly phase: string
  readonly imports: number
  readonly rows: number
  /** Rows whose people are in the register. */
  readonly loaded: number
  /** Of those: complete, and without anything that contradicts. */
  readonly correct: number
}

/** The phases of the localities within the officer's reach, by unit and name. */
export async function importPhases(app: App, actor: Actor): Promise<readonly ImportPhase[]> {
  const units = await reachOf(app, actor, 'import.read')
  const jobs = await app.db.importJob.findMany({
    where: {
      status: { in: ['LOADING', 'INTERRUPTED', 'LOADED'] },
      ...(units && { unitCode: { in: [...units] } }),
    },
    select: { unitCode: true, phase: true, counts: true },
    orderBy: [{ unitCode: 'asc' }, { phase: 'asc' }],
    take: 5000,
  })
  const phases = Map.groupBy(jobs, ({ unitCode, phase }) => `${unitCode}\n${phase ?? ''}`)
  return [...phases.values()].map(sumOf)
}

function sumOf(jobs: readonly Pick<ImportJob, 'unitCode' | 'phase' | 'counts'>[]): ImportPhase {
  const counts = jobs.map((job) => readCounts(job.counts))
  const total = (of: (one: (typeof counts)[number]) => number) =>
    counts.reduce((sum, one) => sum + of(one), 0)
  return {
    unitCode: jobs[0]?.unitCode ?? '',
    phase: jobs[0]?.phase ?? '',
    imports: jobs.length,
    rows: total(({ rows }) => rows),
    loaded: total((one) => one.new + one.matched + one.unchanged + one.updated),
    correct: total(({ correct }) => correct),
  }
}
