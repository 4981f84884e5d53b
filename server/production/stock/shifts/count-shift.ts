import { DomainError } from '../../../../core/errors.ts'
import { shiftLifecycle } from '../../../../core/lifecycle/operation.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { instantAt } from '../../../kernel/clock.ts'
import { move } from '../../../kernel/transition.ts'
import { statesHoldingBlank } from '../../print-job-row.ts'
import { officerIdOf } from '../write-minutes.ts'
import { lockedShift, reachShift } from './load-shift.ts'
import { differenceOf, type ShiftBalance, shiftBalance } from './shift-balance.ts'

/** Cards are in the machine, or lost sight of: what lies in the feeder cannot be compared with anything. */
export class CardsUnderWay extends DomainError<'CARDS_UNDER_WAY'> {
  constructor(jobs: number) {
    super(
      'CARDS_UNDER_WAY',
      {
        vi: 'Trạm in còn thẻ đang làm hoặc chưa rõ kết quả. Hãy dừng nhận lệnh, đợi máy in xong và xử lý hết các thẻ chưa rõ rồi kiểm đếm.',
        en: 'The station still has cards in work or of unknown outcome. Stop it, let it finish, settle the unknown ones, then count.',
      },
      { jobs },
    )
  }
}

/** A count is a whole number from 0 on. */
export class IllegalCount extends DomainError<'ILLEGAL_COUNT'> {
  constructor() {
    super('ILLEGAL_COUNT', {
      vi: 'Số phôi đếm được phải là số nguyên từ 0 trở lên.',
      en: 'What was counted is a whole number from 0 on.',
    })
  }
}

/** The count and what it is short of; nothing is closed yet. */
export interface CountedShift extends ShiftBalance {
  readonly countedLeft: number
  readonly difference: number
}

/** Somebody counts what lies at the station; from now on no card is begun there until the shift is closed or counted anew. */
export async function countShift(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly countedLeft: number },
): Promise<CountedShift> {
  const { id, stationId } = await reachShift(app, actor, { id: input.id, action: 'shift.run' })
  const { countedLeft } = input
  if (!Number.isInteger(countedLeft) || countedLeft < 0) throw new IllegalCount()
  const at = app.clock()
  const countedBy = officerIdOf(actor)
  return app.db.$transaction(async (tx) => {
    const shift = await lockedShift(tx, id)
    const jobs = await tx.printJob.count({ where: { stationId, status: { in: [...statesHoldingBlank] } } })
    if (jobs > 0) throw new CardsUnderWay(jobs)
    const data = { countedLeft, countedBy, countedAt: instantAt(at) }
    await move(tx, shiftLifecycle, shift, { event: 'count', actor, at, data })
    const balance = await shiftBalance(tx, id)
    const difference = differenceOf(balance, countedLeft)
    await audit(tx, {
      actor,
      at,
      action: 'shift.count',
      subjectKind: 'shift',
      subjectId: id,
      details: { countedLeft, difference },
    })
    return { ...balance, countedLeft, difference }
  })
}
