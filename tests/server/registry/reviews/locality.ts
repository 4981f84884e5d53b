/** Localities with collected forms, and reviews of them brought to a step. */
import { randomUUID } from 'node:crypto'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { composeFormSerial } from '../../../../core/forms/serial.ts'
import type { ReviewDesign } from '../../../../core/review/design.ts'
import type { Finding } from '../../../../core/review/findings.ts'
import type { App } from '../../../../server/kernel/app.ts'
import { planReview } from '../../../../server/registry/reviews/plan-review.ts'
import { recordFindings } from '../../../../server/registry/reviews/record-findings.ts'
import { startReview } from '../../../../server/registry/reviews/start-review.ts'
import { submitRound } from '../../../../server/registry/reviews/submit-round.ts'
import { hireOfficer, officerOf, type Officer } from '../../../support/officers.ts'

/** Two communes of Hà Nội, and one of another province. */
export const communes = { large: '00002', small: '00009', elsewhere: '00689' } as const

let sequence = 0

export interface Stack {
  readonly unitCode: string
  readonly count: number
  readonly collectorId?: string
  readonly status?: string
  readonly kind?: 'DC01' | 'DC02'
}

/** Puts collected forms into a commune; answers their serials. */
export async function collectedForms(app: App, stack: Stack): Promise<readonly string[]> {
  const { unitCode, count, collectorId = randomUUID(), status = 'COLLECTED', kind = 'DC01' } = stack
  const serials = Array.from({ length: count }, () =>
    composeFormSerial({ kind, year: 2026, province: '01', sequence: ++sequence }),
  )
  await app.db.printRun.create({
    data: {
      kind,
      unitCode,
      firstSerial: serials[0] ?? '',
      lastSerial: serials.at(-1) ?? '',
      count,
      orderedById: randomUUID(),
      orderedAt: new Date(app.clock()),
      forms: {
        createMany: {
          data: serials.map((serial) => ({
            serial,
            kind,
            definition: kind === 'DC01' ? 'DC01/2025' : 'DC02/2021',
            unitCode,
            status,
            collectorId,
          })),
        },
      },
    },
  })
  return serials
}

export const manager = officerOf('CAMPAIGN_MANAGER')
export const approver = officerOf('APPROVER')

export interface Team {
  readonly checkers: readonly [Officer, Officer]
  readonly recheckers: readonly [Officer, Officer]
}

/** Two officers for each round, with accounts. */
export async function hireTeam(app: App, unitCode = '01'): Promise<Team> {
  const hire = async () => (await hireOfficer(app, 'REVIEWER', unitCode)).actor
  return { checkers: [await hire(), await hire()], recheckers: [await hire(), await hire()] }
}

export const design: ReviewDesign = {
  confidence: 0.95,
  margin: 0.1,
  expectedErrors: 0.1,
  threshold: 0.9,
  recheckShare: 0.2,
  byCollector: false,
}

export const schedule = { from: parseCalendarDate('2026-03-02'), to: parseCalendarDate('2026-03-06') }

export const wishFor = (unitCode: string, team: Team, changes: Partial<ReviewDesign> = {}) => ({
  unitCode,
  formKind: 'DC01' as const,
  design: { ...design, ...changes },
  team: {
    name: 'Đoàn số 1',
    round1: team.checkers.map(({ id }) => id),
    round2: team.recheckers.map(({ id }) => id),
  },
  schedule,
})

/** A review whose sample is drawn. */
export async function startedReview(
  app: App,
  unitCode: string,
  team: Team,
  changes: Partial<ReviewDesign> = {},
): Promise<string> {
  const id = await planReview(app, manager, wishFor(unitCode, team, changes))
  await startReview(app, manager, { id })
  return id
}

/** The sample of the current attempt in visiting order. */
export async function sampleOf(app: App, planId: string) {
  const { attempt } = await app.db.reviewPlan.findUniqueOrThrow({ where: { id: planId } })
  return app.db.reviewSample.findMany({ where: { planId, attempt }, orderBy: { place: 'asc' } })
}

export const wrongName: Finding = { field: 'name', kind: 'WRONG', found: null }

/** Answers the whole first round, the first `faulty` forms with an error, and hands it in. */
export async function checkedReview(app: App, id: string, team: Team, faulty = 0): Promise<void> {
  const [checker] = team.checkers
  for (const [i, { id: sampleId }] of (await sampleOf(app, id)).entries()) {
    await recordFindings(app, checker, { sampleId, findings: i < faulty ? [wrongName] : [] })
  }
  await submitRound(app, checker, { id })
}

/** The second team says the same as the first, except for the first `differing` forms. */
export async function recheckedReview(app: App, id: string, team: Team, differing = 0): Promise<void> {
  const [rechecker] = team.recheckers
  const drawn = (await sampleOf(app, id)).filter(({ recheck }) => recheck)
  for (const [i, { id: sampleId }] of drawn.entries()) {
    const first = await app.db.reviewFinding.count({ where: { sampleId, round: 1 } })
    const faulty = i < differing ? first === 0 : first > 0
    await recordFindings(app, rechecker, { sampleId, findings: faulty ? [wrongName] : [] })
  }
  await submitRound(app, rechecker, { id })
}
