import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import type { Movable } from '../kernel/transition.ts'
import { SerialNeeded } from './card-by-scan.ts'
import { settleJob } from './settle-print-job.ts'

/** More than a citizen's QR holds. */
const longestQr = 2000

/**
 * A card that lay in a tray is scanned: whichever job of unknown outcome bears its QR has a good card. Throws NotFound where none does,
 * SerialNeeded where two do.
 */
export async function settleScannedCard(
  app: App,
  actor: Actor,
  input: { readonly qr: string },
): Promise<Movable> {
  demand(actor, 'print-job.resolve')
  const qr = input.qr.trim()
  if (qr === '' || qr.length > longestQr) throw new NotFound('print job')
  return app.db.$transaction(async (tx) => {
    // Its index holds those of unknown outcome alone: PrintJob_unknown_qr.
    const jobs = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "PrintJob" WHERE "status" = 'OUTCOME_UNKNOWN' AND "face" ->> 'qr' = ${qr}
      ORDER BY "id" LIMIT 2 FOR UPDATE`
    const [found, other] = jobs
    if (!found) throw new NotFound('print job')
    if (other) throw new SerialNeeded()
    const job = await tx.printJob.findUniqueOrThrow({ where: { id: found.id } })
    return settleJob(tx, app, { job: { ...job, key: job.id }, actor, finding: { found: 'GOOD', qr } })
  })
}
