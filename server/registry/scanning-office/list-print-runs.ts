import type { PrintRun } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'

/** What became of the forms of one print run. */
export interface PrintRunCounts {
  readonly printed: number
  /** Given to citizens: marked so, or filled in without having been marked. */
  readonly handedOut: number
  /** Collected from citizens, or further. */
  readonly returned: number
  /** With citizens. */
  readonly outstanding: number
  readonly void: number
}

export interface PrintRunPage {
  readonly runs: readonly { readonly run: PrintRun; readonly counts: PrintRunCounts }[]
  /** Where the next page begins; null on the last. */
  readonly next: string | null
}

const pageSize = 20
const none: PrintRunCounts = { printed: 0, handedOut: 0, returned: 0, outstanding: 0, void: 0 }

/** Print runs within the officer's units, the latest first, with what was handed out, returned and is outstanding. */
export async function listPrintRuns(
  app: App,
  actor: Actor,
  { after }: { readonly after: string | null },
): Promise<PrintRunPage> {
  const units = await reachOf(app, actor, 'form.read')
  const runs = await app.db.printRun.findMany({
    where: {
      ...(units && { unitCode: { in: [...units] } }),
      ...(after !== null && { id: { lt: recordId(after, 'print run') } }),
    },
    orderBy: { id: 'desc' },
    take: pageSize + 1,
  })
  const page = runs.slice(0, pageSize)
  const counts = await countsOf(
    app,
    page.map(({ id }) => id),
  )
  return {
    runs: page.map((run) => ({ run, counts: counts.get(run.id) ?? none })),
    next: runs.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  }
}

/** Counted from the forms themselves, for a page of print runs at once. */
async function countsOf(app: App, ids: readonly string[]): Promise<ReadonlyMap<string, PrintRunCounts>> {
  const rows = await app.db.$queryRaw<(PrintRunCounts & { readonly id: string })[]>`
    SELECT "printRunId" AS id, count(*)::int AS printed,
           count(*) FILTER (WHERE spoiled)::int AS void,
           count(*) FILTER (WHERE given AND NOT spoiled)::int AS "handedOut",
           count(*) FILTER (WHERE back)::int AS returned,
           count(*) FILTER (WHERE given AND NOT spoiled AND NOT back)::int AS outstanding
    FROM (
      SELECT "printRunId", "status" = 'VOID' AS spoiled,
             "handedOutAt" IS NOT NULL OR "status" <> 'ISSUED' AS given,
             "status" IN ('COLLECTED', 'SENT', 'RECEIVED', 'SCANNED', 'ENTERED', 'TRANSMITTED', 'LOADED') AS back
      FROM "Form" WHERE "printRunId" = ANY(${[...ids]}::uuid[])) AS forms
    GROUP BY 1`
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
