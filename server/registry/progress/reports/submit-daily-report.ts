import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { formKinds } from '../../../../core/forms/definition.ts'
import { type ObstacleKind, obstacleKinds } from '../../../../core/progress/obstacles.ts'
import { allCounts, noTotals } from '../../../../core/progress/roll-up.ts'
import type { UnitPlaces } from '../../../../core/progress/unit-places.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { requireCampaign } from '../form-progress.ts'
import { placesOn } from '../places.ts'
import { readTotals } from '../read-totals.ts'

export class IllegalReport extends DomainError<'ILLEGAL_REPORT'> {
  constructor() {
    super('ILLEGAL_REPORT', {
      vi: 'Số lượt tuyên truyền phải là số không âm; mỗi khó khăn, vướng mắc cần có nội dung và đơn vị giải quyết đang hoạt động.',
      en: 'Outreach counts are whole numbers from 0; each obstacle needs words and a unit of today that is to answer.',
    })
  }
}

export interface NewObstacle {
  readonly kind: ObstacleKind
  readonly text: string
  readonly ownerUnitCode: string
}

export interface DailyReportForm {
  readonly campaignId: string
  readonly unitCode: string
  readonly broadcasts: number
  readonly meetings: number
  readonly peopleReached: number
  readonly obstacles: readonly NewObstacle[]
}

const mostCounted = 100_000_000
const mostObstacles = 50
const longestText = 2000

/**
 * Today's report of a unit. The figures are those of the tally at this moment. Submitted again on the same day it takes the
 * place of the first; obstacles that were answered meanwhile stay. What was reported before is in the audit. Answers its id.
 */
export async function submitDailyReport(app: App, actor: Actor, form: DailyReportForm): Promise<string> {
  const { campaignId, unitCode } = form
  await authorise(app, actor, 'report.submit', unitCode)
  await requireCampaign(app, campaignId)
  const places = await placesOn(app)
  const { outreach, obstacles } = readReport(form, places)
  const at = app.clock()
  const on = dateOf(calendarDateAt(at))
  const figures = await figuresOf(app, { campaignId, unitCode })
  const report = { ...outreach, figures, submittedById: actor.id ?? '', submittedAt: instantAt(at) }
  return app.db.$transaction(async (tx) => {
    const { id } = await tx.dailyReport.upsert({
      where: { campaignId_unitCode_on: { campaignId, unitCode, on } },
      create: { campaignId, unitCode, on, ...report },
      update: report,
    })
    await replaceObstacles(tx, { reportId: id, campaignId, unitCode, obstacles })
    await audit(tx, {
      actor,
      at,
      action: 'report.submit',
      subjectKind: 'daily report',
      subjectId: id,
      details: { unitCode, ...outreach, obstacles: obstacles.length },
    })
    return id
  })
}

/** What was typed, if it may be reported. Throws {@link IllegalReport}. */
function readReport(form: DailyReportForm, places: UnitPlaces) {
  const { broadcasts, meetings, peopleReached } = form
  const outreach = { broadcasts, meetings, peopleReached }
  const obstacles = form.obstacles.map((one) => ({ ...one, text: one.text.trim() }))
  const isCount = (n: number) => Number.isInteger(n) && n >= 0 && n <= mostCounted
  const isWritten = (text: string) => text !== '' && text.length <= longestText && !text.includes('\0')
  const isSound = ({ kind, text, ownerUnitCode }: NewObstacle) =>
    obstacleKinds.includes(kind) && isWritten(text) && places.units.has(ownerUnitCode)
  const sound = Object.values(outreach).every(isCount) && obstacles.every(isSound)
  if (!sound || obstacles.length > mostObstacles || !places.units.has(form.unitCode))
    throw new IllegalReport()
  return { outreach, obstacles }
}

/** Roll-up of the unit by form kind. */
async function figuresOf(app: App, of: { readonly campaignId: string; readonly unitCode: string }) {
  const places = await placesOn(app)
  const figures = formKinds.map(async (kind) => {
    const question = { root: of.unitCode, places, kind, campaignId: of.campaignId }
    const unit = (await readTotals(app, question)).get(of.unitCode) ?? noTotals
    return [kind, { ...allCounts(unit), target: unit.target }] as const
  })
  return Object.fromEntries(await Promise.all(figures))
}

/** What is open already, of today or an earlier day, is not written down again: its age goes on, and an answer finds it. */
async function replaceObstacles(
  tx: Transaction,
  report: {
    readonly reportId: string
    readonly campaignId: string
    readonly unitCode: string
    readonly obstacles: readonly NewObstacle[]
  },
): Promise<void> {
  const { reportId, campaignId, unitCode, obstacles } = report
  const known = await tx.obstacle.findMany({
    where: { OR: [{ reportId }, { unitCode, answeredAt: null, report: { campaignId } }] },
  })
  const told = new Map(obstacles.map((one) => [wordsOf(one), one]))
  const gone = known.filter((one) => one.reportId === reportId && !told.has(wordsOf(one)))
  await tx.obstacle.deleteMany({ where: { id: { in: gone.map(({ id }) => id) }, answeredAt: null } })
  for (const one of known) told.delete(wordsOf(one))
  await tx.obstacle.createMany({ data: [...told.values()].map((one) => ({ reportId, unitCode, ...one })) })
}

const wordsOf = (one: { readonly kind: string; readonly ownerUnitCode: string; readonly text: string }) =>
  [one.kind, one.ownerUnitCode, one.text].join('\n')
