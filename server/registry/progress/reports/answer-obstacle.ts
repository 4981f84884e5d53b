import { DomainError } from '../../../../core/errors.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { instantAt } from '../../../kernel/clock.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'

export class AnsweredAlready extends DomainError<'ANSWERED_ALREADY'> {
  constructor() {
    super('ANSWERED_ALREADY', {
      vi: 'Khó khăn, vướng mắc này đã được trả lời. Hãy tải lại danh sách.',
      en: 'This obstacle has been answered. Reload the list.',
    })
  }
}

export class EmptyAnswer extends DomainError<'EMPTY_ANSWER'> {
  constructor() {
    super('EMPTY_ANSWER', {
      vi: 'Hãy ghi nội dung trả lời, không quá 2000 ký tự.',
      en: 'Write an answer, of at most 2000 characters.',
    })
  }
}

const longestAnswer = 2000

/** The unit that an obstacle was put to answers it, once. */
export async function answerObstacle(
  app: App,
  actor: Actor,
  { id, answer }: { readonly id: string; readonly answer: string },
): Promise<void> {
  const text = answer.trim()
  const obstacle = await app.db.obstacle.findUnique({ where: { id: recordId(id, 'obstacle') } })
  if (!obstacle) throw new NotFound('obstacle')
  await authorise(app, actor, 'obstacle.answer', obstacle.ownerUnitCode)
  if (text === '' || text.length > longestAnswer || text.includes('\0')) throw new EmptyAnswer()
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const answered = await tx.obstacle.updateMany({
      where: { id: obstacle.id, answeredAt: null },
      data: { answer: text, answeredById: actor.id, answeredAt: instantAt(at) },
    })
    if (answered.count !== 1) throw new AnsweredAlready()
    await audit(tx, {
      actor,
      at,
      action: 'obstacle.answer',
      subjectKind: 'obstacle',
      subjectId: obstacle.id,
      details: { unitCode: obstacle.unitCode, kind: obstacle.kind },
    })
  })
}
