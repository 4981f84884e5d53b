import { createHash } from 'node:crypto'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { readPaymentStatement } from '../../../core/enrollment/payment-statement.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { officerOf } from './cash-day.ts'
import { NoticeContradicts } from './refusals.ts'
import { type NoticeChannel, recordNotice } from './record-notice.ts'

export interface StatementFile {
  readonly channel: NoticeChannel
  readonly day: CalendarDate
  readonly bytes: Uint8Array
}

export interface StatementResult {
  readonly id: string
  readonly rows: number
  readonly known: number
  readonly added: number
  readonly opened: number
  readonly faulty: readonly { readonly line: number | null; readonly code: string }[]
}

/**
 * Takes in a day's file: what the webhook told is confirmed by it, what it did not tell is recorded now. Each row is a transaction of its
 * own and taken once, so a file that was cut off by a crash, or comes again, is simply taken in again. Throws StatementUnreadable.
 */
export async function importStatement(app: App, actor: Actor, file: StatementFile): Promise<StatementResult> {
  demand(actor, 'fee.reconcile')
  const importedBy = officerOf(actor).id
  const text = new TextDecoder().decode(file.bytes)
  const { notices, faulty } = readPaymentStatement(text)
  const { channel, day } = file
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const importedAt = instantAt(app.clock())
  const rows = notices.length + faulty.length
  const { id } = await app.db.paymentStatement.upsert({
    where: { sha256 },
    create: { channel, day: dateOf(day), sha256, rows, importedBy, importedAt },
    update: {},
    select: { id: true },
  })
  const count = { KNOWN: 0, PAID: 0, CASE: 0 }
  const refused: { readonly line: number | null; readonly code: string }[] = [...faulty]
  for (const notice of notices) {
    try {
      count[await recordNotice(app, actor, { channel, notice, statementId: id })]++
    } catch (error) {
      if (!(error instanceof NoticeContradicts)) throw error
      refused.push({ line: null, code: error.code })
    }
  }
  const result = { rows, known: count.KNOWN, added: count.PAID + count.CASE, opened: count.CASE }
  await app.db.$transaction(async (tx) => {
    await tx.paymentStatement.update({
      where: { id },
      data: {
        known: result.known,
        faulty: refused,
        added: { increment: result.added },
        opened: { increment: result.opened },
      },
    })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'statement.import',
      subjectKind: 'payment statement',
      subjectId: id,
      details: { ...result, faulty: refused.length },
    })
  })
  return { id, ...result, faulty: refused }
}
