import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { unitsNow } from '../../kernel/units.ts'
import { loadSource } from './load-source.ts'
import { paperContent } from './paper-content.ts'
import { checkChange } from './register-change.ts'

/**
 * What stands in the way of a request without a card is told to whoever would approve it, and not found out afterwards. Throws
 * NothingToConfirm and what `checkChange` throws.
 */
export async function checkRequest(
  tx: Transaction,
  app: App,
  file: {
    readonly producesCard: boolean
    readonly kind: string | null
    readonly reason: string | null
    readonly residentId: string | null
    readonly request: unknown
  },
): Promise<void> {
  const { kind, reason, residentId, request } = file
  if (file.producesCard || !kind || !reason || !residentId) return
  if (kind === 'NUMBER_CHANGE' || kind === 'DATA_CHANGE') {
    await checkChange(tx, app, { kind, reason, residentId, request })
  } else {
    paperContent(reason, await loadSource(tx, await unitsNow(app), { residentId, request }))
  }
}
