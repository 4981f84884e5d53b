import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { appealUntil, grievanceTerm } from '../../../core/grievances/grievance-terms.ts'
import type { GrievanceKind } from '../../../core/grievances/grievance-words.ts'
import type { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand, reachOf } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

const withEntries = { entries: { orderBy: { id: 'asc' } } } as const satisfies Prisma.GrievanceInclude
type Row = Prisma.GrievanceGetPayload<{ include: typeof withEntries }>

export interface GrievanceView extends Pick<
  Row,
  'id' | 'number' | 'kind' | 'subject' | 'unitCode' | 'instance' | 'filedAt' | 'ownerId' | 'answeredById'
> {
  readonly state: string
  readonly dueOn: string
  readonly isOverdue: boolean
  readonly article: string
  readonly applicationCode: string | null
  readonly entries: Row['entries']
  /** The last day of an appeal; null where there is none. */
  readonly appealUntil: string | null
}

const open = ['OPEN', 'ASSIGNED', 'ESCALATED']

async function viewsOf(app: App, rows: readonly Row[]): Promise<readonly GrievanceView[]> {
  const today = calendarDateAt(app.clock())
  const files = await app.db.application.findMany({
    where: { id: { in: rows.flatMap(({ applicationId }) => applicationId ?? []) } },
    select: { id: true, code: true },
  })
  const codes = new Map(files.map(({ id, code }) => [id, code]))
  return rows.map((row) => {
    const { status, applicationId, answeredAt, instance, entries } = row
    const dueOn = calendarDateOf(row.dueOn)
    const begun = entries.findLast(({ kind }) => kind === 'COMPLAINT' || kind === 'APPEAL')
    const on = calendarDateAt((begun?.at ?? row.filedAt).getTime())
    const until = answeredAt && appealUntil(calendarDateAt(answeredAt.getTime()))
    const kind = row.kind as GrievanceKind
    return {
      ...row,
      state: status,
      dueOn,
      isOverdue: open.includes(status) && dueOn < today,
      article: grievanceTerm({ kind, instance: instance === 1 ? 1 : 2, on }).article,
      applicationCode: codes.get(applicationId ?? '') ?? null,
      appealUntil: status === 'ANSWERED' && instance === 1 && until && until >= today ? until : null,
    }
  })
}

/** The tickets that a citizen filed, for whomever, the newest first. */
export async function ownGrievances(app: App, actor: Actor): Promise<readonly GrievanceView[]> {
  demand(actor, 'grievance.file')
  const rows = await app.db.grievance.findMany({
    where: { filedById: actor.id ?? '' },
    include: withEntries,
    orderBy: { id: 'desc' },
    take: 50,
  })
  return viewsOf(app, rows)
}

export interface GrievancePage {
  readonly grievances: readonly GrievanceView[]
  /** Cursor of the next page, null after the last. */
  readonly next: string | null
}

const pageLength = 50

/** What waits for an answer within an officer's units, the most urgent first, or what was answered. */
export async function grievanceWorklist(
  app: App,
  actor: Actor,
  query: { readonly waiting: boolean; readonly after: string | null },
): Promise<GrievancePage> {
  const units = await reachOf(app, actor, 'grievance.read')
  const after = query.after
    ? await app.db.grievance.findUnique({
        where: { id: recordId(query.after, 'grievance') },
        select: { id: true, dueOn: true },
      })
    : null
  if (query.after && !after) throw new NotFound('grievance')
  const behind = after && {
    OR: [{ dueOn: { gt: after.dueOn } }, { dueOn: after.dueOn, id: { gt: after.id } }],
  }
  const rows = await app.db.grievance.findMany({
    where: {
      status: { in: query.waiting ? open : ['ANSWERED', 'CLOSED'] },
      ...(units && { unitCode: { in: [...units] } }),
      ...behind,
    },
    include: withEntries,
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take: pageLength + 1,
  })
  const page = rows.slice(0, pageLength)
  const next = rows.length > pageLength ? (page.at(-1)?.id ?? null) : null
  return { grievances: await viewsOf(app, page), next }
}

/** One ticket for whoever works on it; the look is kept in the audit, because people write about themselves. */
export async function readGrievance(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<GrievanceView> {
  demand(actor, 'grievance.read')
  const row = await app.db.grievance.findUnique({
    where: { id: recordId(input.id, 'grievance') },
    include: withEntries,
  })
  if (!row) throw new NotFound('grievance')
  await authorise(app, actor, 'grievance.read', row.unitCode)
  const subject = { subjectKind: 'grievance', subjectId: row.id }
  await audit(app.db, { actor, at: app.clock(), action: 'grievance.read', ...subject })
  const [view] = await viewsOf(app, [row])
  if (!view) throw new NotFound('grievance')
  return view
}
