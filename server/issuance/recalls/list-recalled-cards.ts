import type { App } from '../../kernel/app.ts'

/** States of a card in which it can still do harm (core/lifecycle/card.ts): before the hand-over, and since. */
export const stillOurs = ['MADE', 'DISPATCHED', 'AT_UNIT', 'POSTED'] as const
export const handedOver = ['ACTIVE', 'LOCKED', 'HELD'] as const

/**
 * Puts the cards of a recalled signer on its list, those too that were only being printed when it was opened; cards on it stay as they
 * are. Answers how many came to it.
 */
export async function listRecalledCards(app: App, recallId: string): Promise<number> {
  return app.db.$executeRaw`
    INSERT INTO "RecallItem" ("recallId", "cardId", "action")
    SELECT r."id", c."id", CASE WHEN c."status" = ANY(${[...handedOver]}) THEN 'TELL_HOLDER' ELSE 'REMAKE' END
    FROM "Recall" r
    JOIN "ChipRecord" chip ON chip."signerSerial" = r."signerSerial"
    JOIN "Card" c ON c."printJobId" = chip."printJobId"
    WHERE r."id" = ${recallId}::uuid AND c."status" = ANY(${[...stillOurs, ...handedOver]})
      AND NOT EXISTS (SELECT 1 FROM "RecallItem" i WHERE i."recallId" = r."id" AND i."cardId" = c."id")
    ON CONFLICT DO NOTHING`
}
