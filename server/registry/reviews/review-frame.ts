import { allocate } from '../../../core/review/allocate.ts'
import type { ReviewDesign } from '../../../core/review/design.ts'
import { sampleSize } from '../../../core/review/sample-size.ts'
import { DomainError } from '../../../core/errors.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { unitsNow } from '../../kernel/units.ts'

/** Collected, and not yet in the register: what a review may draw from. */
export const reviewableStates = ['COLLECTED', 'SENT', 'RECEIVED', 'SCANNED', 'ENTERED', 'TRANSMITTED']

/** The locality has no form that could be drawn. */
export class NothingToReview extends DomainError<'NOTHING_TO_REVIEW'> {
  constructor() {
    super('NOTHING_TO_REVIEW', {
      vi: 'Địa bàn chưa có phiếu nào đã thu và chưa nạp để chọn mẫu.',
      en: 'The locality has no form that is collected and not yet loaded.',
    })
  }
}

/** Whose forms are drawn from. */
export interface Frame {
  /** The locality and all units below it. */
  readonly unitCodes: readonly string[]
  readonly formKind: string
  readonly byCollector: boolean
}

export async function frameOf(
  app: App,
  plan: { readonly unitCode: string; readonly formKind: string; readonly byCollector: boolean },
): Promise<Frame> {
  const unitCodes = (await unitsNow(app)).within([plan.unitCode])
  return { unitCodes, formKind: plan.formKind, byCollector: plan.byCollector }
}

/** The forms of a frame, for a WHERE. */
export const inFrame = ({ unitCodes, formKind }: Frame) => Prisma.sql`
  "kind" = ${formKind} AND "unitCode" = ANY(${[...unitCodes]}::text[]) AND "status" = ANY(${reviewableStates}::text[])`

/** A form's stratum: the code of its unit, or unit/collector. */
export const stratumCode = ({ byCollector }: Frame) =>
  byCollector ? Prisma.sql`concat_ws('/', "unitCode", "collectorId")` : Prisma.sql`"unitCode"`

export const stratumCollector = ({ byCollector }: Frame) =>
  byCollector ? Prisma.sql`"collectorId"` : Prisma.sql`NULL::uuid`

/** How many forms each stratum has now, and how many of them the design draws. Throws {@link NothingToReview}. */
export async function sizeSample(
  tx: Transaction,
  frame: Frame,
  design: ReviewDesign,
): Promise<{ readonly population: number; readonly sizes: ReadonlyMap<string, number> }> {
  const strata = await tx.$queryRaw<{ code: string; population: number }[]>`
    SELECT ${stratumCode(frame)} AS code, count(*)::int AS population FROM "Form" WHERE ${inFrame(frame)} GROUP BY 1`
  const population = strata.reduce((sum, one) => sum + one.population, 0)
  if (population === 0) throw new NothingToReview()
  return { population, sizes: allocate(strata, sampleSize(population, design)) }
}

export const totalOf = (sizes: ReadonlyMap<string, number>) =>
  [...sizes.values()].reduce((sum, one) => sum + one, 0)
