import { z } from 'zod'
import { mayAccept, verdictNames, verdictOf } from '../../../core/review/acceptance.ts'
import { agreementOf, type DoubleChecks } from '../../../core/review/agreement.ts'
import { estimateQuality, wilsonInterval } from '../../../core/review/quality-estimate.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { LoadedReview } from './load-review.ts'

/** Errors of a unit's or a collector's sampled forms; the interval says how little a few forms tell. */
const groupSchema = z.object({
  key: z.string().nullable(),
  checked: z.int(),
  faulty: z.int(),
  missing: z.int(),
  wrong: z.int(),
  /** Share of checked forms with an error. */
  rate: z.number(),
  low: z.number(),
  high: z.number(),
})
export type ErrorGroup = z.infer<typeof groupSchema>

const stratumSchema = z.object({
  code: z.string(),
  unitCode: z.string(),
  collectorId: z.string().nullable(),
  population: z.int(),
  sampleSize: z.int(),
  checked: z.int(),
  clean: z.int(),
})

/** What the sample says: live while a review runs, and as stored with a decision. */
export const reviewResultSchema = z.object({
  drawn: z.int(),
  checked: z.int(),
  clean: z.int(),
  toRecheck: z.int(),
  rechecked: z.int(),
  /** Null before the first check. */
  quality: z
    .object({
      rate: z.number(),
      low: z.number(),
      high: z.number(),
      effectiveSize: z.number().nullable(),
      verdict: z.enum(verdictNames),
    })
    .nullable(),
  /** Whether the whole sample is checked and lets the locality pass. */
  mayAccept: z.boolean(),
  agreement: z
    .object({ compared: z.int(), agreed: z.int(), rate: z.number(), kappa: z.number().nullable() })
    .nullable(),
  strata: z.array(stratumSchema),
  fields: z.array(z.object({ field: z.string(), missing: z.int(), wrong: z.int(), rate: z.number() })),
  collectors: z.array(groupSchema),
  units: z.array(groupSchema),
})
export type ReviewResult = z.infer<typeof reviewResultSchema>

type Plan = Pick<LoadedReview, 'id' | 'attempt' | 'confidence' | 'threshold'>

/** Checked forms of the attempt; where a form was checked twice, the second check counts. */
export const judgedSamples = ({ id, attempt }: Pick<LoadedReview, 'id' | 'attempt'>) => Prisma.sql`
  SELECT s.*, r.round, EXISTS (
    SELECT 1 FROM "ReviewFinding" f WHERE f."sampleId" = s."id" AND f."round" = r.round
  ) AS faulty
  FROM "ReviewSample" s
  CROSS JOIN LATERAL (SELECT CASE WHEN s."recheckedAt" IS NULL THEN 1 ELSE 2 END AS round) r
  WHERE s."planId" = ${id}::uuid AND s."attempt" = ${attempt}::int AND s."checkedAt" IS NOT NULL`

/** Rate with interval, verdict, agreement of the two checks, and errors by field, collector and unit. */
export async function resultOf(tx: Transaction, plan: Plan): Promise<ReviewResult> {
  const strata = await strataOf(tx, plan)
  const rechecks = await recheckCounts(tx, plan)
  const sum = (of: 'sampleSize' | 'checked' | 'clean') => strata.reduce((all, one) => all + one[of], 0)
  const drawn = sum('sampleSize')
  const checked = sum('checked')
  const estimate = estimateQuality(strata, plan.confidence)
  const quality = estimate && { ...estimate, verdict: verdictOf(estimate, plan.threshold) }
  const agreement = agreementOf(rechecks)
  return {
    drawn,
    checked,
    clean: sum('clean'),
    toRecheck: rechecks.toRecheck,
    rechecked: rechecks.rechecked,
    quality,
    mayAccept: quality !== null && checked === drawn && mayAccept(quality.verdict, agreement),
    agreement,
    strata,
    fields: await errorsByField(tx, plan, checked),
    collectors: await errorsBy(tx, plan, 'collectorId'),
    units: await errorsBy(tx, plan, 'unitCode'),
  }
}

