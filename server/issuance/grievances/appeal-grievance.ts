import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { appealUntil, grievanceTerm } from '../../../core/grievances/grievance-terms.ts'
import type { GrievanceKind } from '../../../core/grievances/grievance-words.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { grievanceText, IllegalGrievance } from './file-grievance.ts'
import { grievanceOf, moveGrievance } from './move-grievance.ts'
import { unitAbove } from './unit-above.ts'

/** Decided twice already, or the days to appeal have passed. */
export class NoAppeal extends DomainError<'NO_APPEAL'> {
  constructor(why: 'LAST_INSTANCE' | 'TOO_LATE') {
    super(
      'NO_APPEAL',
      {
        vi: {
          LAST_INSTANCE:
            'Phản ánh đã được giải quyết lần hai. Nếu vẫn không đồng ý, bạn có quyền khởi kiện tại Tòa án.',
          TOO_LATE:
            'Đã quá 30 ngày kể từ ngày trả lời. Bạn có thể gửi phản ánh mới, hoặc khởi kiện tại Tòa án theo luật.',
        }[why],
        en: {
          LAST_INSTANCE: 'This was decided a second time. If you still disagree, you may go to court.',
          TOO_LATE:
            'More than 30 days have passed since the answer. You may file a new ticket, or go to court as the law provides.',
        }[why],
      },
      { why },
    )
  }
}

/** Whoever filed it does not accept the answer: it is open again at the unit above, with a day of its own. */
export async function appealGrievance(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly text: string },
): Promise<void> {
  demand(actor, 'grievance.file')
  const text = grievanceText.safeParse(input.text)
  if (!text.success) throw new IllegalGrievance()
  const at = app.clock()
  const on = calendarDateAt(at)
  await app.db.$transaction(async (tx) => {
    const grievance = await grievanceOf(tx, input.id)
    if (grievance.filedById !== actor.id) throw new NotFound('grievance')
    if (grievance.instance > 1) throw new NoAppeal('LAST_INSTANCE')
    const { answeredAt } = grievance
    if (answeredAt && appealUntil(calendarDateAt(answeredAt.getTime())) < on) throw new NoAppeal('TOO_LATE')
    const { dueOn } = grievanceTerm({ kind: grievance.kind as GrievanceKind, instance: 2, on })
    const unitCode = await unitAbove(app, grievance.unitCode)
    const data = { instance: 2, dueOn: dateOf(dueOn), unitCode, ownerId: null, answeredAt: null }
    await moveGrievance(tx, app, grievance, { event: 'reopen', actor, data, details: { unit: unitCode } })
    await tx.grievanceEntry.create({
      data: { grievanceId: grievance.id, kind: 'APPEAL', text: text.data, at: instantAt(at) },
    })
  })
}
