import type { ReviewDesign } from '../../../core/review/design.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Frame, inFrame, sizeSample, stratumCode, stratumCollector } from './review-frame.ts'

interface Draw {
  readonly planId: string
  readonly attempt: number
  readonly seed: string
  readonly frame: Frame
  readonly design: ReviewDesign
}

/**
 * Draws and freezes the sample of a plan in one statement over its forms. Within each stratum the forms stand in the order of
 * SHA-256(seed ‖ "/" ‖ serial) in bytes, and the first are taken: whoever has the seed and the serials draws the same. The second
 * check takes, by the same rule with "/recheck/" between, the first of the whole sample. Strata keep the population of the
 * statement's own look at the forms; a stratum that got its first form since the sizes were computed gives one.
 */
export async function drawSample(
  tx: Transaction,
  { planId, attempt, seed, frame, design }: Draw,
): Promise<{ readonly population: number; readonly sampleSize: number }> {
  const { sizes } = await sizeSample(tx, frame, design)
  await tx.$executeRaw`
    WITH frame AS (
      SELECT "serial", "unitCode", "collectorId", ${stratumCode(frame)} AS stratum,
             ${stratumCollector(frame)} AS of_collector,
             sha256(convert_to(${`${seed}/`} || "serial", 'UTF8')) AS digest
      FROM "Form" WHERE ${inFrame(frame)}
    ), ranked AS (
      SELECT frame.*, row_number() OVER (PARTITION BY stratum ORDER BY digest, "serial") AS rank,
             count(*) OVER (PARTITION BY stratum) AS population
      FROM frame
    ), drawn AS (
      SELECT ranked.*,
             row_number() OVER (ORDER BY "unitCode", "collectorId", "serial") AS place,
             row_number() OVER (ORDER BY sha256(convert_to(${`${seed}/recheck/`} || "serial", 'UTF8')), "serial")
               <= ceil(${design.recheckShare}::float8 * count(*) OVER ()) AS recheck
      FROM ranked
      LEFT JOIN unnest(${[...sizes.keys()]}::text[], ${[...sizes.values()]}::int[]) AS wanted(code, size)
        ON wanted.code = stratum
      WHERE rank <= coalesce(size, 1)
    ), strata AS (
      INSERT INTO "ReviewStratum" ("planId", "attempt", "code", "unitCode", "collectorId", "population", "sampleSize")
      SELECT ${planId}::uuid, ${attempt}::int, stratum, "unitCode", of_collector, max(population), count(*)
      FROM drawn GROUP BY stratum, "unitCode", of_collector
    )
    INSERT INTO "ReviewSample"
      ("id", "planId", "attempt", "formSerial", "stratum", "unitCode", "collectorId", "place", "recheck")
    SELECT gen_random_uuid(), ${planId}::uuid, ${attempt}::int, "serial", stratum, "unitCode", "collectorId", place, recheck
    FROM drawn`
  const { _sum } = await tx.reviewStratum.aggregate({
    where: { planId, attempt },
    _sum: { population: true, sampleSize: true },
  })
  return { population: _sum.population ?? 0, sampleSize: _sum.sampleSize ?? 0 }
}
