import { calendarDateAt, type CalendarDate, formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { mayLapseOn } from '../../../core/issuance/uncollected.ts'
import { moveApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { waitingCard } from '../waiting-card.ts'
import { wasteCard } from '../waste-card.ts'

/** The holder may still come. */
export class TooEarlyToLapse extends DomainError<'TOO_EARLY_TO_LAPSE'> {
  constructor(on: CalendarDate | null) {
    const day = on && formatVietnamese(on)
    super(
      'TOO_EARLY_TO_LAPSE',
      {
        vi: `Chưa đến hạn hủy thẻ không có người nhận${day ? `: từ ngày ${day}` : ''}. Giữ thẻ lại.`,
        en: `An uncollected card is not destroyed yet${day ? `: from ${day} on` : ''}. Keep it.`,
      },
      { on },
    )
  }
}

/**
 * Nobody came: the file lapses and its card is REVOKED and waste. It lies with the spoiled cards of the office that made it, where two officers
 * destroy it, with a record.
 */
export async function lapseUncollected(
  app: App,
  actor: Actor,
  input: { readonly scan: string },
): Promise<{ readonly cardId: string }> {
  const card = await waitingCard(app, actor, { scan: input.scan, action: 'card.lapse' })
  const { application: file } = card
  const on = file.readyOn && mayLapseOn(calendarDateOf(file.readyOn))
  if (on === null || on > calendarDateAt(app.clock())) throw new TooEarlyToLapse(on)
  await app.db.$transaction(async (tx) => {
    const blank = await tx.blankCard.findUniqueOrThrow({ where: { serial: card.serial } })
    await wasteCard(tx, app, { card: { ...card, blank }, actor, reason: 'UNCOLLECTED' })
    await moveApplication(tx, app, file, { event: 'lapse', actor })
  })
  return { cardId: card.id }
}
