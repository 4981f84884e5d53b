import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'

/** Cards that passed and lie in no parcel, by the place where they are collected. */
export interface CardsToPack {
  readonly centreCode: string
  readonly centreName: string
  readonly unitCode: string
  readonly cards: number
  /** When the first of them was planned: its age. */
  readonly since: Date
}

/** The places that cards wait for, the one that waits longest first. */
export async function cardsToPack(app: App, actor: Actor): Promise<readonly CardsToPack[]> {
  demand(actor, 'card.dispatch')
  return app.db.$queryRaw<CardsToPack[]>`
    SELECT ce."code" AS "centreCode", ce."name" AS "centreName", ce."unitCode", count(*)::int AS "cards",
      min(j."plannedAt") AS "since"
    FROM "Card" c JOIN "PrintJob" j ON j."id" = c."printJobId" JOIN "Application" a ON a."id" = c."applicationId"
      JOIN "Centre" ce ON ce."code" = a."centreCode"
    WHERE c."status" = 'MADE' AND j."status" = 'PASSED' AND NOT EXISTS (
      SELECT 1 FROM "ParcelItem" i WHERE i."cardId" = c."id" AND i."receivedAt" IS NULL AND i."settled" IS NULL)
    GROUP BY ce."code", ce."name", ce."unitCode" ORDER BY 5, 1`
}