/** Counted before the strata are joined: a fresh sample has no statistics, and a join by guess would visit it once per stratum. */
function strataOf(tx: Transaction, plan: Plan): Promise<ReviewResult['strata']> {
  return tx.$queryRaw`
    WITH counted AS MATERIALIZED (
      SELECT j."stratum" AS code, count(*)::int AS checked, (count(*) FILTER (WHERE NOT j.faulty))::int AS clean
      FROM (${judgedSamples(plan)}) j GROUP BY 1
    )
    SELECT t."code", t."unitCode", t."collectorId"::text, t."population", t."sampleSize",
           coalesce(c.checked, 0) AS checked, coalesce(c.clean, 0) AS clean
    FROM "ReviewStratum" t LEFT JOIN counted c ON c.code = t."code"
    WHERE t."planId" = ${plan.id}::uuid AND t."attempt" = ${plan.attempt}::int ORDER BY t."code"`
}

async function recheckCounts(
  tx: Transaction,
  plan: Plan,
): Promise<DoubleChecks & { readonly toRecheck: number; readonly rechecked: number }> {
  const [counts] = await tx.$queryRaw<(DoubleChecks & { toRecheck: number; rechecked: number })[]>`
    SELECT count(*)::int AS "toRecheck", count("recheckedAt")::int AS rechecked,
      (count(*) FILTER (WHERE done AND NOT first AND NOT second))::int AS "bothClean",
      (count(*) FILTER (WHERE done AND first AND NOT second))::int AS "onlyFirstFaulty",
      (count(*) FILTER (WHERE done AND NOT first AND second))::int AS "onlySecondFaulty",
      (count(*) FILTER (WHERE done AND first AND second))::int AS "bothFaulty"
    FROM (
      SELECT s."recheckedAt", s."recheckedAt" IS NOT NULL AS done,
        EXISTS (SELECT 1 FROM "ReviewFinding" f WHERE f."sampleId" = s."id" AND f."round" = 1) AS first,
        EXISTS (SELECT 1 FROM "ReviewFinding" f WHERE f."sampleId" = s."id" AND f."round" = 2) AS second
      FROM "ReviewSample" s
      WHERE s."planId" = ${plan.id}::uuid AND s."attempt" = ${plan.attempt}::int AND s."recheck"
    ) compared`
  if (!counts) throw new Error('an aggregate always answers one row')
  return counts
}

async function errorsByField(tx: Transaction, plan: Plan, checked: number): Promise<ReviewResult['fields']> {
  const rows = await tx.$queryRaw<{ field: string; missing: number; wrong: number }[]>`
    SELECT f."field", (count(*) FILTER (WHERE f."kind" = 'MISSING'))::int AS missing,
           (count(*) FILTER (WHERE f."kind" = 'WRONG'))::int AS wrong
    FROM (${judgedSamples(plan)}) j JOIN "ReviewFinding" f ON f."sampleId" = j."id" AND f."round" = j.round
    GROUP BY 1 ORDER BY count(*) DESC, 1`
  return rows.map((row) => ({ ...row, rate: (row.missing + row.wrong) / checked }))
}

async function errorsBy(
  tx: Transaction,
  plan: Plan,
  column: 'collectorId' | 'unitCode',
): Promise<ErrorGroup[]> {
  const rows = await tx.$queryRaw<Omit<ErrorGroup, 'rate' | 'low' | 'high'>[]>`
    SELECT j.${Prisma.raw(`"${column}"`)}::text AS key, count(*)::int AS checked,
           (count(*) FILTER (WHERE j.faulty))::int AS faulty,
           coalesce(sum(e.missing), 0)::int AS missing, coalesce(sum(e.wrong), 0)::int AS wrong
    FROM (${judgedSamples(plan)}) j
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE f."kind" = 'MISSING') AS missing, count(*) FILTER (WHERE f."kind" = 'WRONG') AS wrong
      FROM "ReviewFinding" f WHERE f."sampleId" = j."id" AND f."round" = j.round
    ) e
    GROUP BY 1 ORDER BY (count(*) FILTER (WHERE j.faulty))::float8 / count(*) DESC, 1`
  return rows.map((row) => {
    const rate = row.faulty / row.checked
    return { ...row, rate, ...wilsonInterval({ rate, size: row.checked }, plan.confidence) }
  })
}
