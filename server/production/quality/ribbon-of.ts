import type { Transaction } from '../../kernel/db.ts'

/** The ribbon that a card was printed with: the one in its station, unless it was put in later. Null where nobody can tell. */
export async function ribbonOf(
  tx: Transaction,
  job: { readonly id: string; readonly stationId: string | null },
): Promise<string | null> {
  if (job.stationId === null) return null
  const [ribbon] = await tx.$queryRaw<{ serial: string }[]>`
    SELECT c."serial" FROM "Consumable" c
    WHERE c."kind" = 'RIBBON' AND c."status" = 'AT_STATION' AND c."stationId" = ${job.stationId}::uuid
      AND c."at" <= (SELECT max(t."at") FROM "Transition" t
        WHERE t."record" = 'print job' AND t."recordId" = ${job.id} AND t."event" = 'print')
    ORDER BY c."at" DESC LIMIT 1`
  return ribbon?.serial ?? null
}
