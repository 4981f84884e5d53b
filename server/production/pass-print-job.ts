import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { checkCard } from './quality/check-card.ts'

/** Quality control passes a stacked card whose QR was scanned: {@link checkCard} in its shortest form. */
export async function passPrintJob(
  app: App,
  actor: Actor,
  { id, qr }: { readonly id: string; readonly qr?: string | null },
) {
  return checkCard(app, actor, { id, verdict: 'PASS', scanned: { qr: qr ?? null } })
}
