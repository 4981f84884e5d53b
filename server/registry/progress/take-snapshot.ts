import { formKinds } from '../../../core/forms/definition.ts'
import { allCounts } from '../../../core/progress/roll-up.ts'
import { nation } from '../../../core/progress/unit-places.ts'
import type { App } from '../../kernel/app.ts'
import { placesOn } from './places.ts'
import { readTotals } from './read-totals.ts'

/**
 * Job: keeps today's roll-up of every unit that has a form, for the curve. Run again on the same day it replaces the first.
 * Answers the rows kept.
 */
export async function takeSnapshot(app: App): Promise<number> {
  const places = await placesOn(app)
  let rows = 0
  for (const kind of formKinds) {
    const totals = await readTotals(app, { root: nation, places, kind, campaignId: null })
    const counted = [...totals]
      .map(([unitCode, unit]) => ({ unitCode, ...allCounts(unit) }))
      .filter(({ issued }) => issued > 0)
    rows += await keep(app, { kind, on: places.on, counted: JSON.stringify(counted) })
  }
  return rows
}

function keep(
  { db }: App,
  { kind, on, counted }: { readonly kind: string; readonly on: string; readonly counted: string },
): Promise<number> {
  return db.$executeRaw`
    INSERT INTO "ProgressSnapshot" ("unitCode", "formKind", "on", "issued", "handedOut", "checked", "returned", "sent",
      "scanned", "entered", "loaded", "void", "sentBack")
    SELECT "unitCode", ${kind}, ${on}::date, "issued", "handedOut", "checked", "returned", "sent", "scanned", "entered",
      "loaded", "void", "sentBack"
    FROM jsonb_to_recordset(${counted}::jsonb) AS c("unitCode" text, "issued" int, "handedOut" int, "checked" int,
      "returned" int, "sent" int, "scanned" int, "entered" int, "loaded" int, "void" int, "sentBack" int)
    ON CONFLICT ("unitCode", "formKind", "on") DO UPDATE SET "issued" = excluded."issued",
      "handedOut" = excluded."handedOut", "checked" = excluded."checked", "returned" = excluded."returned",
      "sent" = excluded."sent", "scanned" = excluded."scanned", "entered" = excluded."entered",
      "loaded" = excluded."loaded", "void" = excluded."void", "sentBack" = excluded."sentBack"`
}
