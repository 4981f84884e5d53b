import type { FailClass } from '../../core/production/fail-codes.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { checkCard } from './quality/check-card.ts'

/** Quality control refuses a stacked card by its class alone: spoiled, its card revoked, a remake planned first. */
export async function failPrintJob(
  app: App,
  actor: Actor,
  { id, failClass }: { readonly id: string; readonly failClass: FailClass },
) {
  return checkCard(app, actor, { id, verdict: 'FAIL', failClass })
}
