import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { detailOf } from './record-detail.ts'
import { officerIdOf } from './write-minutes.ts'

/** Somebody else has looked after it. */
export class AlarmAnswered extends DomainError<'ALARM_ANSWERED'> {
  constructor() {
    super('ALARM_ANSWERED', {
      vi: 'Cảnh báo này đã được xử lý. Hãy tải lại danh sách.',
      en: 'This alarm was answered already. Reload the list.',
    })
  }
}

/** What was done about a hot-listed serial that turned up. */
export async function answerAlarm(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly answer: string },
): Promise<void> {
  demand(actor, 'hot-list.answer')
  const id = recordId(input.id, 'alarm')
  const answered = detailOf(input.answer, 'answer')
  const answerBy = officerIdOf(actor)
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const alarm = await tx.hotListAlarm.findUnique({ where: { id } })
    if (!alarm) throw new NotFound('alarm')
    const { count } = await tx.hotListAlarm.updateMany({
      where: { id, answerAt: null },
      data: { answered, answerBy, answerAt: instantAt(at) },
    })
    if (count === 0) throw new AlarmAnswered()
    await audit(tx, {
      actor,
      at,
      action: 'hot-list.answer',
      subjectKind: 'blank card',
      subjectId: alarm.serial,
      details: { place: alarm.place },
    })
  })
}
