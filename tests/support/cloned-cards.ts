import type { ServerApp } from '../../server/graphql/context.ts'

let cloned = 0

/** As many more cards as one that passed, each with a file, a job and a blank of its own: what would take a station hours. */
export async function clonedCards(app: ServerApp, cardId: string, count: number): Promise<readonly string[]> {
  const [first, last] = [cloned + 1, (cloned += count)]
  const copy = (table: string, changes: string, where: string) => `
    INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", to_jsonb(t) || ${changes})).*
    FROM "${table}" t JOIN "Card" c ON ${where} CROSS JOIN "clone" n WHERE c."id" = '${cardId}'`
  const statements = [
    `CREATE TEMPORARY TABLE "clone" ON COMMIT DROP AS
     SELECT uuidv7() AS card, uuidv7() AS job, uuidv7() AS file, lpad(nth::text, 6, '0') AS nth, 'NB' || lpad(nth::text, 9, '0') AS serial
     FROM generate_series(${first}, ${last}) nth`,
    copy(
      'Application',
      `jsonb_build_object('id', n.file, 'code', left(t."code", -6) || n.nth, 'residentId', NULL, 'deskSession', NULL, 'ticketId', NULL)`,
      `t."id" = c."applicationId"`,
    ),
    copy(
      'BlankCard',
      `jsonb_build_object('serial', n.serial, 'chipSerial', NULL)`,
      `t."serial" = c."serial"`,
    ),
    copy(
      'PrintJob',
      `jsonb_build_object('id', n.job, 'applicationId', n.file, 'blankSerial', n.serial)`,
      `t."id" = c."printJobId"`,
    ),
    copy(
      'Card',
      `jsonb_build_object('id', n.card, 'applicationId', n.file, 'printJobId', n.job, 'serial', n.serial)`,
      `t."id" = c."id"`,
    ),
  ]
  return app.db.$transaction(
    async (tx) => {
      for (const statement of statements) await tx.$executeRawUnsafe(statement)
      const rows = await tx.$queryRaw<{ id: string }[]>`SELECT card AS id FROM "clone" ORDER BY nth`
      return rows.map(({ id }) => id)
    },
    { timeout: 120_000 },
  )
}
